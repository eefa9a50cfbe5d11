import type { OrderPayment, PaymentItem, PaymentsAnswer, RefundItem } from '#modules/commerce/contract';
import { count, yuan } from '../../../../shared/format.ts';
import type { PageAnswer } from '../../../parts/page-frame.tsx';
import type { StateTone } from '../../../parts/state-word.tsx';

export type PaymentState = OrderPayment['state'];
export type PaymentCounts = PaymentsAnswer['counts'];

export const PAYMENT_TONES: Readonly<Record<PaymentState, StateTone>> = {
  created: 'system',
  pending: 'system',
  succeeded: 'good',
  held: 'warn',
  closed: 'neutral',
};

export const REFUND_TONES: Readonly<Record<RefundItem['state'], StateTone>> = {
  requested: 'system',
  accepted: 'system',
  succeeded: 'good',
  failed: 'bad',
};

/** What the tabs show: what a person has to see to first, then refunds, then by state. */
export type PaymentTab = 'held' | 'failed' | 'under_way' | 'succeeded' | 'pending' | 'closed' | 'all';
export const TAB_NAMES: Readonly<Record<PaymentTab, string>> = {
  held: '等你核对',
  failed: '没退成',
  under_way: '退款中',
  succeeded: '已到账',
  pending: '待支付',
  closed: '已关闭',
  all: '全部',
};
export const PAYMENT_TABS = Object.keys(TAB_NAMES) as PaymentTab[];

/** The tab as the server asks for it. */
export function queryOfTab(tab: PaymentTab): Readonly<Record<string, string>> {
  if (tab === 'all') return {};
  return tab === 'failed' || tab === 'under_way' ? { refund: tab } : { state: tab };
}

export function countOfTab(tab: PaymentTab, counts: PaymentCounts): number {
  if (tab === 'failed') return counts.refundsFailed;
  if (tab === 'under_way') return counts.refundsUnderWay;
  if (tab === 'all') return Object.values(counts.byState).reduce((sum, each) => sum + each, 0);
  return counts.byState[tab] ?? 0;
}

/** What waits for a person first; then what came in, and what is on its way back. */
export function answerOf(counts: PaymentCounts): PageAnswer {
  const held = countOfTab('held', counts);
  const failed = counts.refundsFailed;
  const back = counts.refundsUnderWay === 0 ? '没有在退的' : `${yuan(counts.refundingFen)}正在退`;
  return {
    figure: count(held + failed),
    unit: held + failed === 0 ? '笔钱等人处理，都对得上' : '笔钱等你处理',
    why: `${failed === 0 ? '' : `其中${count(failed)}笔退款没退成。`}实收${yuan(counts.keptFen)}，${back}。`,
  };
}

/** What a held payment is about, in sentences. */
export function heldSentence(payment: Pick<PaymentItem, 'heldWhy' | 'amountFen' | 'receivedFen'>): string {
  const { heldWhy, amountFen, receivedFen } = payment;
  const difference = receivedFen - amountFen;
  if (heldWhy === 'order_closed') return `订单取消以后才到账${yuan(receivedFen)}，只能退回。`;
  if (heldWhy === 'paid_twice') return `这一期已经付过，又到账${yuan(receivedFen)}：多半要退，也可以抵后面的款。`;
  return difference > 0
    ? `应收${yuan(amountFen)}，到账${yuan(receivedFen)}，多了${yuan(difference)}。`
    : `应收${yuan(amountFen)}，到账${yuan(receivedFen)}，少了${yuan(-difference)}。`;
}

/** Why people take held money or send it back: a tap takes one. */
export const ACCEPT_REASONS = ['和顾客核对过，差额计入订单', '顾客分两次付，先入账', '顾客同意抵后面的款'];
export const REFUND_BACK_REASONS = ['金额不对，退回请顾客重付', '重复付款', '订单已取消'];
export const REFUND_REASONS = ['少做了项目，退差价', '顾客减项', '多付的款退回', '售后补偿'];
