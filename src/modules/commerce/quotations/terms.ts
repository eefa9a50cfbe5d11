import { addDays } from '#kernel/time';
import { fen, type Fen } from '#kernel/money';

/** The terms of business of quotations, in one place. */
export const TERMS = {
  /** What is paid on signing, of the total. */
  depositPercent: 30,
  /** How long an offer stands. */
  validDays: 7,
  /** What a seller may take off by themself, of the list sum. */
  discountLimitPercent: 10,
  /** Below it there is nothing to be signed. */
  minTotalFen: 100,
} as const;

const YUAN = 100;

/** The deposit of a total of at least ¥1: rounded to the yuan, and at least one. */
export function depositOf(totalFen: Fen): Fen {
  const yuan = Math.round((totalFen * TERMS.depositPercent) / 100 / YUAN);
  return fen(Math.min(totalFen, Math.max(1, yuan) * YUAN));
}

export const validUntil = (from: Date): Date => addDays(from, TERMS.validDays);

/** Whether a discount is more than a seller may give by themself. */
export const exceedsLimit = (discountFen: Fen, listFen: Fen): boolean =>
  discountFen * 100 > listFen * TERMS.discountLimitPercent;
