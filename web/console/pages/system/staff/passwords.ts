export const MIN_PASSWORD = 10;
export const MAX_PASSWORD = 200;

/** Nothing that is taken for something else when it is read out or copied by hand: no 0 O o, no 1 l I i. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const GROUPS = 3;
const IN_GROUP = 4;

type Fill = (bytes: Uint8Array<ArrayBuffer>) => unknown;

/** A password that nobody guesses and everybody can type: `kd7m-Xr4p-9tgh`. */
export function newPassword(fill: Fill = (bytes) => crypto.getRandomValues(bytes)): string {
  const picked: string[] = [];
  const bytes = new Uint8Array(64);
  // Bytes beyond the last whole round would favour the first letters.
  const fair = 256 - (256 % LETTERS.length);
  while (picked.length < GROUPS * IN_GROUP) {
    fill(bytes);
    for (const byte of bytes) if (byte < fair) picked.push(LETTERS.charAt(byte % LETTERS.length));
  }
  return Array.from({ length: GROUPS }, (_, at) => picked.slice(at * IN_GROUP, (at + 1) * IN_GROUP).join('')).join('-');
}

/** What is wrong with a password, in words. */
export function passwordFault(password: string): string | undefined {
  if (password.length < MIN_PASSWORD) return `密码至少 ${MIN_PASSWORD} 位`;
  return password.length > MAX_PASSWORD ? `密码最多 ${MAX_PASSWORD} 位` : undefined;
}

export interface OwnPasswordDraft {
  readonly current: string;
  readonly next: string;
  readonly again: string;
}

/** What is wrong with one's own change, field by field; what is still empty is only missing. */
export function ownPasswordFaults({ current, next, again }: OwnPasswordDraft): Partial<OwnPasswordDraft> {
  const weak = next === '' ? undefined : passwordFault(next);
  const same = next !== '' && next === current ? '新密码和现在的一样，请换一个' : undefined;
  const fault = weak ?? same;
  return {
    ...(fault === undefined ? {} : { next: fault }),
    ...(again !== '' && again !== next ? { again: '两遍不一样，请再输一遍' } : {}),
  };
}

export const ownPasswordReady = (draft: OwnPasswordDraft): boolean =>
  Object.values(draft).every((each) => each !== '') && Object.keys(ownPasswordFaults(draft)).length === 0;
