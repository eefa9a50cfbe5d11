import type { ClaimDetail, ClaimItem, ClaimRuleItem, ClaimsAnswer } from '#modules/commerce/contract';
import { count, yuan } from '../../../../shared/format.ts';
import type { PageAnswer } from '../../../parts/page-frame.tsx';
import type { PanelStep } from '../../../parts/panel-section.tsx';
import type { StateTone } from '../../../parts/state-word.tsx';

export type ClaimCounts = ClaimsAnswer['counts'];
export type ClaimState = ClaimItem['state'];
export type ClaimDecision = ClaimDetail['decisions'][number];

export const CLAIM_KINDS: Readonly<Record<ClaimItem['kind'], string>> = {
  shortage: '缺货',
  damage: '破损',
  quality: '质量问题',
  return: '退货',
  exchange: '换货',
};

export const CLAIM_TONES: Readonly<Record<ClaimState, StateTone>> = {
  opened: 'warn',
  needs_more: 'people',
  approved: 'system',
  rejected: 'bad',
  refunded: 'good',
  exchanged: 'good',
  withdrawn: 'neutral',
  closed: 'neutral',
};

export const SEEN: Readonly<Record<NonNullable<ClaimItem['seen']>, string>> = {
  as_said: '和顾客说的一样',
  otherwise: '和顾客说的不一样',
  not_seen: '没看到',
};

/** What the tabs show, as the server calls them. */
export type ClaimTab = 'waiting' | 'with_customer' | 'decided' | 'over' | 'all';
export const TAB_NAMES: Readonly<Record<ClaimTab, string>> = {
  waiting: '等我们定',
  with_customer: '等顾客补充',
  decided: '定了还没完',
  over: '结束了',
  all: '全部',
};
export const CLAIM_TABS = Object.keys(TAB_NAMES) as ClaimTab[];

export const queryOfTab = (view: ClaimTab): Readonly<Record<string, string>> => ({ view });

export function countOfTab(tab: ClaimTab, counts: ClaimCounts): number {
  if (tab === 'with_customer') return counts.withCustomer;
  if (tab === 'all') return counts.waiting + counts.withCustomer + counts.decided + counts.over;
  return counts[tab];
}

/** What waits for us, what of it is late, and what people complain about most. */
export function answerOf(counts: ClaimCounts): PageAnswer {
  const all = countOfTab('all', counts);
  if (all === 0) return { figure: '0', unit: '件售后' };
  const late = counts.overdue === 0 ? '都在时限里' : `${count(counts.overdue)}件过了时限`;
  const appealed = counts.appealed === 0 ? '' : `，${count(counts.appealed)}件是申诉`;
  const most = Object.entries(counts.byKind).toSorted((a, b) => b[1] - a[1])[0];
  const kind = most?.[0] as ClaimItem['kind'] | undefined;
  const kinds =
    kind === undefined ? '' : `一共${count(all)}件，${CLAIM_KINDS[kind]}最多（${count(most?.[1] ?? 0)}件）。`;
  return {
    figure: count(counts.waiting),
    unit: counts.waiting === 0 ? '件等我们定，都处理完了' : '件等我们定',
    why: `${counts.waiting === 0 ? '' : `${late}${appealed}。`}${kinds}`,
  };
}

/** What was given back, or is to be: 「¥12」, or 「¥5 / ¥12」 for a part. */
export function moneyOf({ amountFen, approvedFen }: Pick<ClaimItem, 'amountFen' | 'approvedFen'>): string {
  return approvedFen === null || approvedFen === amountFen
    ? yuan(amountFen)
    : `${yuan(approvedFen)} / ${yuan(amountFen)}`;
}

const BY: Readonly<Record<ClaimDetail['timeline'][number]['by'], string>> = {
  customer: '顾客',
  leader: '团长',
  staff: '后台同事',
  system: '系统',
};

export const stepsOf = ({ timeline }: Pick<ClaimDetail, 'timeline'>): PanelStep[] =>
  timeline.map(({ step, moveName, by, reason, at }) => ({
    id: String(step),
    by: by === 'system' ? 'system' : 'people',
    what: moveName,
    who: BY[by],
    at,
    ...(reason === null ? {} : { note: reason }),
  }));

export const DECISIONS: Readonly<Record<ClaimDecision['decision'], string>> = {
  refund: '退款',
  exchange: '换货',
  reject: '不通过',
  needs_more: '请顾客补充',
  wait: '留给人定',
};

type Bag = ClaimDecision['inputs'];

const figure = (bag: Bag, name: string): number | undefined => {
  const value = bag?.[name];
  return typeof value === 'number' ? value : undefined;
};

/** What a rule looked at, beside the line that it draws: name, what there was, what the rule allows. */
export function comparedOf({ inputs, rule }: Pick<ClaimDecision, 'inputs' | 'rule'>): [string, string, string][] {
  const rows: [string, string, string][] = [];
  const [amount, upTo] = [figure(inputs, 'amountFen'), figure(rule, 'automaticUpToFen')];
  if (amount !== undefined && upTo !== undefined) {
    rows.push(['金额', yuan(amount), upTo === 0 ? '都由人定' : `自动上限${yuan(upTo)}`]);
  }
  const photos = figure(inputs, 'photos');
  if (photos !== undefined)
    rows.push(['照片', `${count(photos)}张`, rule?.['needsPhoto'] === true ? '要有' : '可以没有']);
  const [claims, most] = [figure(inputs, 'claims30'), figure(rule, 'maxClaims30')];
  if (claims !== undefined && most !== undefined)
    rows.push(['近30天售后', `${count(claims)}次`, `最多${count(most)}次`]);
  const [orders, rate] = [figure(inputs, 'orders30'), figure(rule, 'maxRatePercent')];
  if (claims !== undefined && orders !== undefined && rate !== undefined) {
    rows.push(['近30天订单', `${count(orders)}单`, `第二次起售后不超过${count(rate)}%`]);
  }
  const overridden = figure(inputs, 'overridden90');
  if (overridden !== undefined) rows.push(['近90天改判', `${count(overridden)}次`, '要是0次']);
  return rows;
}

/** A rule in a sentence. */
export function ruleSentence(rule: ClaimRuleItem): string {
  const within = `别的${count(rule.decideWithinHours)}小时内由人定`;
  if (rule.automaticUpToFen === 0) return `都由人定，${count(rule.decideWithinHours)}小时内`;
  const photo = rule.needsPhoto ? '、有照片' : '';
  const habit =
    rule.maxClaims30 >= 100
      ? ''
      : `、近30天不超过${count(rule.maxClaims30)}次、售后率不超过${count(rule.maxRatePercent)}%`;
  return `${yuan(rule.automaticUpToFen)}以内${photo}${habit}就自动同意，${within}`;
}
