import { IllegalMove, Refusal } from '#kernel/errors';
import type { CityId, CommunityId, CustomerKey, Id, PersonId, PickupPointId, StoreId, TouchpointId } from '#kernel/ids';
import { fen, type Fen } from '#kernel/money';

export type OrderId = Id<'Order'>;
export type PaymentId = Id<'Payment'>;
export type RefundId = Id<'Refund'>;
/** What a payment of an order is for: goods are paid at once, a service in two parts. */
export type PaymentStage = 'deposit' | 'balance' | 'full';

/** Through which channel it came: on-site service, group buy, flash warehouse, the till of a store, a marketplace. */
export const ORDER_CHANNELS = {
  service: '上门服务',
  group_buy: '社区团购',
  instant: '即时配送',
  store: '门店',
  imported: '平台订单',
} as const;
export type OrderChannel = keyof typeof ORDER_CHANNELS;

/** 待付款 → (service: 已付定金) | 待成团 | 已付款 → 已完成; 已取消 from all but the last. */
export const ORDER_STATES = {
  placed: '待付款',
  deposit_paid: '已付定金',
  awaiting_group: '待成团',
  paid: '已付款',
  completed: '已完成',
  cancelled: '已取消',
} as const;
export type OrderState = keyof typeof ORDER_STATES;

/** A service has words of its own: what is paid first is a deposit. */
const SERVICE_STATES: Readonly<Partial<Record<OrderState, string>>> = { placed: '待付定金', paid: '已付清' };
export const stateName = ({ channel, state }: Pick<Order, 'channel' | 'state'>): string =>
  (channel === 'service' ? SERVICE_STATES[state] : undefined) ?? ORDER_STATES[state];

/**
 * The legal moves of every channel. Money may come in parts; an order may be called off until its goods are handed over
 * or its works are done, with a word on the money. After-sales do not move it.
 */
const MOVES: Readonly<Record<OrderState, readonly OrderState[]>> = {
  placed: ['deposit_paid', 'awaiting_group', 'paid', 'cancelled'],
  deposit_paid: ['deposit_paid', 'paid', 'cancelled'],
  awaiting_group: ['awaiting_group', 'paid', 'cancelled'],
  paid: ['paid', 'completed', 'cancelled'],
  completed: ['completed'],
  cancelled: [],
};
/** States that only one channel knows. */
const ONLY_OF: Readonly<Partial<Record<OrderState, OrderChannel>>> = {
  deposit_paid: 'service',
  awaiting_group: 'group_buy',
};
export const OPEN_STATES: readonly OrderState[] = ['placed', 'deposit_paid', 'awaiting_group'];
export const CLOSED_STATES: readonly OrderState[] = ['paid', 'completed', 'cancelled'];

/** Whether an order of a channel may go from one state to another. */
export function mayMove(channel: OrderChannel, from: OrderState, to: OrderState): boolean {
  const only = ONLY_OF[to];
  return MOVES[from].includes(to) && (only === undefined || only === channel);
}

export const CANCEL_REASONS = {
  changed_mind: '顾客不要了',
  chose_other: '选了别家',
  not_now: '暂时不要',
  our_fault: '我们的原因',
  wrong_order: '下错单了',
  timed_out: '超时未付款',
  group_failed: '没有成团',
  short: '缺货',
  other: '其他原因',
} as const;
export type CancelReason = keyof typeof CANCEL_REASONS;
/** Reasons that only the system gives. */
export type SystemReason = 'timed_out' | 'group_failed' | 'short';

