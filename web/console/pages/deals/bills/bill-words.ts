import type { BillItem, DifferenceItem } from '#modules/commerce/contract';
import { count, yuan } from '../../../../shared/format.ts';
import type { PageAnswer } from '../../../parts/page-frame.tsx';
import type { StateTone } from '../../../parts/state-word.tsx';

export type DifferenceKind = DifferenceItem['kind'];
export type DifferenceState = DifferenceItem['state'];

export const DIFFERENCE_KINDS: Readonly<Record<DifferenceKind, string>> = {
  missing_with_us: '渠道有、我们没有',
  missing_with_them: '我们有、渠道没有',
  amount_differs: '金额不一致',
  state_differs: '状态不一致',
};

export const DIFFERENCE_TONES: Readonly<Record<DifferenceState, StateTone>> = {
  open: 'warn',
  explained: 'people',
  agreed: 'good',
};

/** The ways to look at it: day by day, or what differs. */
export type BillView = 'differences' | 'bills';
export const VIEWS: Readonly<Record<BillView, string>> = { bills: '按天', differences: '差异' };

export type DifferenceTab = DifferenceState | 'all';
export const TAB_NAMES: Readonly<Record<DifferenceTab, string>> = {
  open: '待处理',
  explained: '已说明',
  agreed: '再对就一致了',
  all: '全部',
};
export const DIFFERENCE_TABS = Object.keys(TAB_NAMES) as DifferenceTab[];

export const queryOfTab = (tab: DifferenceTab): Readonly<Record<string, string>> =>
  tab === 'all' ? {} : { state: tab };

type ByKind = Readonly<Record<string, number>>;

/** What waits for a person, kind by kind. */
export function answerOf(open: ByKind): PageAnswer {
  const waiting = Object.values(open).reduce((sum, each) => sum + each, 0);
  if (waiting === 0) return { figure: '0', unit: '笔差异待处理，都对得上' };
  const kinds = (Object.keys(DIFFERENCE_KINDS) as DifferenceKind[])
    .filter((kind) => (open[kind] ?? 0) > 0)
    .map((kind) => `${DIFFERENCE_KINDS[kind]}${count(open[kind])}笔`);
  return { figure: count(waiting), unit: '笔差异待处理', why: `${kinds.join('，')}。` };
}

/** How a day's bill stands, as a word. */
export function standOf(bill: Pick<BillItem, 'state' | 'open' | 'failure'>): { words: string; tone: StateTone } {
  if (bill.state === 'loading') return { words: '正在对', tone: 'system' };
  if (bill.state === 'failed') return { words: '没读成', tone: 'bad' };
  if (bill.open > 0) return { words: `${count(bill.open)}笔待处理`, tone: 'warn' };
  return bill.failure === null ? { words: '对平了', tone: 'good' } : { words: '新文件没读成', tone: 'warn' };
}

/** What came in on a day, less what went back. */
export const netOf = ({ paymentsFen, refundsFen }: Pick<BillItem, 'paymentsFen' | 'refundsFen'>): string =>
  yuan(paymentsFen - refundsFen);

/** How differences come about, for a tap. */
export const EXPLANATIONS: Readonly<Record<DifferenceKind, readonly string[]>> = {
  missing_with_us: ['渠道手工调账，不是我们的单', '测试交易', '和渠道核对过，下一天补记'],
  missing_with_them: ['跨天，在第二天的账单里', '渠道确认已收，账单漏了', '和渠道核对过，等补单'],
  amount_differs: ['渠道立减，差额由渠道补', '手续费单独记', '和渠道核对过，差额已收'],
  state_differs: ['跨天，第二天已一致', '渠道确认过，以我们为准', '和渠道核对过，等渠道更正'],
};
