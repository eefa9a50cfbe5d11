import { IllegalMove, Refusal } from '#kernel/errors';
import type { CityId, CommunityId, StoreId, UserId } from '#kernel/ids';
import { fen, type Fen } from '#kernel/money';
import { MINUTE } from '#kernel/time';
import { dueOf, type Order, type OrderId, type PaymentId, type PaymentStage } from '../orders/order.ts';
import type { Receipt } from './payment-port.ts';

/** 待支付 → 已到账 | 已关闭 | 待人工处理. */
export const PAYMENT_STATES = {
  created: '待支付',
  pending: '待支付',
  succeeded: '已到账',
  closed: '已关闭',
  held: '待人工处理',
} as const;
export type PaymentState = keyof typeof PAYMENT_STATES;

/**
 * The legal moves. What was closed here can still have been paid there: late money counts. A held one is decided by a
 * person: it counts, or it goes back and is closed.
 */
const MOVES: Readonly<Record<PaymentState, readonly PaymentState[]>> = {
  created: ['pending', 'succeeded', 'held', 'closed'],
  pending: ['succeeded', 'held', 'closed'],
  succeeded: [],
  closed: ['succeeded', 'held'],
  held: ['succeeded', 'closed'],
};

export const STAGES: Readonly<Record<PaymentStage, string>> = { deposit: '定金', balance: '尾款', full: '全款' };

/** Why a genuine notice was not taken as it came. */
export const HELD_WHYS = {
  amount_differs: '到账金额和应付金额不一致',
  order_closed: '订单已取消',
  paid_twice: '这一笔已经付过了',
} as const;
export type HeldWhy = keyof typeof HELD_WHYS;
export type HeldDecision = 'accept' | 'refund';

/** One attempt to have a stage of an order paid. */
export interface Payment {
  readonly paymentId: PaymentId;
  /** `DD-SZ-260606-0001-P1`: the provider knows it by that. */
  readonly paymentNumber: string;
  readonly orderId: OrderId;
  readonly cityId: CityId;
  readonly communityId: CommunityId | null;
  readonly storeId: StoreId | null;
  readonly provider: string;
  readonly stage: PaymentStage;
  readonly state: PaymentState;
  /** What was asked for. */
  readonly amountFen: Fen;
  /** What came. */
  readonly receivedFen: Fen;
  readonly refundedFen: Fen;
  /** Asked back and not there yet. */
  readonly refundingFen: Fen;
  /** Refunds asked for so far. */
  readonly refunds: number;
  readonly lastRefundAt: Date | null;
  readonly cashierUrl: string | null;
  /** The provider's own number of the transaction. */
  readonly providerTrade: string | null;
  readonly heldWhy: HeldWhy | null;
  readonly decision: HeldDecision | null;
  readonly decisionReason: string | null;
  readonly decidedBy: UserId | null;
  readonly decidedAt: Date | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly paidAt: Date | null;
  /** When the provider is asked, if no notice came until then. */
  readonly nextAskAt: Date;
  /** Of the row that was read: who saves must have seen the last one. */
  readonly revision: number;
}

/** How long a cashier is open. */
export const PAYMENT_OPEN_MS = 30 * MINUTE;
/** How long after the start the provider is asked for the first time, and how often then. */
export const ASK_AFTER_MS = MINUTE;
export const ASK_EVERY_MS = 5 * MINUTE;

export class PaymentChangedMeanwhile extends Refusal {
  constructor() {
    super('payment-changed-meanwhile', 'conflict');
  }
}

/** Money for an order that was cancelled can only go back. */
export class HeldForClosedOrder extends Refusal {
  constructor() {
    super('held-for-closed-order', 'conflict');
  }
}

export const isLive = (payment: Pick<Payment, 'state'>): boolean =>
  payment.state === 'created' || payment.state === 'pending';

/** Money came, whatever was made of it. */
export const isSettled = (payment: Payment): boolean => payment.receivedFen > 0;

