import { startOfBusinessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { fromCursor, pageOf, timePlaceOf } from '#platform/http';
import { listLines, sumByOwner, type LineFilter, type OwnerSums, type StatementLine } from './line-store.ts';

/** `2026-11` as a span of time, in Asia/Shanghai. */
export function monthSpan(month: string): { from: Date; before: Date } {
  const [year = 0, ordinal = 0] = month.split('-').map(Number);
  const next = ordinal === 12 ? `${year + 1}-01` : `${year}-${String(ordinal + 1).padStart(2, '0')}`;
  return { from: startOfBusinessDay(`${month}-01`), before: startOfBusinessDay(`${next}-01`) };
}

/** What was asked for, as the store understands it. */
export function filterOf<Q extends { month?: string | undefined }>(query: Q): Omit<Q, 'month'> & LineFilter {
  const { month, ...rest } = query;
  return month === undefined ? rest : { ...rest, ...monthSpan(month) };
}

export interface Paging {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** A page of lines within the reader's scope, the newest first. Throws CursorUnreadable. */
export async function linesPage(
  ctx: Context,
  filter: LineFilter,
  { cursor, limit }: Paging,
): Promise<{ items: StatementLine[]; nextCursor: string | null }> {
  const rows = await listLines(ctx.db, ctx.scope, filter, { before: timePlaceOf(cursor), limit: limit + 1 });
  return pageOf(rows, limit, (line) => [line.occurredAt.getTime(), line.lineId]);
}

/** A page of owners within the reader's scope, the largest sum first. Throws CursorUnreadable. */
export async function ownersPage(
  ctx: Context,
  by: 'touchpoint' | 'partner',
  filter: LineFilter,
  { cursor, limit }: Paging,
): Promise<{ items: OwnerSums[]; nextCursor: string | null }> {
  const key = fromCursor(cursor, ['number', 'uuid']);
  const after = key && { netFen: Number(key[0]), ownerId: String(key[1]) };
  const rows = await sumByOwner(ctx.db, ctx.scope, by, filter, { after, limit: limit + 1 }, ctx.clock.now());
  return pageOf(rows, limit, (owner) => [owner.netFen, owner.ownerId]);
}
