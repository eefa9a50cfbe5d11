import type { Context } from '#platform/context';
import { exportList, type Cells } from '#platform/exports';
import { readPeriod } from '../flywheel/period.ts';
import { whereOf } from '../flywheel/read-flywheel.ts';
import type { BoardAnswer } from './board-contract.ts';
import { listBoard, type BoardRank } from './board-store.ts';
import { BOARD_DAYS, describePlaces, type AskedBoard } from './read-board.ts';

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

/** The communities of the project board within the reader's scope, as CSV; audited. */
export async function exportBoard(ctx: Context, asked: AskedBoard): Promise<string> {
  const period = readPeriod(asked, ctx.clock.now(), BOARD_DAYS);
  const where = await whereOf(ctx, asked);
  return exportList(ctx, {
    action: 'export-board',
    kind: 'board',
    id: 'projects',
    header: HEADER,
    read: (after: BoardRank | undefined, limit) =>
      listBoard(ctx.db, ctx.scope, where, period, { sort: asked.sort, after, limit }),
    placeOf: ({ rank, communityId }) => ({ rank, communityId }),
    linesOf: async (page) => (await describePlaces(ctx, page)).map(cellsOf),
  });
}

const cellsOf = (it: BoardAnswer['items'][number]): Cells => [
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
];