/** What somebody bought and owes. Who they are is in the vault, under `personId`. */
export interface Order {
  readonly orderId: OrderId;
  /** `DD-SZ-260606-0001` of a service, `260606-1234-5678` of goods. */
  readonly orderNumber: string;
  readonly channel: OrderChannel;
  /** These three of a service only. */
  readonly contractId: Id<'Contract'> | null;
  readonly quotationId: Id<'Quotation'> | null;
  readonly packageId: Id<'Package'> | null;
  readonly cityId: CityId;
  /** Null only at a till and for what was imported. */
  readonly communityId: CommunityId | null;
  readonly storeId: StoreId | null;
  /** Who sold it, or the leader of the group buy. */
  readonly touchpointId: TouchpointId | null;
  /** Both null for somebody who did not say who they are at a till, and for what was imported. */
  readonly customerKey: CustomerKey | null;
  readonly personId: PersonId | null;
  /** What brought it; opaque to commerce. */
  readonly leadId: Id<'Lead'> | null;
  readonly visitId: Id<'Visit'> | null;
  readonly shareToken: string | null;
  readonly state: OrderState;
  readonly totalFen: Fen;
  /** 0 for goods. */
  readonly depositFen: Fen;
  /** goods − discount + delivery = total. */
  readonly goodsFen: Fen;
  readonly discountFen: Fen;
  readonly deliveryFen: Fen;
  /** Received for certain and counted, refunds not taken off. */
  readonly paidFen: Fen;
  readonly refundedFen: Fen;
  readonly groupBuyId: Id<'GroupBuy'> | null;
  readonly teamId: Id<'Team'> | null;
  readonly campaignId: Id<'Campaign'> | null;
  readonly pickupPointId: PickupPointId | null;
  /** Until when goods are held for it unpaid; null when nothing is to be paid or held. */
  readonly payBy: Date | null;
  /** When nothing can be claimed any more; null until everything was handed over. */
  readonly completeAfter: Date | null;
  readonly completedAt: Date | null;
  /** Of a marketplace: its name here, and the order's number there. */
  readonly external: { readonly source: string; readonly id: string } | null;
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
  | 'paid'
  | 'deposit_paid'
  | 'balance_paid'
  | 'extra_paid'
  | 'payment_held'
  | 'refund_asked'
  | 'refunded'
  | 'refund_failed'
  | 'group_filled'
  | 'point_changed'
  | 'completed'
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

/** Goods are paid whole: what came does not reach the total, and can only go back. */
export class PaidTooLittle extends Refusal {
  constructor() {
    super('paid-too-little', 'conflict');
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

/** Goods, of whatever channel: with lines and parcels. */
export const isGoods = ({ channel }: Pick<Order, 'channel'>): boolean => channel !== 'service';

/** What was asked for the goods themselves, benefits taken off: what commission and points are a share of. */
export const goodsNetOf = ({ goodsFen, discountFen }: Pick<Order, 'goodsFen' | 'discountFen'>): Fen =>
  fen(goodsFen - discountFen);

/** What the next payment is for, and how much; undefined when nothing is to be paid. */
export function dueOf(
  order: Pick<Order, 'channel' | 'state' | 'totalFen' | 'depositFen' | 'paidFen'>,
): { readonly stage: PaymentStage; readonly amountFen: Fen } | undefined {
  if (order.state === 'placed' && isGoods(order)) return { stage: 'full', amountFen: order.totalFen };
  if (order.state === 'placed') return { stage: 'deposit', amountFen: order.depositFen };
  if (order.state === 'deposit_paid') return { stage: 'balance', amountFen: fen(order.totalFen - order.paidFen) };
  return undefined;
}

function moved(order: Order, to: OrderState): Order {
  if (!mayMove(order.channel, order.state, to)) throw new IllegalMove('order', order.state, to);
  return { ...order, state: to, revision: order.revision + 1 };
}

/**
 * The order after money came in and counts: of a service the deposit is paid with the first of it and everything once the
 * total is reached; goods are paid, or wait for their team. Also for amounts that nobody asked for and somebody accepted.
 * Throws IllegalMove for a cancelled order, PaidTooLittle.
 */
export function receive(order: Order, amountFen: Fen, at: Date, awaitsGroup = false): Order {
  const paidFen = fen(order.paidFen + amountFen);
  const all = paidFen >= order.totalFen;
  if (isGoods(order)) {
    if (!all && order.state === 'placed') throw new PaidTooLittle();
    const to = order.state === 'placed' ? (awaitsGroup ? 'awaiting_group' : 'paid') : order.state;
    return { ...moved(order, to), paidFen, paidAt: order.paidAt ?? at };
  }
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

/** The order after its team filled. Throws IllegalMove where it did not wait for one. */
export function groupFilled(order: Order): Order {
  if (order.state !== 'awaiting_group') throw new IllegalMove('order', order.state, 'paid');
  return moved(order, 'paid');
}

/** The order once nothing can be claimed any more. Throws IllegalMove. */
export const complete = (order: Order, now: Date): Order => ({ ...moved(order, 'completed'), completedAt: now });

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
  channel: order.channel,
  groupBuyId: order.groupBuyId,
  goodsNetFen: goodsNetOf(order),
});
