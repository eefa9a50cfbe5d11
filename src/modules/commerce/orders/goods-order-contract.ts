import { z } from 'zod';
import { cityId, communityId, idOf, pickupPointId, skuId, stockPlaceId, storeId, touchpointId } from '#platform/fields';

const time = z.iso.datetime();
const fen = z.number().int();

export const GOODS_CHANNELS = ['group_buy', 'instant', 'store', 'imported'] as const;
export const PARCEL_STATES = [
  'waiting',
  'on_the_way',
  'arrived',
  'part_collected',
  'collected',
  'returned',
  'cancelled',
] as const;
export const PARCEL_MODES = ['pickup', 'delivery', 'counter'] as const;
export const REFUND_KINDS = ['cancelled', 'group_failed', 'shortage', 'claim', 'uncollected', 'price_tier'] as const;

const asked = {
  lines: z
    .array(z.object({ skuId, quantity: z.number().int().min(1, '至少一件').max(999) }))
    .min(1, '还没有选商品')
    .max(50),
  /** What the customer saw to pay: another total is refused with the new cart. */
  seenTotalFen: z.number().int().min(0),
  couponIds: z.array(idOf<'Coupon'>()).max(10).default([]),
  codes: z.array(z.string().trim().min(2).max(40)).max(10).default([]),
};
const ownAsked = {
  ...asked,
  /** For whoever packs or hands over; sealed, only they read it. */
  note: z.string().trim().max(200).optional(),
  shareToken: z.string().min(8).max(64).nullable().default(null),
};

/** What a customer orders. */
export const placeOwnOrderBody = z.discriminatedUnion('channel', [
  z.object({
    channel: z.literal('group_buy'),
    ...ownAsked,
    groupBuyId: idOf<'GroupBuy'>(),
    /** A team to join, `new` to open one; null where the group buy has none. */
    team: z
      .union([idOf<'Team'>(), z.literal('new')])
      .nullable()
      .default(null),
  }),
  z.object({
    channel: z.literal('instant'),
    ...ownAsked,
    communityId,
    mode: z.enum(['delivery', 'pickup']),
    /** For `pickup`. */
    pickupPointId: pickupPointId.nullable().default(null),
    /** For `delivery`: sealed as the note is. */
    address: z.string().trim().min(4, '写清楚楼栋和门牌').max(120).optional(),
  }),
]);

/** What is sold at the till of a store. */
export const placeStoreOrderBody = z.object({
  ...asked,
  storeId,
  /** The phone that the customer says, for points and benefits; nobody without it. */
  phone: z.string().trim().max(20).nullable().default(null),
  /** Cash and card are taken here; `code` opens a cashier that the customer scans. */
  paid: z.enum(['cash', 'card', 'code']),
});

/** Where to pay; null when nothing is to be paid, or the cashier is opened by a request of its own. */
export const placedPayment = z.object({
  paymentId: idOf<'Payment'>(),
  paymentNumber: z.string(),
  amountFen: fen,
  cashierUrl: z.string(),
  expiresAt: time,
  providerName: z.string(),
  sandbox: z.boolean(),
});
export const placedOrder = z.object({
  orderId: idOf<'Order'>(),
  orderNumber: z.string(),
  state: z.enum(['placed', 'paid']),
  totalFen: fen,
  /** Pay until then, or it is called off by itself. */
  payBy: time.nullable(),
  payment: placedPayment.nullable(),
});

/** Beside the refusal `price-changed`: what it costs now. */
export const priceChanged = z.object({ totalFen: fen, seenTotalFen: fen });

export const orderLineItem = z.object({
  lineNo: z.number().int(),
  parcelId: idOf<'Parcel'>(),
  skuId,
  skuCode: z.string(),
  name: z.string(),
  spec: z.string(),
  unit: z.string(),
  imageId: idOf<'File'>().nullable(),
  quantity: z.number().int(),
  unitFen: fen,
  grossFen: fen,
  discountFen: fen,
  netFen: fen,
  refundedQuantity: z.number().int(),
  /** Asked back, whatever came of it. */
  refundedFen: fen,
  rebatedFen: fen,
});

export const orderParcelItem = z.object({
  parcelId: idOf<'Parcel'>(),
  placeId: stockPlaceId,
  mode: z.enum(PARCEL_MODES),
  modeName: z.string(),
  pickupPointId: pickupPointId.nullable(),
  pickupPointName: z.string().nullable(),
  pickupPointAddress: z.string().nullable(),
  /** Business day. */
  pickupOn: z.iso.date().nullable(),
  state: z.enum(PARCEL_STATES),
  stateName: z.string(),
  arrivedAt: time.nullable(),
  collectedAt: time.nullable(),
});
/** The customer's own: with the code that opens it. */
export const ownParcelItem = orderParcelItem.extend({ code: z.string().nullable() });

export const changePointBody = z.object({ pickupPointId });

/** Orders of a marketplace: CSV or Excel with one line a row, or JSON of this shape. */
export const importedOrder = z.object({
  source: z
    .string()
    .trim()
    .regex(/^[a-z][a-z0-9_]{1,19}$/),
  externalId: z.string().trim().min(1).max(64),
  storeCode: z.string().trim().min(1).max(40),
  placedAt: time,
  deliveryFen: z.number().int().min(0).default(0),
  lines: z
    .array(
      z.object({
        skuCode: z.string().trim().min(1).max(40),
        quantity: z.number().int().min(1).max(999),
        /** What was paid for the line there. */
        netFen: z.number().int().min(0),
      }),
    )
    .min(1)
    .max(50),
});
export const importOrdersBody = z.object({ orders: z.array(importedOrder).min(1).max(500) });
export const importOrdersAnswer = z.object({
  imported: z.number().int(),
  /** There already: the same source and id. */
  known: z.number().int(),
  faults: z.array(z.object({ row: z.number().int(), externalId: z.string(), message: z.string() })),
});

export const leaderOrdersQuery = z.object({
  view: z.enum(['open', 'closed', 'all']).default('all'),
  groupBuyId: idOf<'GroupBuy'>().optional(),
  pickupPointId: pickupPointId.optional(),
  /** An order number, its beginning, or the last four digits of it or of the customer's phone. */
  text: z.string().trim().min(1).max(40).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
/** An order of a leader's group buys, the customer's name masked. */
export const leaderOrderItem = z.object({
  orderId: idOf<'Order'>(),
  orderNumber: z.string(),
  state: z.string(),
  stateName: z.string(),
  communityId: communityId.nullable(),
  cityId,
  touchpointId: touchpointId.nullable(),
  customerName: z.string(),
  groupBuyId: idOf<'GroupBuy'>().nullable(),
  totalFen: fen,
  placedAt: time,
  lines: z.array(orderLineItem),
  parcels: z.array(orderParcelItem),
});

export const leaderOrdersAnswer = z.object({ items: z.array(leaderOrderItem), nextCursor: z.string().nullable() });

export type PlaceOwnOrderBody = z.output<typeof placeOwnOrderBody>;
export type PlaceStoreOrderBody = z.output<typeof placeStoreOrderBody>;
export type PlacedOrder = z.infer<typeof placedOrder>;
export type ImportedOrder = z.output<typeof importedOrder>;
export type OrderLineItem = z.infer<typeof orderLineItem>;
export type OrderParcelItem = z.infer<typeof orderParcelItem>;
export type LeaderOrderItem = z.infer<typeof leaderOrderItem>;
export type LeaderOrdersAnswer = z.infer<typeof leaderOrdersAnswer>;
