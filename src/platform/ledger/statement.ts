import { isUuid, type CityId } from '#kernel/ids';
import { fen, type Fen } from '#kernel/money';
import type { Database, DatabaseTransaction } from '../context/context.ts';
import { checkAccount, unitOf, type LedgerEntryId } from './entry.ts';
import { findStatement, sumBefore, type LinePlace, type StatementRow } from './ledger-store.ts';
import { AccountOfOtherUnit, CursorMalformed } from './refusals.ts';

export interface StatementLine {
  readonly cityId: CityId;
  readonly entryId: LedgerEntryId;
  readonly lineNo: number;
  readonly at: Date;
  readonly kind: string;
  readonly reference: { readonly kind: string; readonly id: string };
  readonly amountFen: Fen;
  /** The account's balance with this line and all older ones. */
  readonly balanceFen: Fen;
  readonly memo: string | undefined;
  /** Set on reversals: the entry that is reversed, and why. */
  readonly reverses: LedgerEntryId | undefined;
  readonly reason: string | undefined;
}

export interface Statement {
  readonly lines: readonly StatementLine[];
  /** For the next, older page; absent on the last. */
  readonly next: string | undefined;
}

const PAGE_LIMIT = 200;

/**
 * What was booked on an account of money, the newest first, with the balance after each line. Pages of at most 200 lines (50
 * unless said); `page.cursor` is the `next` of the page before. Throws AccountMalformed, AccountOfOtherUnit or CursorMalformed.
 */
export async function statement(
  db: Database | DatabaseTransaction,
  account: string,
  page: { readonly cursor?: string | undefined; readonly limit?: number | undefined } = {},
): Promise<Statement> {
  checkAccount(account);
  if (unitOf(account) !== 'CNY') throw new AccountOfOtherUnit(account);
  const limit = Math.max(1, Math.min(page.limit ?? 50, PAGE_LIMIT));
  const before = page.cursor === undefined ? undefined : decodeCursor(page.cursor);
  const rows = await findStatement(db, account, before, limit + 1);
  const shown = rows.slice(0, limit);
  const oldest = shown.at(-1);
  if (oldest === undefined) return { lines: [], next: undefined };
  // Summed up from below the page, so that lines booked between the two statements cannot make the page disagree.
  let balance = await sumBefore(db, account, placeOf(oldest));
  const lines = shown.toReversed().map((row) => toLine(row, (balance += row.amount)));
  return { lines: lines.toReversed(), next: rows.length > limit ? encodeCursor(placeOf(oldest)) : undefined };
}

function placeOf(row: StatementRow): LinePlace {
  return { occurredAt: row.occurred_at, entryId: row.entry_id, lineNo: row.line_no };
}

function toLine(row: StatementRow, balance: number): StatementLine {
  return {
    cityId: row.city_id,
    entryId: row.entry_id,
    lineNo: row.line_no,
    at: row.occurred_at,
    kind: row.kind,
    reference: { kind: row.reference_kind, id: row.reference_id },
    amountFen: fen(row.amount),
    balanceFen: fen(balance),
    memo: row.memo ?? undefined,
    reverses: row.reverses_id ?? undefined,
    reason: row.reason ?? undefined,
  };
}

function encodeCursor(place: LinePlace): string {
  return `${place.occurredAt.getTime()}.${place.entryId}.${place.lineNo}`;
}

function decodeCursor(cursor: string): LinePlace {
  const [at = '', entryId = '', lineNo = ''] = cursor.split('.');
  if (!/^-?\d{1,15}$/.test(at) || !isUuid(entryId) || !/^\d{1,4}$/.test(lineNo)) throw new CursorMalformed();
  return { occurredAt: new Date(Number(at)), entryId: entryId as LedgerEntryId, lineNo: Number(lineNo) };
}
