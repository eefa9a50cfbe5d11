import { fen, type Fen } from '#kernel/money';
import type { Database, DatabaseTransaction } from '../context/context.ts';
import { checkAccount, rangeOf, unitOf, type LedgerUnit } from './entry.ts';
import { findUnbalanced, sumAccounts, sumRange } from './ledger-store.ts';
import { AccountOfOtherUnit, TooManyAccounts } from './refusals.ts';

type Db = Database | DatabaseTransaction;

/** Most accounts of one answer. */
export const BALANCE_LIMIT = 1_000;

export type AccountSelection =
  | readonly string[]
  | { readonly prefix: string; readonly after?: string; readonly limit?: number };

/**
 * Balances in fen of named accounts (zero where nothing was booked), or of those under a prefix such as `commission:payable:`,
 * in the order of accounts: a page of at most BALANCE_LIMIT, the next one `after` the last account. Debits are positive:
 * what we owe is a negative balance. Whose accounts may be seen is the caller's to decide: the ledger knows no owners.
 */
export async function balances(db: Db, selection: AccountSelection): Promise<Map<string, Fen>> {
  return new Map([...(await amounts(db, selection, 'CNY'))].map(([account, amount]) => [account, fen(amount)]));
}

/** The same of accounts of points, in points. */
export const pointBalances = (db: Db, selection: AccountSelection): Promise<Map<string, number>> =>
  amounts(db, selection, 'POINT');

async function amounts(db: Db, selection: AccountSelection, unit: LedgerUnit): Promise<Map<string, number>> {
  const check = (account: string): void => {
    if (unitOf(account) !== unit) throw new AccountOfOtherUnit(account);
  };
  if ('prefix' in selection) {
    const limit = Math.min(selection.limit ?? BALANCE_LIMIT, BALANCE_LIMIT);
    check(selection.prefix);
    return toMap(await sumRange(db, rangeOf(selection.prefix), selection.after ?? '', limit));
  }
  if (selection.length > BALANCE_LIMIT) throw new TooManyAccounts(selection.length, BALANCE_LIMIT);
  for (const account of selection) {
    checkAccount(account);
    check(account);
  }
  const zero = new Map<string, number>(selection.map((account) => [account, 0]));
  if (selection.length === 0) return zero;
  return new Map([...zero, ...toMap(await sumAccounts(db, selection))]);
}

function toMap(rows: readonly { account: string; balance: string }[]): Map<string, number> {
  return new Map(rows.map((row) => [row.account, Number(row.balance)]));
}

/** For the nightly check: entries whose lines do not add up to zero, are fewer than two, or in another unit. Always empty. */
export async function unbalancedEntries(db: Db, limit = 100): Promise<{ cityId: string; entryId: string }[]> {
  const rows = await findUnbalanced(db, limit);
  return rows.map((row) => ({ cityId: row.city_id, entryId: row.entry_id }));
}
