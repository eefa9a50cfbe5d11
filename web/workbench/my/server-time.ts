/** An answer with the server's time and when this phone heard it. */
export interface Heard {
  readonly now: string;
  readonly heardAt: number;
}

/** Remembers when an answer came: phones go wrong by minutes, and a cut-off is the server's. */
export const heard = <T extends { readonly now: string }>(answer: T): T & Heard => ({ ...answer, heardAt: Date.now() });

/** The server's time while this phone's is `now`, in milliseconds since 1970; the phone's own before anything was heard. */
export const serverTime = (told: Heard | undefined, now: number): number =>
  told === undefined ? now : now + (Date.parse(told.now) - told.heardAt);

/** `1天03:12:09`, `03:12:09`, `12:09`; what is left until then, to the second. */
export function clockLeft(until: string, now: number): string {
  const seconds = Math.max(0, Math.ceil((Date.parse(until) - now) / 1_000));
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor((seconds % 86_400) / 3_600);
  const rest = [Math.floor((seconds % 3_600) / 60), seconds % 60].map((each) => String(each).padStart(2, '0'));
  if (days === 0 && hours === 0) return rest.join(':');
  return `${days === 0 ? '' : `${days}天`}${[String(hours).padStart(2, '0'), ...rest].join(':')}`;
}
