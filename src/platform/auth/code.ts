import { HOUR, SECOND } from '#kernel/time';
import type { Random } from '#kernel/random';
import { CODE_RESEND_SECONDS, CODES_AN_HOUR } from './user.ts';

/** A code was handed to the channel. */
export interface SentCode {
  /** `138****0001` */
  readonly sentTo: string;
  readonly expiresInSeconds: number;
  readonly retryAfterSeconds: number;
  readonly sandbox: boolean;
}

/** How long until a phone may be sent the next code, by when it was sent codes in the last hour, the newest first. */
export function secondsToWait(sent: readonly Date[], now: Date): number {
  const last = sent[0];
  if (last === undefined) return 0;
  const sinceLast = (now.getTime() - last.getTime()) / SECOND;
  if (sinceLast < CODE_RESEND_SECONDS) return Math.ceil(CODE_RESEND_SECONDS - sinceLast);
  const oldest = sent[CODES_AN_HOUR - 1];
  if (oldest === undefined) return 0;
  return Math.max(0, Math.ceil((oldest.getTime() + HOUR - now.getTime()) / SECOND));
}

export function sixDigits({ random }: { readonly random: Random }): string {
  const [a = 0, b = 0, c = 0, d = 0] = random.bytes(4);
  return String((((a << 24) | (b << 16) | (c << 8) | d) >>> 0) % 1_000_000).padStart(6, '0');
}

export const maskPhone = (phone: string): string =>
  phone
    .replace(/\D/g, '')
    .slice(-11)
    .replace(/^(\d{3})\d{4}/, '$1****');
