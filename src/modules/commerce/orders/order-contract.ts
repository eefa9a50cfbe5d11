import { z } from 'zod';
import { cityId, communityId, idOf, pickupPointId, storeId, touchpointId } from '#platform/fields';
import { orderPayment, ownPayment } from '../payments/payment-contract.ts';
import { orderLineItem, orderParcelItem, ownParcelItem } from './goods-order-contract.ts';

const orderId = idOf<'Order'>();
const time = z.iso.datetime();
const fen = z.number().int();
const cursor = z.string().max(200).optional();
const limit = z.coerce.number().int().min(1).max(200).default(50);

export const ORDER_STATES = ['placed', 'deposit_paid', 'awaiting_group', 'paid', 'completed', 'cancelled'] as const;
export const ORDER_CHANNELS = ['service', 'group_buy', 'instant', 'store', 'imported'] as const;
/** Why an order was called off; a closed list, so that nothing personal is written into it. */
export const CANCEL_REASONS = ['changed_mind', 'chose_other', 'not_now', 'our_fault', 'wrong_order', 'other'] as const;
/** Those that only the system gives stand beside them. */
const GIVEN_REASONS = [...CANCEL_REASONS, 'timed_out', 'group_failed', 'short'] as const;

export const orderParams = z.object({ orderId });

/** What everybody sees of an order who may see it. */
const facts = z.object({
  orderId,
  /** `DD-SZ-260606-0001`, to be read aloud. */
  orderNumber: z.string(),
  channel: z.enum(ORDER_CHANNELS),
  channelName: z.string(),
  state: z.enum(ORDER_STATES),
  stateName: z.string(),
  /** These three of a service only. */
  contractId: idOf<'Contract'>().nullable(),
  quotationId: idOf<'Quotation'>().nullable(),
  packageId: idOf<'Package'>().nullable(),
  packageName: z.string(),
  /** What was bought, in words: the package, or the first things and how many. */
  title: z.string(),
  communityId: communityId.nullable(),
  communityName: z.string(),
  cityName: z.string(),
  totalFen: fen,
  depositFen: fen,
  /** goods − discount + delivery = total. */
  goodsFen: fen,
  discountFen: fen,
  deliveryFen: fen,
  groupBuyId: idOf<'GroupBuy'>().nullable(),
  teamId: idOf<'Team'>().nullable(),
  pickupPointId: pickupPointId.nullable(),
  /** Pay until then, or it is called off by itself. */
  payBy: time.nullable(),
  completedAt: time.nullable(),
  /** Received for certain, refunds not taken off. */
  paidFen: fen,
  refundedFen: fen,
  /** What the next payment is for; null when nothing is to be paid. */
  due: z.object({ stage: z.enum(['deposit', 'balance', 'full']), amountFen: fen }).nullable(),
  placedAt: time,
  depositPaidAt: time.nullable(),
  /** When all of it was paid. */
  paidAt: time.nullable(),
  cancelledAt: time.nullable(),
  cancelReason: z.enum(GIVEN_REASONS).nullable(),
  cancelReasonName: z.string().nullable(),
});

/** For staff and for who sold it: customer and seller, masked. */
export const orderItem = facts.extend({
  cityId,
  storeId: storeId.nullable(),
  leadId: idOf<'Lead'>().nullable(),
  visitId: idOf<'Visit'>().nullable(),
  touchpointId: touchpointId.nullable(),
  /** Of a marketplace: its name and the number there. */
  external: z.object({ source: z.string(), id: z.string() }).nullable(),
  sellerName: z.string(),
  sellerRoleName: z.string(),
  customerName: z.string(),
  customerPhone: z.string(),
});

export const orderTimelineEntry = z.object({
  step: z.number().int().positive(),
  move: z.enum([
    'placed',
    'paid',
    'deposit_paid',
    'balance_paid',
    'extra_paid',
    'payment_held',
    'refund_asked',
    'refunded',
    'refund_failed',
    'group_filled',
    'point_changed',
    'completed',
    'cancelled',
  ]),
  moveName: z.string(),
  by: z.enum(['customer', 'staff', 'provider', 'system']),
  amountFen: fen.nullable(),
  /** In words: why it was cancelled, held or refunded. */
  reason: z.string().nullable(),
  at: time,
});

/** Of goods: what it comes to, step by step; benefits below zero. */
const priceStep = z.object({ title: z.string(), amountFen: fen });

export const orderDetail = orderItem.extend({
  lines: z.array(orderLineItem),
  /** With the warehouse or store that each comes from. */
  parcels: z.array(orderParcelItem.extend({ placeName: z.string() })),
  priceSteps: z.array(priceStep),
  canChangePoint: z.boolean(),
  timeline: z.array(orderTimelineEntry),
  payments: z.array(orderPayment),
  /** Of what was paid: what can still be sent back. */
  refundableFen: fen,
});

