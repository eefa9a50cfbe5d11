import type { BookedAnswer } from '#modules/growth/contract';
import { read, write } from '../visitor.ts';

/** What was booked from this browser, to be shown again until its day is over. */
export interface SavedBooking extends BookedAnswer {
  /** Booked in this view, not on an earlier visit. */
  readonly justNow?: boolean;
}

const keyOf = (token: string): string => `tw.booking.${token}`;

/** The visit that was booked on this page and is still to come, if any. */
export function savedBooking(token: string): SavedBooking | undefined {
  const text = read(keyOf(token));
  if (text === null) return undefined;
  try {
    const booking = JSON.parse(text) as BookedAnswer;
    return new Date(booking.endsAt).getTime() > Date.now() ? booking : undefined;
  } catch {
    return undefined;
  }
}

export function saveBooking(token: string, { justNow: _justNow, ...booking }: SavedBooking): void {
  write(keyOf(token), JSON.stringify(booking));
}
