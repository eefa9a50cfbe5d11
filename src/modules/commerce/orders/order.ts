import { IllegalMove, Refusal } from '#kernel/errors';
import type { CityId, CommunityId, CustomerKey, Id, PersonId, StoreId, TouchpointId } from '#kernel/ids';
import { fen, type Fen } from '#kernel/money';

export type OrderId = Id<'Order'>;
export type PaymentId = Id<'Payment'>;
export type RefundId = Id<'Refund'>;
/** What a payment of an order is for. */
export type PaymentStage = 'deposit' | 'balance';

/** 待付定金 → 已付定金 → 已付清 | 已取消. */
export const ORDER_STATES = {
  placed: '待付定金',
  deposit_paid: '已付定金',
  paid: '已付清',
  cancelled: '已取消',
} as const;
export type OrderState = keyof typeof ORDER_STATES;

/** The legal moves: money may come in parts, and an order may be called off at any time, with a word on the money. */
const MOVES: Readonly<Record<OrderState, readonly OrderState[]>> = {
  placed: ['deposit_paid', 'paid', 'cancelled'],
  deposit_paid: ['deposit_paid', 'paid', 'cancelled'],
  paid: ['paid', 'cancelled'],
  cancelled: [],
};
export const OPEN_STATES: readonly OrderState[] = ['placed', 'deposit_paid'];
export const CLOSED_STATES: readonly OrderState[] = ['paid', 'cancelled'];

/** Through which channel it came. Goods will bring others. */
export type OrderChannel = 'service';

export const CANCEL_REASONS = {
  changed_mind: '顾客不做了',
  chose_other: '选了别家',
  not_now: '暂时不做',
  our_fault: '我们的原因',
  wrong_order: '下错单了',
  other: '其他原因',
} as const;
export type CancelReason = keyof typeof CANCEL_REASONS;

/** What somebody bought and owes. Who they are is in the vault, under `personId`. */
export interface Order {
  readonly orderId: OrderId;
  /** `DD-SZ-260606-0001` */
  readonly orderNumber: string;
  readonly channel: OrderChannel;
  readonly contractId: Id<'Contract'>;
  readonly quotationId: Id<'Quotation'>;
  readonly packageId: Id<'Package'>;
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly storeId: StoreId | null;
  /** Who sold it. */
  readonly touchpointId: TouchpointId;
  readonly customerKey: CustomerKey;
  readonly personId: PersonId;
  /** What brought it; opaque to commerce. */
  readonly leadId: Id<'Lead'> | null;
  readonly visitId: Id<'Visit'> | null;
  readonly shareToken: string | null;
  readonly state: OrderState;
  readonly totalFen: Fen;
  readonly depositFen: Fen;
  /** Received for certain and counted, refunds not taken off. */
  readonly paidFen: Fen;
  readonly refundedFen: Fen;
  /** Payments begun so far: the next one's number comes after it. */
  readonly payments: number;
  /** Entries of the timeline so far. */
  readonly steps: number;
  /** Grows by one with every change: who saves must have seen the one before. */
  readonly revision: number;
  readonly placedAt: Date;
  readonly depositPaidAt: Date | null;
  /** When all of it was paid. */
  readonly paidAt: Date | null;
  readonly cancelledAt: Date | null;
  readonly cancelReason: CancelReason | null;
}

export type StepMove =
  | 'placed'
  | 'deposit_paid'
  | 'balance_paid'
  | 'extra_paid'
  | 'payment_held'
  | 'refund_asked'
  | 'refunded'
  | 'refund_failed'
  | 'cancelled';
export type StepBy = 'customer' | 'staff' | 'provider' | 'system';

/** Somebody changed the order while this change was being made. */
export class OrderChangedMeanwhile extends Refusal {
  constructor() {
    super('order-changed-meanwhile', 'conflict');
  }
}

/** A deposit is part of the total, and more than nothing: works begin with it. */
export class DepositOutOfRange extends Refusal {
  constructor() {
    super('deposit-out-of-range', 'invalid');
  }
}

/** The stage was paid already, or it is not its turn. */
export class NothingToPay extends Refusal {
  constructor() {
    super('nothing-to-pay', 'conflict');
  }
}

/** Something was paid: a person has to say how much goes back. */
export class RefundDecisionMissing extends Refusal {
  constructor() {
    super('refund-decision-missing', 'conflict');
  }
}

/** More is to go back than was paid and did not go back yet. */
export class RefundAboveRest extends Refusal {
  constructor(restFen: number) {
    super('refund-above-rest', 'invalid', { yuan: (restFen / 100).toFixed(2) });
  }
}

/** What the next payment is for, and how much; undefined when nothing is to be paid. */
export function dueOf(
  order: Pick<Order, 'state' | 'totalFen' | 'depositFen' | 'paidFen'>,
): { readonly stage: PaymentStage; readonly amountFen: Fen } | undefined {
  if (order.state === 'placed') return { stage: 'deposit', amountFen: order.depositFen };
  if (order.state === 'deposit_paid') return { stage: 'balance', amountFen: fen(order.totalFen - order.paidFen) };
  return undefined;
}

function moved(order: Order, to: OrderState): Order {
  if (!MOVES[order.state].includes(to)) throw new IllegalMove('order', order.state, to);
  return { ...order, state: to, revision: order.revision + 1 };
}

/**
 * The order after money came in and counts: the deposit is paid with the first of it, everything once the total is
 * reached, also by amounts that nobody asked for and somebody accepted. Throws IllegalMove for a cancelled order.
 */
export function receive(order: Order, amountFen: Fen, at: Date): Order {
  const paidFen = fen(order.paidFen + amountFen);
  const all = paidFen >= order.totalFen;
  return {
    ...moved(order, all ? 'paid' : 'deposit_paid'),
    paidFen,
    depositPaidAt: order.depositPaidAt ?? at,
    paidAt: order.paidAt ?? (all ? at : null),
  };
}

/** The order after money went back, whatever its state: what was paid stays paid, what is due does not rise. */
export function giveBack(order: Order, amountFen: Fen): Order {
  return { ...order, refundedFen: fen(order.refundedFen + amountFen), revision: order.revision + 1 };
}

/** The order after it was called off. Throws IllegalMove. */
export function cancel(order: Order, reason: CancelReason, now: Date): Order {
  return { ...moved(order, 'cancelled'), cancelledAt: now, cancelReason: reason };
}

/** What every event of an order says. */
export const factsOf = (order: Order) => ({
  cityId: order.cityId,
  communityId: order.communityId,
  storeId: order.storeId,
  customerKey: order.customerKey,
  personId: order.personId,
  leadId: order.leadId,
  visitId: order.visitId,
  shareToken: order.shareToken,
  packageId: order.packageId,
  touchpointId: order.touchpointId,
  orderId: order.orderId,
  orderNumber: order.orderNumber,
  totalFen: order.totalFen,
});
