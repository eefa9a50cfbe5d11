import { z } from 'zod';
import { cityId, communityId, idOf, storeId, touchpointId } from '#platform/fields';
import { orderPayment, ownPayment } from '../payments/payment-contract.ts';

const orderId = idOf<'Order'>();
const time = z.iso.datetime();
const fen = z.number().int();
const cursor = z.string().max(200).optional();
const limit = z.coerce.number().int().min(1).max(200).default(50);

export const ORDER_STATES = ['placed', 'deposit_paid', 'paid', 'cancelled'] as const;
export const ORDER_CHANNELS = ['service'] as const;
/** Why an order was called off; a closed list, so that nothing personal is written into it. */
export const CANCEL_REASONS = ['changed_mind', 'chose_other', 'not_now', 'our_fault', 'wrong_order', 'other'] as const;

export const orderParams = z.object({ orderId });

/** What everybody sees of an order who may see it. */
const facts = z.object({
  orderId,
  /** `DD-SZ-260606-0001`, to be read aloud. */
  orderNumber: z.string(),
  channel: z.enum(ORDER_CHANNELS),
  state: z.enum(ORDER_STATES),
  stateName: z.string(),
  contractId: idOf<'Contract'>(),
  quotationId: idOf<'Quotation'>(),
  packageId: idOf<'Package'>(),
  packageName: z.string(),
  communityId,
  communityName: z.string(),
  cityName: z.string(),
  totalFen: fen,
  depositFen: fen,
  /** Received for certain, refunds not taken off. */
  paidFen: fen,
  refundedFen: fen,
  /** What the next payment is for; null when nothing is to be paid. */
  due: z.object({ stage: z.enum(['deposit', 'balance']), amountFen: fen }).nullable(),
  placedAt: time,
  depositPaidAt: time.nullable(),
  /** When all of it was paid. */
  paidAt: time.nullable(),
  cancelledAt: time.nullable(),
  cancelReason: z.enum(CANCEL_REASONS).nullable(),
  cancelReasonName: z.string().nullable(),
});

/** For staff and for who sold it: customer and seller, masked. */
export const orderItem = facts.extend({
  cityId,
  storeId: storeId.nullable(),
  leadId: idOf<'Lead'>().nullable(),
  visitId: idOf<'Visit'>().nullable(),
  touchpointId,
  sellerName: z.string(),
  sellerRoleName: z.string(),
  customerName: z.string(),
  customerPhone: z.string(),
});

export const orderTimelineEntry = z.object({
  step: z.number().int().positive(),
  move: z.enum([
    'placed',
    'deposit_paid',
    'balance_paid',
    'extra_paid',
    'payment_held',
    'refund_asked',
    'refunded',
    'refund_failed',
    'cancelled',
  ]),
  moveName: z.string(),
  by: z.enum(['customer', 'staff', 'provider', 'system']),
  amountFen: fen.nullable(),
  /** In words: why it was cancelled, held or refunded. */
  reason: z.string().nullable(),
  at: time,
});

export const orderDetail = orderItem.extend({
  timeline: z.array(orderTimelineEntry),
  payments: z.array(orderPayment),
  /** Of what was paid: what can still be sent back. */
  refundableFen: fen,
});

const filters = {
  state: z.enum(ORDER_STATES).optional(),
  view: z.enum(['open', 'closed', 'all']).default('all'),
  cityId: cityId.optional(),
  storeId: storeId.optional(),
  communityId: communityId.optional(),
  touchpointId: touchpointId.optional(),
  /** Business days on which it was placed, both included. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** An order number, its beginning, or its last four digits. */
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
  timeline: z.array(orderTimelineEntry),
  payments: z.array(ownPayment),
  /** Nothing was paid: it can be called off by whoever ordered. */
  canCancel: z.boolean(),
});
export const ownOrdersAnswer = z.object({ items: z.array(ownOrderItem) });
export const cancelOwnOrderBody = z.object({ reason: z.enum(CANCEL_REASONS) });

export type OrderItem = z.infer<typeof orderItem>;
export type OrderDetail = z.infer<typeof orderDetail>;
export type OrdersAnswer = z.infer<typeof ordersAnswer>;
export type OrderTimelineEntry = z.infer<typeof orderTimelineEntry>;
export type OwnOrderItem = z.infer<typeof ownOrderItem>;
export type OwnOrderDetail = z.infer<typeof ownOrderDetail>;
