import { formatYuan } from '#kernel/money';
import type { Context } from '#platform/context';
import { exportList, type Cells } from '#platform/exports';
import type { PlayFilter } from './play-list-store.ts';
import { browsePlays, type NamedPlay } from './read-plays.ts';

const STATES = { proposed: '待审批', approved: '已批准', rejected: '已驳回', withdrawn: '已撤回' } as const;

/** The plays that match, within the reader's scope, as CSV; recorded in the audit. At most 100,000 rows. */
export const exportPlays = (ctx: Context, filter: PlayFilter): Promise<string> =>
  exportList<NamedPlay, string>(ctx, {
    action: 'export-plays',
    kind: 'play',
    header: HEADER,
    maxRows: 100_000,
    read: (before, limit) => browsePlays(ctx, filter, { before, limit }),
    placeOf: (last) => last.id,
    linesOf: (page) => page.map(cellsOf),
  });

const HEADER = [
  '方案编号',
  '状态',
  '城市',
  '小区',
  '人群',
  '套餐',
  '标题',
  '价格',
  '预算',
  '理由',
  '触点',
  '截止时间',
  '提出时间',
  '决定时间',
  '批准方式',
  '决定理由',
  '是否改过',
];

function cellsOf(play: NamedPlay): Cells {
  const approvedBy = play.approvedBy === null ? '' : play.approvedBy === 'person' ? '人工' : '常设授权';
  return [
    play.id,
    STATES[play.state],
    play.cityName,
    play.communityName,
    play.audienceName,
    play.offer.packageName,
    play.headline,
    formatYuan(play.offer.priceFen),
    formatYuan(play.costFen),
    play.reasons.join('；'),
    play.roles.join(' '),
    play.dueAt.toISOString(),
    play.proposedAt.toISOString(),
    play.decidedAt?.toISOString() ?? '',
    approvedBy,
    play.decisionReason,
    play.edited ? '是' : '否',
  ];
}
