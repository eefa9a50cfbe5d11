import type { Fen } from '#kernel/money';
import type { CityId, Id } from '#kernel/ids';
import {
  AccountMalformed,
  AccountOfOtherUnit,
  EntryLinesWrong,
  EntryUnbalanced,
  LineWithoutAmount,
} from './refusals.ts';

export type LedgerEntryId = Id<'LedgerEntry'>;

/** What an entry is in: money in fen, or the points of members. One entry is in one unit. */
export type LedgerUnit = 'CNY' | 'POINT';

/** Accounts under it hold points, all others money: so no balance ever adds the two up. */
export const POINT_PREFIX = 'points:';

export const unitOf = (account: string): LedgerUnit => (account.startsWith(POINT_PREFIX) ? 'POINT' : 'CNY');

/** Adds an amount to an account: positive debits it, negative credits it. */
export interface LedgerLine {
  /** Segments with colons between, e.g. `commission:payable:<owner uuid>`. */
  readonly account: string;
  readonly amountFen: Fen;
  /** For people, without personal data. */
  readonly memo?: string | undefined;
}

/** The same in points, on an account under `points:`. */
export interface PointLine {
  readonly account: string;
  readonly points: number;
  readonly memo?: string | undefined;
}

/** A line in whatever unit its entry is. */
export interface UnitLine {
  readonly account: string;
  readonly amount: number;
  readonly memo: string | null;
}

interface PostingHead {
  /** Given by a caller that may post twice: the second time changes nothing. */
  readonly entryId?: LedgerEntryId | undefined;
  /** The city of what is booked: entry and cause are kept together. */
  readonly cityId: CityId;
  /** What happened, in snake_case, e.g. `commission_earned`. */
  readonly kind: string;
  readonly at: Date;
  /** What it is booked for, e.g. an order. */
  readonly reference: { readonly kind: string; readonly id: string };
}

export interface LedgerPosting extends PostingHead {
  readonly unit?: 'CNY' | undefined;
  readonly lines: readonly LedgerLine[];
}

export interface PointPosting extends PostingHead {
  readonly unit: 'POINT';
  readonly lines: readonly PointLine[];
}

export type Posting = LedgerPosting | PointPosting;

/** The unit of a posting, and its lines in that unit, in their order. */
export function inUnit(posting: Posting): { readonly unit: LedgerUnit; readonly lines: readonly UnitLine[] } {
  if (posting.unit === 'POINT') {
    const lines = posting.lines.map(({ account, points, memo = null }) => ({ account, amount: points, memo }));
    return { unit: 'POINT', lines };
  }
  return { unit: 'CNY', lines: moneyLines(posting.lines) };
}

const moneyLines = (lines: readonly LedgerLine[]): UnitLine[] =>
  lines.map(({ account, amountFen, memo = null }) => ({ account, amount: amountFen, memo }));

/** Most lines of one entry. */
export const LINE_LIMIT = 1_000;

const ACCOUNT = /^[a-z][a-z0-9_]*(:[a-z0-9_-]+)*$/;
const PREFIX = /^[a-z][a-z0-9_]*(:[a-z0-9_-]+)*:$/;
const ACCOUNT_LENGTH = 200;

/**
 * Throws the refusal that says why lines are not an entry: two to LINE_LIMIT lines, each ≠ 0, summing to zero, all on
 * accounts of the entry's unit.
 */
export function checkPosting(posting: Posting): void {
  checkUnitLines(inUnit(posting));
}

/** The same of lines of money alone. */
export const checkLines = (lines: readonly LedgerLine[]): void =>
  checkUnitLines({ unit: 'CNY', lines: moneyLines(lines) });

function checkUnitLines({ unit, lines }: ReturnType<typeof inUnit>): void {
  if (lines.length < 2 || lines.length > LINE_LIMIT) throw new EntryLinesWrong(lines.length, LINE_LIMIT);
  for (const [at, line] of lines.entries()) {
    checkAccount(line.account);
    if (unitOf(line.account) !== unit) throw new AccountOfOtherUnit(line.account);
    if (line.amount === 0 || !Number.isSafeInteger(line.amount)) throw new LineWithoutAmount(at + 1);
  }
  const difference = lines.reduce((sum, line) => sum + line.amount, 0);
  if (difference !== 0) throw new EntryUnbalanced(difference);
}

export function checkAccount(account: string): void {
  if (account.length > ACCOUNT_LENGTH || !ACCOUNT.test(account)) throw new AccountMalformed(account);
}

/**
 * The accounts under a prefix such as `commission:payable:` as a range [from, to) in byte order. A prefix ends with a
 * colon, so that `points:1` never takes in `points:10`.
 */
export function rangeOf(prefix: string): { readonly from: string; readonly to: string } {
  if (prefix.length > ACCOUNT_LENGTH || !PREFIX.test(prefix)) throw new AccountMalformed(prefix);
  // The character after the colon in ASCII.
  return { from: prefix, to: `${prefix.slice(0, -1)};` };
}
