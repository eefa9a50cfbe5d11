import { BYTE_ORDER_MARK, csvLine } from '#kernel/csv';
import type { Context } from '#platform/context';
import { fromCursor, toCursor } from '#platform/http';
import { communitiesByIds } from '#modules/territory';
import { periodBefore, readPeriod } from '../flywheel/period.ts';
import { whereOf, type AskedPlaces } from '../flywheel/read-flywheel.ts';
import type { BoardAnswer } from './board-contract.ts';
import { daysToSign, listBoard, sumDeals, type BoardSort } from './board-store.ts';
import { figuresOf, medianOf } from './figures.ts';

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
  const places = await communitiesByIds(
    ctx.db,
    rows.map((row) => row.communityId),
  );
  const last = rows.length === page.limit ? rows.at(-1) : undefined;
  return {
    asOf: now.toISOString(),
    ...current,
    previousFrom: previous.from,
    previousTo: previous.to,
    sum: figuresOf(total, medianOf(days.map((each) => each.days))),
    previous: figuresOf(before, medianOf(daysBefore.map((each) => each.days))),
    items: rows.map((row) => ({
      communityId: row.communityId,
      communityName: places.get(row.communityId)?.name ?? '',
      cityId: row.cityId,
      cityName: places.get(row.communityId)?.cityName ?? '',
      ...figuresOf(row.sums, row.daysToSign),
    })),
    nextCursor: last === undefined ? null : toCursor([last.rank, last.communityId]),
  };
}

const PAGE = 200;
const MAX_ROWS = 50_000;
const HEADER = [
  '城市',
  '小区',
  '线索',
  '上门',
  '报价',
  '签约',
  '签约额（元）',
  '转化率',
  '线索到签约天数（中位）',
  '净收款（元）',
  '完工',
  'NPS',
  'NPS 回答数',
  '佣金（元）',
];

const yuan = (fen: number): string => (fen / 100).toFixed(2);
const rounded = (value: number | null, digits: number): string => (value === null ? '' : value.toFixed(digits));

/** The same list as CSV; recorded in the audit with the number of rows. */
export async function exportBoard(ctx: Context, asked: AskedBoard): Promise<string> {
  const lines = [csvLine(HEADER)];
  let cursor: string | undefined;
  do {
    const page = await readBoard(ctx, asked, { cursor, limit: PAGE });
    for (const it of page.items) {
      lines.push(
        csvLine([
          it.cityName,
          it.communityName,
          it.leads,
          it.visits,
          it.quoted,
          it.signed,
          yuan(it.signedFen),
          it.conversion === null ? '' : `${(it.conversion * 100).toFixed(1)}%`,
          rounded(it.daysToSign, 1),
          yuan(it.revenueFen),
          it.completed,
          it.nps,
          it.npsAnswers,
          yuan(it.costFen),
        ]),
      );
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && lines.length <= MAX_ROWS);
  await ctx.transaction((tx) =>
    tx.audit({
      action: 'export-board',
      subject: { kind: 'board', id: 'projects' },
      details: { rows: lines.length - 1 },
    }),
  );
  return BYTE_ORDER_MARK + lines.join('');
}
