import { sumFen, type Fen } from '#kernel/money';
import type { CityId, Id } from '#kernel/ids';
import { AccountMalformed, EntryLinesWrong, EntryUnbalanced, LineWithoutAmount } from './refusals.ts';

export type LedgerEntryId = Id<'LedgerEntry'>;

/** Adds an amount to an account: positive debits it, negative credits it. */
export interface LedgerLine {
  /** Segments with colons between, e.g. `commission:payable:<owner uuid>`. */
  readonly account: string;
  readonly amountFen: Fen;
  /** For people, without personal data. */
  readonly memo?: string | undefined;
}

export interface LedgerPosting {
  /** Given by a caller that may post twice: the second time changes nothing. */
  readonly entryId?: LedgerEntryId | undefined;
  /** The city of what is booked: entry and cause are kept together. */
  readonly cityId: CityId;
  /** What happened, in snake_case, e.g. `commission_earned`. */
  readonly kind: string;
  readonly at: Date;
  /** What it is booked for, e.g. an order. */
  readonly reference: { readonly kind: string; readonly id: string };
  readonly lines: readonly LedgerLine[];
}

/** Most lines of one entry. */
export const LINE_LIMIT = 1_000;

const ACCOUNT = /^[a-z][a-z0-9_]*(:[a-z0-9_-]+)*$/;
const PREFIX = /^[a-z][a-z0-9_]*(:[a-z0-9_-]+)*:$/;
const ACCOUNT_LENGTH = 200;

/** Throws the refusal that says why the lines are not an entry: two to LINE_LIMIT lines, each ≠ 0, summing to zero. */
export function checkLines(lines: readonly LedgerLine[]): void {
  if (lines.length < 2 || lines.length > LINE_LIMIT) throw new EntryLinesWrong(lines.length, LINE_LIMIT);
  for (const [at, line] of lines.entries()) {
    checkAccount(line.account);
    if (line.amountFen === 0 || !Number.isSafeInteger(line.amountFen)) throw new LineWithoutAmount(at + 1);
  }
  const difference = sumFen(lines.map((line) => line.amountFen));
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
