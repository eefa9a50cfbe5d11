import { IllegalMove, Refusal } from '#kernel/errors';
import type { CityId, UserId } from '#kernel/ids';
import { fen, type Fen } from '#kernel/money';
import { MINUTE, SECOND } from '#kernel/time';
import type { OrderId, PaymentId, RefundId } from '../orders/order.ts';
import type { Payment } from './payment.ts';

/** 已申请 → 退款中 → 已退回 | 没退成. */
export const REFUND_STATES = {
  requested: '已申请',
  accepted: '退款中',
  succeeded: '已退回',
  failed: '没退成',
} as const;
export type RefundState = keyof typeof REFUND_STATES;

/** Why money of goods goes back. */
export const REFUND_KINDS = {
  cancelled: '取消订单',
  group_failed: '没有成团',
  shortage: '缺货',
  claim: '售后',
  uncollected: '未提货',
  price_tier: '阶梯价返差',
} as const;
export type RefundKind = keyof typeof REFUND_KINDS;

/** The legal moves. A notice may overtake the answer that the request was accepted. */
const MOVES: Readonly<Record<RefundState, readonly RefundState[]>> = {
  requested: ['accepted', 'succeeded', 'failed'],
  accepted: ['succeeded', 'failed'],
  succeeded: [],
  failed: [],
};

/** Money of one payment that is to go back where it came from. */
export interface Refund {
  readonly refundId: RefundId;
  /** `DD-SZ-260606-0001-P1-R1`, the same however often the provider is asked. */
  readonly refundNumber: string;
  readonly paymentId: PaymentId;
  readonly orderId: OrderId;
  readonly cityId: CityId;
  /** Why, where goods go back or stay; null where a person sent money of a payment back. */
  readonly kind: RefundKind | null;
  /** The share of the goods in it; the rest is delivery, or was never for goods. */
  readonly goodsFen: Fen;
  /** What asked for it: a claim. */
  readonly reference: string | null;
  /** Of money that counted for the order, or of money that was held and never counted. */
  readonly source: 'order' | 'held';
  readonly state: RefundState;
  readonly amountFen: Fen;
  readonly reason: string;
  readonly requestedBy: UserId | null;
  readonly requestedAt: Date;
  readonly acceptedAt: Date | null;
  readonly finishedAt: Date | null;
  /** When the provider is asked again, to do it or how it stands. */
  readonly nextTryAt: Date;
  readonly tries: number;
}

/** What providers allow (微信支付: at most 50 partial refunds of a payment, at least a minute between two). */
export const MAX_REFUNDS = 50;
export const REFUND_SPACING_MS = MINUTE;
/** Some are sent by who asked for them, after the commit; the job sends the others. */
const SENT_AFTER_MS = 2 * SECOND;

export class TooManyRefunds extends Refusal {
  constructor() {
    super('too-many-refunds', 'conflict', { max: MAX_REFUNDS });
  }
}

export class RefundTooSoon extends Refusal {
  constructor(seconds: number) {
    super('refund-too-soon', 'limited', { seconds }, { retryAfterSeconds: seconds });
  }
}

/** More than what the payment still holds, refunds under way taken off. */
export class RefundAbovePayment extends Refusal {
  constructor(restFen: number) {
    super('refund-above-payment', 'invalid', { yuan: (restFen / 100).toFixed(2) });
  }
}

/** What of a payment can still be sent back. */
export const restOf = (payment: Payment): Fen => fen(payment.receivedFen - payment.refundedFen - payment.refundingFen);

/**
 * A refund of a payment, and the payment with the amount set aside for it, so that no two refunds spend the same money.
 * Throws RefundAbovePayment, TooManyRefunds, RefundTooSoon.
 */
export function askBack(
  payment: Payment,
  asked: {
    readonly refundId: RefundId;
    readonly amountFen: Fen;
    readonly source: Refund['source'];
    readonly reason: string;
    readonly by: UserId | null;
    readonly kind?: RefundKind | null;
    readonly goodsFen?: Fen;
    readonly reference?: string | null;
  },
  now: Date,
): { readonly refund: Refund; readonly payment: Payment } {
  const { refundId, amountFen, source, reason, by } = asked;
  if (amountFen <= 0 || amountFen > restOf(payment)) throw new RefundAbovePayment(restOf(payment));
  if (payment.refunds >= MAX_REFUNDS) throw new TooManyRefunds();
  const wait = (payment.lastRefundAt?.getTime() ?? -Infinity) + REFUND_SPACING_MS - now.getTime();
  if (wait > 0) throw new RefundTooSoon(Math.ceil(wait / 1_000));
  return {
    refund: {
      refundId,
      refundNumber: `${payment.paymentNumber}-R${payment.refunds + 1}`,
      paymentId: payment.paymentId,
      orderId: payment.orderId,
      cityId: payment.cityId,
      kind: asked.kind ?? null,
      goodsFen: asked.goodsFen ?? fen(0),
      reference: asked.reference ?? null,
      source,
      state: 'requested',
      amountFen,
      reason,
      requestedBy: by,
      requestedAt: now,
      acceptedAt: null,
      finishedAt: null,
      nextTryAt: new Date(now.getTime() + SENT_AFTER_MS),
      tries: 0,
    },
    payment: {
      ...payment,
      refundingFen: fen(payment.refundingFen + amountFen),
      refunds: payment.refunds + 1,
      lastRefundAt: now,
    },
  };
}

/** The refund after a word of the provider. Throws IllegalMove. */
export function move(refund: Refund, to: RefundState, now: Date): Refund {
  if (!MOVES[refund.state].includes(to)) throw new IllegalMove('refund', refund.state, to);
  const finished = to === 'succeeded' || to === 'failed';
  return {
    ...refund,
    state: to,
    acceptedAt: to === 'accepted' ? now : refund.acceptedAt,
    finishedAt: finished ? now : null,
  };
}

export const isOver = (refund: Pick<Refund, 'state'>): boolean =>
  refund.state === 'succeeded' || refund.state === 'failed';

/** The payment after one of its refunds ended: the money is gone, or it is free again. */
export function finish(payment: Payment, refund: Pick<Refund, 'amountFen'>, outcome: 'succeeded' | 'failed'): Payment {
  return {
    ...payment,
    refundingFen: fen(payment.refundingFen - refund.amountFen),
    refundedFen: fen(payment.refundedFen + (outcome === 'succeeded' ? refund.amountFen : 0)),
  };
}
