import { BYTE_ORDER_MARK, csvLine } from '#kernel/csv';
import { formatYuan } from '#kernel/money';
import type { Context } from '#platform/context';
import type { PlayFilter } from './play-list-store.ts';
import { browsePlays, type NamedPlay } from './read-plays.ts';

const PAGE = 500;
const MAX_ROWS = 100_000;

const STATES = { proposed: '待审批', approved: '已批准', rejected: '已驳回', withdrawn: '已撤回' } as const;

/** The plays that match, within the reader's scope, as CSV; recorded in the audit. At most 100,000 rows. */
export async function exportPlays(ctx: Context, filter: PlayFilter): Promise<string> {
  const lines = [csvLine(HEADER)];
  for (let before: string | undefined; lines.length <= MAX_ROWS;) {
    const page = await browsePlays(ctx, filter, { before, limit: PAGE });
    for (const play of page) lines.push(csvLine(cellsOf(play)));
    if (page.length < PAGE) break;
    before = page.at(-1)?.id;
  }
  await ctx.transaction(async (tx) => {
    await tx.audit({
      action: 'export-plays',
      subject: { kind: 'play', id: 'list' },
      details: { rows: lines.length - 1 },
    });
    return null;
  });
  return BYTE_ORDER_MARK + lines.join('');
}

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

function cellsOf(play: NamedPlay): (string | null)[] {
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