const filters = {
  state: z.enum(ORDER_STATES).optional(),
  channel: z.enum(ORDER_CHANNELS).optional(),
  groupBuyId: idOf<'GroupBuy'>().optional(),
  pickupPointId: pickupPointId.optional(),
  view: z.enum(['open', 'closed', 'all']).default('all'),
  cityId: cityId.optional(),
  storeId: storeId.optional(),
  communityId: communityId.optional(),
  touchpointId: touchpointId.optional(),
  /** Business days on which it was placed, both included. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** An order number, its beginning, or the last four digits of it or of the customer's phone. */
  text: z.string().trim().min(1).max(40).optional(),
};
export const ordersQuery = z.object({ ...filters, cursor, limit });
export const orderExportQuery = z.object(filters);
export const orderCounts = z.object({
  byState: z.record(z.string(), z.number().int()),
  totalFen: fen,
  paidFen: fen,
  refundedFen: fen,
});
export const ordersAnswer = z.object({
  items: z.array(orderItem),
  nextCursor: z.string().nullable(),
  /** Over all that match, whatever the state that was chosen; the sums leave out what was cancelled. */
  counts: orderCounts,
});

export const cancelOrderBody = z.object({
  reason: z.enum(CANCEL_REASONS),
  /** How much of what was paid goes back; must be said once something was paid, 0 for nothing. */
  refundFen: z.number().int().min(0).optional(),
});

export const myOrdersQuery = z.object({ view: z.enum(['open', 'closed', 'all']).default('all'), cursor, limit });
export const myOrdersAnswer = ordersAnswer;

/** As the customer sees it. */
export const ownOrderItem = facts.extend({ sellerName: z.string(), sellerRoleName: z.string() });
export const ownOrderDetail = ownOrderItem.extend({
  lines: z.array(orderLineItem),
  parcels: z.array(ownParcelItem),
  /** The server's time: what is left to pay runs against it. */
  now: time,
  /** The group buy that it is part of. */
  groupBuy: z
    .object({
      /** Ten digits in groups. */
      groupBuyNumber: z.string(),
      title: z.string(),
      kind: z.enum(['open_list', 'min_size', 'tiered']),
      /** Others can join it now. */
      open: z.boolean(),
      cutOffAt: time,
    })
    .nullable(),
  priceSteps: z.array(priceStep),
  timeline: z.array(orderTimelineEntry),
  payments: z.array(ownPayment),
  /** It can be called off by whoever ordered: nothing was paid, or its goods are not on their way. */
  canCancel: z.boolean(),
  canChangePoint: z.boolean(),
  /** Where else it could be picked up; empty where it cannot be changed. */
  otherPoints: z.array(z.object({ pickupPointId, name: z.string(), address: z.string() })),
});
/** Tabs of the customer's list: `under_way` is paid, or paid in part, and not over. */
export const OWN_ORDER_VIEWS = ['all', 'to_pay', 'to_group', 'under_way', 'completed', 'cancelled'] as const;
export const ownOrdersQuery = z.object({
  view: z.enum(OWN_ORDER_VIEWS).default('all'),
  cursor,
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const ownOrderListItem = ownOrderItem.extend({
  units: z.number().int(),
  /** Of the first lines. */
  pictures: z.array(z.object({ name: z.string(), imageId: idOf<'File'>().nullable() })),
  parcels: z.array(
    orderParcelItem.pick({ state: true, stateName: true, mode: true, pickupPointName: true, pickupOn: true }),
  ),
});
export const ownOrdersAnswer = z.object({
  now: time,
  items: z.array(ownOrderListItem),
  nextCursor: z.string().nullable(),
});
export const cancelOwnOrderBody = z.object({ reason: z.enum(CANCEL_REASONS) });

export type OrderItem = z.infer<typeof orderItem>;
export type OrderDetail = z.infer<typeof orderDetail>;
export type OrdersAnswer = z.infer<typeof ordersAnswer>;
export type OrderTimelineEntry = z.infer<typeof orderTimelineEntry>;
export type OwnOrderItem = z.infer<typeof ownOrderItem>;
export type OwnOrderDetail = z.infer<typeof ownOrderDetail>;
export type OwnOrdersView = (typeof OWN_ORDER_VIEWS)[number];
export type OwnOrderListItem = z.infer<typeof ownOrderListItem>;
export type OwnOrdersAnswer = z.infer<typeof ownOrdersAnswer>;
