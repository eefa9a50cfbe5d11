import type { CustomerKey } from '#kernel/ids';
import type { PointPosting } from '#platform/ledger';
import type { NewMove } from './member.ts';

/** Points that a member has: negative, since we owe them; positive where the member owes us. */
export const memberAccount = (customerKey: CustomerKey): string => `points:member:${customerKey}`;
/** Points given out for orders, less those that were taken back: positive. */
export const ISSUED = 'points:issued';
/** Spent on rewards: negative. */
export const REDEEMED = 'points:redeemed';
/** Run out unspent: negative. */
export const EXPIRED = 'points:expired';
/** Given or taken by hand. */
export const ADJUSTED = 'points:adjusted';

const OPPOSITE = {
  earned: ISSUED,
  reversed: ISSUED,
  redeemed: REDEEMED,
  given_back: REDEEMED,
  expired: EXPIRED,
  adjusted: ADJUSTED,
} as const;

/** What is booked of a line of a statement. */
export function postingOf(customerKey: CustomerKey, move: NewMove): PointPosting {
  const reference =
    move.orderId !== null
      ? { kind: 'order', id: move.orderId }
      : move.voucherId !== null
        ? { kind: 'voucher', id: move.voucherId }
        : { kind: 'member', id: customerKey };
  return {
    unit: 'POINT',
    cityId: move.cityId,
    kind: `points_${move.kind}`,
    at: move.at,
    reference,
    lines: [
      { account: OPPOSITE[move.kind], points: move.points },
      { account: memberAccount(customerKey), points: -move.points, memo: move.words },
    ],
  };
}