function moved(payment: Payment, to: PaymentState): Payment {
  if (!MOVES[payment.state].includes(to)) throw new IllegalMove('payment', payment.state, to);
  return { ...payment, state: to };
}

/** A new attempt to pay what is due. */
export function beginPayment(
  order: Order,
  asked: {
    readonly paymentId: PaymentId;
    readonly provider: string;
    readonly stage: PaymentStage;
    readonly amountFen: Fen;
    /** Until when it can be paid; 30 minutes unless said. */
    readonly expiresAt?: Date | undefined;
  },
  now: Date,
): Payment {
  return {
    ...asked,
    paymentNumber: `${order.orderNumber}-P${order.payments + 1}`,
    orderId: order.orderId,
    cityId: order.cityId,
    communityId: order.communityId,
    storeId: order.storeId,
    state: 'created',
    receivedFen: fen(0),
    refundedFen: fen(0),
    refundingFen: fen(0),
    refunds: 0,
    lastRefundAt: null,
    cashierUrl: null,
    providerTrade: null,
    heldWhy: null,
    decision: null,
    decisionReason: null,
    decidedBy: null,
    decidedAt: null,
    createdAt: now,
    expiresAt: asked.expiresAt ?? new Date(now.getTime() + PAYMENT_OPEN_MS),
    paidAt: null,
    nextAskAt: new Date(now.getTime() + ASK_AFTER_MS),
    revision: 1,
  };
}

/** The cashier is open. */
export const opened = (payment: Payment, cashierUrl: string): Payment => ({ ...moved(payment, 'pending'), cashierUrl });

/** Nobody can pay it any more, as far as we know. */
export const closed = (payment: Payment): Payment => moved(payment, 'closed');

/** The provider had nothing to say: when it is asked again. */
export const askedInVain = (payment: Payment, now: Date): Payment => ({
  ...payment,
  nextAskAt: new Date(now.getTime() + ASK_EVERY_MS),
});

/** Why money does not fit the order as it stands now; undefined when it does. */
function whyHeld(payment: Payment, order: Order, received: Fen): HeldWhy | undefined {
  if (order.state === 'cancelled') return 'order_closed';
  const due = dueOf(order);
  if (due === undefined || due.stage !== payment.stage) return 'paid_twice';
  return received === payment.amountFen && received === due.amountFen ? undefined : 'amount_differs';
}

/** The payment after money came, also late: it counts, or a person has to look at it. Throws IllegalMove. */
export function settle(payment: Payment, order: Order, receipt: Receipt): Payment {
  const why = whyHeld(payment, order, receipt.amountFen);
  return {
    ...moved(payment, why === undefined ? 'succeeded' : 'held'),
    heldWhy: why ?? null,
    receivedFen: receipt.amountFen,
    providerTrade: receipt.providerTrade,
    paidAt: receipt.paidAt,
  };
}

/** Why money for goods that were called off goes back without a person. */
const LATE = '订单已经取消，货已释放，自动原路退回';

/** Money that is held because its goods were called off, on its way back by itself. Throws IllegalMove. */
export const sendBack = (held: Payment, now: Date): Payment => ({
  ...moved(held, 'closed'),
  decision: 'refund',
  decisionReason: LATE,
  decidedAt: now,
});

/** The held payment after a person decided. Throws IllegalMove, HeldForClosedOrder. */
export function decide(
  payment: Payment,
  order: Order,
  input: { readonly decision: HeldDecision; readonly reason: string; readonly by: UserId | null },
  now: Date,
): Payment {
  if (payment.state !== 'held') throw new IllegalMove('payment', payment.state, input.decision);
  if (input.decision === 'accept' && order.state === 'cancelled') throw new HeldForClosedOrder();
  return {
    ...moved(payment, input.decision === 'accept' ? 'succeeded' : 'closed'),
    decision: input.decision,
    decisionReason: input.reason,
    decidedBy: input.by,
    decidedAt: now,
  };
}
