import type { OrderDetail, OrderItem, OrderPayment, OrdersAnswer } from '#modules/commerce/contract';
import { count, timeOfDay, yuan } from '../../../../shared/format.ts';
import type { PageAnswer } from '../../../parts/page-frame.tsx';
import type { PanelStep } from '../../../parts/panel-section.tsx';
import type { StateTone } from '../../../parts/state-word.tsx';

export type OrderState = OrderItem['state'];
export type OrderCounts = OrdersAnswer['counts'];
export type OrderChannel = OrderItem['channel'];
export type CancelReason = NonNullable<OrderItem['cancelReason']>;

export const ORDER_STATES: Readonly<Record<OrderState, string>> = {
  placed: '待付款',
  awaiting_group: '待成团',
  deposit_paid: '已付定金',
  paid: '已付款',
  completed: '已完成',
  cancelled: '已取消',
};

export const ORDER_TONES: Readonly<Record<OrderState, StateTone>> = {
  placed: 'system',
  awaiting_group: 'system',
  deposit_paid: 'people',
  paid: 'good',
  completed: 'good',
  cancelled: 'neutral',
};

export const CANCEL_REASONS: Readonly<Record<CancelReason, string>> = {
  changed_mind: '顾客不做了',
  chose_other: '选了别家',
  not_now: '暂时不做',
  our_fault: '我们的原因',
  wrong_order: '下错单了',
  group_failed: '没成团',
  short: '少货',
  timed_out: '超时没付款',
  other: '其他原因',
};

/** Why people call goods off, where it is said otherwise than of a service. */
const GOODS_REASONS: Partial<Record<CancelReason, string>> = {
  changed_mind: '顾客不要了',
  chose_other: '在别处买了',
  not_now: '暂时不要',
};

/** A reason in the words of what was bought. */
export const reasonInWords = (reason: CancelReason, channel: OrderChannel): string =>
  (channel === 'service' ? undefined : GOODS_REASONS[reason]) ?? CANCEL_REASONS[reason];

/** Reasons that people give; the others are the system's. */
export const GIVEN_REASONS: readonly CancelReason[] = [
  'changed_mind',
  'chose_other',
  'not_now',
  'our_fault',
  'wrong_order',
  'other',
];

export const CHANNELS: Readonly<Record<OrderChannel, string>> = {
  service: '上门服务',
  group_buy: '社区团购',
  instant: '即时配送',
  store: '门店',
  imported: '平台订单',
};

/** What stands where nobody is named: at tills and on marketplaces nobody has to say who they are. */
export const nobodyOf = ({ channel }: Pick<OrderItem, 'channel'>): string =>
  channel === 'store' || channel === 'imported' ? '散客' : '已删除';

/** What the tabs show: `open` and `all` are views, the others states. */
export type OrderTab = 'open' | 'all' | OrderState;
export const ORDER_TABS: readonly OrderTab[] = [
  'open',
  'placed',
  'awaiting_group',
  'deposit_paid',
  'paid',
  'completed',
  'cancelled',
  'all',
];
export const TAB_NAMES: Readonly<Record<OrderTab, string>> = { ...ORDER_STATES, open: '进行中', all: '全部' };

const OPEN_STATES: readonly OrderState[] = ['placed', 'deposit_paid', 'awaiting_group'];

/** The tab as the server asks for it. */
export const queryOfTab = (tab: OrderTab): Readonly<Record<string, string>> =>
  tab === 'open' || tab === 'all' ? { view: tab } : { state: tab };

export function countOfTab(tab: OrderTab, { byState }: OrderCounts): number {
  if (tab === 'all') return Object.values(byState).reduce((sum, each) => sum + each, 0);
  if (tab === 'open') return OPEN_STATES.reduce((sum, state) => sum + (byState[state] ?? 0), 0);
  return byState[tab] ?? 0;
}

