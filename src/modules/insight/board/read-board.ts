import type { Context } from '#platform/context';
import { fromCursor, toCursor } from '#platform/http';
import { periodBefore, readPeriod } from '../flywheel/period.ts';
import { whereOf, type AskedPlaces } from '../flywheel/read-flywheel.ts';
import type { BoardAnswer } from './board-contract.ts';
import { daysToSign, listBoard, sumDeals, type BoardPlace, type BoardSort } from './board-store.ts';
import { figuresOf, medianOf } from './figures.ts';
import { namedPlaces } from '../named-places.ts';

export type AskedBoard = AskedPlaces & {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly sort: BoardSort;
};

/** Days that a board looks back where nobody said. */
export const BOARD_DAYS = 30;

/** The project board within the reader's scope: the total, what it was before, and a page of communities. */
export async function readBoard(
  ctx: Context,
  asked: AskedBoard,
  page: { readonly cursor: string | undefined; readonly limit: number },
): Promise<BoardAnswer> {
  const now = ctx.clock.now();
  const current = readPeriod(asked, now, BOARD_DAYS);
  const previous = periodBefore(current);
  const where = await whereOf(ctx, asked);
  const [total, before, days, daysBefore] = await Promise.all([
    sumDeals(ctx.db, ctx.scope, where, current),
    sumDeals(ctx.db, ctx.scope, where, previous),
    daysToSign(ctx.db, ctx.scope, where, current),
    daysToSign(ctx.db, ctx.scope, where, previous),
  ]);
  const key = fromCursor(page.cursor, ['number', 'uuid']);
  const after = key && { rank: Number(key[0]), communityId: String(key[1]) };
  const rows = await listBoard(ctx.db, ctx.scope, where, current, { sort: asked.sort, after, limit: page.limit });
  const last = rows.length === page.limit ? rows.at(-1) : undefined;
  return {
    asOf: now.toISOString(),
    ...current,
    previousFrom: previous.from,
    previousTo: previous.to,
    sum: figuresOf(total, medianOf(days.map((each) => each.days))),
    previous: figuresOf(before, medianOf(daysBefore.map((each) => each.days))),
    items: await describePlaces(ctx, rows),
    nextCursor: last === undefined ? null : toCursor([last.rank, last.communityId]),
  };
}

/** What the board says of communities, with their names. */
export async function describePlaces(ctx: Context, rows: readonly BoardPlace[]): Promise<BoardAnswer['items']> {
  const places = await namedPlaces(ctx, rows);
  return rows.map((row, at) => ({
    ...places[at]!,
    ...figuresOf(row.sums, row.daysToSign),
  }));
}