/** What was sold, what of it came in, and what is waited for. */
export function answerOf(counts: OrderCounts): PageAnswer {
  const standing = countOfTab('all', counts) - countOfTab('cancelled', counts);
  const received = counts.paidFen - counts.refundedFen;
  const back = counts.refundedFen === 0 ? '' : `（退回的${yuan(counts.refundedFen)}已减）`;
  const waiting = (['placed', 'awaiting_group'] as const)
    .filter((state) => countOfTab(state, counts) > 0)
    .map((state) => `${count(countOfTab(state, counts))}单${ORDER_STATES[state]}`);
  const waits = waiting.length === 0 ? '没有在等付款的' : `还有${waiting.join('、')}`;
  return {
    figure: yuan(counts.totalFen),
    unit: `成交额 · ${count(standing)}单`,
    ...(countOfTab('all', counts) === 0 ? {} : { why: `实收${yuan(received)}${back}，${waits}。` }),
  };
}

export interface Next {
  readonly text: string;
  /** Somebody of ours has to do something. */
  readonly ours: boolean;
}

/** What comes next for the money of an order, in a sentence; undefined when nothing does. */
export function nextOf({ due, payments, payBy }: Pick<OrderDetail, 'due' | 'payments' | 'payBy'>): Next | undefined {
  const held = payments.filter(({ state }) => state === 'held').length;
  if (held > 0) return { text: `有${count(held)}笔钱对不上，等人定：入账还是退回。`, ours: true };
  if (due === null) return undefined;
  const amount = yuan(due.amountFen);
  if (due.stage === 'full') {
    const until = payBy === null ? '' : `，${timeOfDay(payBy)}前没付就自动取消`;
    return { text: `等顾客付${amount}${until}。`, ours: false };
  }
  const text = due.stage === 'deposit' ? `等顾客付定金${amount}，付了才排工。` : `还差尾款${amount}，竣工前收齐。`;
  return { text, ours: false };
}

/** Of a payment: what can still be sent back. Money that waits for a decision, or never counted, has its own way. */
export function refundableOf(payment: OrderPayment): number {
  const { state, decision, receivedFen, refundedFen, refundingFen } = payment;
  const mayGoBack = state === 'succeeded' || (state === 'closed' && decision === 'refund');
  return mayGoBack ? receivedFen - refundedFen - refundingFen : 0;
}

const BY: Readonly<Record<OrderDetail['timeline'][number]['by'], string>> = {
  customer: '顾客',
  staff: '后台同事',
  provider: '支付渠道',
  system: '系统',
};

/** What happened to the order, the first thing first. */
export function stepsOf(order: OrderDetail): PanelStep[] {
  return order.timeline.map(({ step, move, moveName, by, amountFen, reason, at }) => {
    // Who signed paid as well: the provider only tells.
    const people = by === 'customer' || by === 'staff' || (move === 'placed' && order.channel !== 'imported');
    return {
      id: String(step),
      by: people ? 'people' : 'system',
      what: amountFen === null || move === 'placed' ? moveName : `${moveName} ${yuan(amountFen)}`,
      who: move === 'placed' && order.channel === 'service' ? '顾客签约' : BY[by],
      at,
      ...(reason === null ? {} : { note: reason }),
    };
  });
}

/** How the money of a cancelled order is decided on. */
export interface CancelDraft {
  readonly reason: CancelReason | undefined;
  readonly back: 'all' | 'part' | 'none' | undefined;
  /** With `part`. */
  readonly yuan: number | null;
}

export const EMPTY_CANCEL: CancelDraft = { reason: undefined, back: undefined, yuan: null };

/** What is missing or wrong, in words; undefined when it can be sent. */
export function cancelFault(draft: CancelDraft, refundableFen: number, paidFen: number): string | undefined {
  if (draft.reason === undefined) return '选一个原因';
  if (paidFen === 0) return undefined;
  if (draft.back === undefined) return '定一下退多少';
  if (draft.back !== 'part') return undefined;
  if (draft.yuan === null || draft.yuan <= 0) return '写上退多少';
  return draft.yuan * 100 > refundableFen ? `最多退${yuan(refundableFen)}` : undefined;
}

/** As the server takes it: fen, and nothing about money where there was none. */
export function cancelBody(draft: CancelDraft, refundableFen: number, paidFen: number): object {
  const { reason, back } = draft;
  if (paidFen === 0) return { reason };
  const part = Math.round((draft.yuan ?? 0) * 100);
  return { reason, refundFen: back === 'all' ? refundableFen : back === 'part' ? part : 0 };
}
