import { z } from 'zod';
import { cityId, communityId, idOf, pickupPointId, skuId, stockPlaceId, storeId } from '#platform/fields';
import { STORAGES } from '../catalogue/catalogue-contract.ts';
import { PARCEL_MODES, PARCEL_STATES } from '../orders/goods-order-contract.ts';

const parcelId = idOf<'Parcel'>();
const orderId = idOf<'Order'>();
const handOverId = idOf<'HandOver'>();
const fileId = idOf<'File'>();
const time = z.iso.datetime();
const day = z.iso.date();
const count = z.number().int();
const units = z.number().int().min(1).max(100_000);
const lineNo = z.number().int().min(1);
const cursor = z.string().max(200).optional();
const limit = z.coerce.number().int().min(1).max(200).default(50);
const nextCursor = z.string().nullable();

/** How somebody showed that the goods are theirs: QR, eight digits, picked from the list, or at a counter or a door. */
export const HAND_OVER_WAYS = ['scan', 'code', 'list', 'counter', 'delivery'] as const;
/** Why a hand-over was taken back; a closed list, so that nothing personal is written into it. */
export const UNDO_REASONS = ['wrong_person', 'wrong_items', 'tapped_wrong', 'customer_returned'] as const;

export const parcelParams = z.object({ parcelId });
export const handOverParams = z.object({ handOverId });

/** Units of one line of a parcel, from the warehouse to the customer. */
export const parcelLineItem = z.object({
  lineNo,
  skuId,
  skuCode: z.string(),
  name: z.string(),
  spec: z.string(),
  unit: z.string(),
  imageId: fileId.nullable(),
  /** What is to come or came: what was bought, less what went back before it was sent. */
  quantity: count,
  /** Did not leave the warehouse: its money goes back by itself. */
  short: count,
  /** Left the warehouse and was not there on arrival. */
  missing: count,
  damaged: count,
  collected: count,
  returned: count,
  /** Can be handed over now. */
  left: count,
  /** Until when it lies there; null before it arrived. */
  keepUntil: time.nullable(),
});

/** Why a parcel cannot be handed over now. */
export const PARCEL_BLOCKS = [
  'not_paid',
  'group_unformed',
  'order_cancelled',
  'refund_open',
  'not_arrived',
  'over',
  'nothing_left',
] as const;
export const parcelBlock = z.object({ code: z.enum(PARCEL_BLOCKS), words: z.string() });

const parcelFacts = {
  parcelId,
  orderId,
  orderNumber: z.string(),
  mode: z.enum(PARCEL_MODES),
  modeName: z.string(),
  state: z.enum(PARCEL_STATES),
  stateName: z.string(),
  pickupPointId: pickupPointId.nullable(),
  pickupPointName: z.string().nullable(),
  pickupPointAddress: z.string().nullable(),
  /** Business day. */
  pickupOn: day.nullable(),
  sentAt: time.nullable(),
  arrivedAt: time.nullable(),
  collectedAt: time.nullable(),
  /** The first moment at which something of it is taken back; null before it arrived. */
  keepUntil: time.nullable(),
  /** Comes instead of something that was claimed, at no charge. */
  replacement: z.boolean(),
  units: count,
  left: count,
  lines: z.array(parcelLineItem),
  blocked: parcelBlock.nullable(),
};

// --- Customers --------------------------------------------------------------------------------------------------

export const ownParcelsQuery = z.object({ view: z.enum(['open', 'over', 'all']).default('open') });
export const ownParcel = z.object({
  ...parcelFacts,
  /** Eight digits to read aloud. */
  code: z.string().nullable(),
  /** The signed token that the QR code holds; `qr.svg` draws it. */
  token: z.string().nullable(),
});
export const ownParcelsAnswer = z.object({ items: z.array(ownParcel) });

// --- Leaders ----------------------------------------------------------------------------------------------------

export const myPointDay = z.object({
  pickupOn: day.nullable(),
  customers: count,
  parcels: count,
  onTheWay: count,
  arrived: count,
  collected: count,
});
export const myPoint = z.object({
  pickupPointId,
  name: z.string(),
  communityName: z.string(),
  active: z.boolean(),
  /** Days with something to do, or to come. */
  days: z.array(myPointDay),
});
export const myPickUpAnswer = z.object({ today: day, points: z.array(myPoint) });

export const pointDayQuery = z.object({ pickupPointId, pickupOn: day.optional() });
export const pointTotal = z.object({
  skuId,
  skuCode: z.string(),
  name: z.string(),
  spec: z.string(),
  unit: z.string(),
  imageId: fileId.nullable(),
  /** Bought, less what went back before it was sent. */
  ordered: count,
  short: count,
  /** Left the warehouse and is not confirmed yet. */
  onTheWay: count,
  arrived: count,
  missing: count,
  damaged: count,
  collected: count,
  returned: count,
  left: count,
});
export const pointTotalsAnswer = z.object({
  pickupPointId,
  pickupOn: day.nullable(),
  parcels: z.record(z.string(), count),
  customers: count,
  items: z.array(pointTotal),
});

/** A parcel as a leader sees it: the customer masked, no code. */
export const myParcel = z.object({
  ...parcelFacts,
  customerName: z.string(),
  customerPhone: z.string(),
  /** The same for all parcels of a customer in the answer. */
  customerRef: z.string(),
});
export const myParcelsQuery = z.object({
  pickupPointId,
  pickupOn: day.optional(),
  view: z.enum(['to_collect', 'on_the_way', 'over', 'all']).default('to_collect'),
  /** The last four digits of a phone or of an order number, eight digits of a code, or the first letters of a name. */
  text: z.string().trim().min(1).max(40).optional(),
  cursor,
  limit,
});
export const myParcelsAnswer = z.object({ items: z.array(myParcel), nextCursor });

export const arrivalBody = z.object({
  pickupPointId,
  pickupOn: day.nullable(),
  /** Items that are not as sent; what is not named arrived whole and sound. */
  exceptions: z
    .array(
      z.object({
        skuId,
        /** Not there. */
        missing: z.number().int().min(0).max(100_000).default(0),
        /** There, but not fit to be handed over. */
        damaged: z.number().int().min(0).max(100_000).default(0),
        photoIds: z.array(fileId).max(6).default([]),
      }),
    )
    .max(200)
    .default([]),
});
export const arrivalAnswer = z.object({
  parcels: count,
  customers: count,
  units: count,
  missing: count,
  damaged: count,
  /** Claims that were opened by themselves. */
  claims: count,
});

export const photoAnswer = z.object({ fileId });

const shownBy = z.discriminatedUnion('how', [
  z.object({ how: z.literal('scan'), token: z.string().min(10).max(200) }),
  z.object({
    how: z.literal('code'),
    code: z
      .string()
      .trim()
      .regex(/^\d{4} ?\d{4}$/, '提货码是 8 位数字'),
  }),
  z.object({ how: z.literal('list'), parcelId }),
]);
export const lookUpBody = z.object({ pickupPointId, by: shownBy });
/** Everything of the customer at the point that can be handed over, and what cannot and why. */
export const handOverSheet = z.object({
  customerName: z.string(),
  customerPhone: z.string(),
  parcels: z.array(myParcel),
  units: count,
});
export const handOverBody = z.object({
  pickupPointId,
  by: shownBy,
  /** Somebody else came with the code. */
  onBehalf: z.boolean().default(false),
  /** Only these; everything that is left of all parcels of the customer at the point without it. */
  lines: z
    .array(z.object({ parcelId, lineNo, quantity: units }))
    .min(1)
    .max(200)
    .optional(),
});
export const handOverItem = z.object({
  handOverId,
  how: z.enum(HAND_OVER_WAYS),
  howName: z.string(),
  onBehalf: z.boolean(),
  customerName: z.string(),
  customerPhone: z.string(),
  units: count,
  lines: z.array(z.object({ parcelId, lineNo, name: z.string(), spec: z.string(), unit: z.string(), quantity: count })),
  /** Of the parcels it touched: what lies there still. */
  left: count,
  madeAt: time,
  /** Until then it can be taken back; null when it cannot any more. */
  undoUntil: time.nullable(),
  undoneAt: time.nullable(),
  undoReason: z.enum(UNDO_REASONS).nullable(),
});
export const handOversQuery = z.object({ pickupPointId, limit });
export const handOversAnswer = z.object({ items: z.array(handOverItem) });
export const undoBody = z.object({ reason: z.enum(UNDO_REASONS) });

// --- Staff ------------------------------------------------------------------------------------------------------

const parcelFilters = {
  state: z.enum(PARCEL_STATES).optional(),
  mode: z.enum(PARCEL_MODES).optional(),
  placeId: stockPlaceId.optional(),
  pickupPointId: pickupPointId.optional(),
  pickupOn: day.optional(),
  cityId: cityId.optional(),
  storeId: storeId.optional(),
  communityId: communityId.optional(),
  /** The last four digits of a phone or of an order number. */
  text: z.string().trim().min(1).max(40).optional(),
};
export const parcelsQuery = z.object({ ...parcelFilters, cursor, limit });
export const parcelExportQuery = z.object(parcelFilters);
export const parcelItem = z.object({
  ...parcelFacts,
  cityId,
  storeId: storeId.nullable(),
  communityId: communityId.nullable(),
  placeId: stockPlaceId,
  placeName: z.string(),
  customerName: z.string(),
  customerPhone: z.string(),
});
export const parcelsAnswer = z.object({
  items: z.array(parcelItem),
  nextCursor,
  /** Over all that match, whatever the state that was chosen. */
  counts: z.record(z.string(), count),
});

export const waveBody = z.object({
  placeId: stockPlaceId,
  /** The day of parcels of group buys; null: of instant orders that are picked up. */
  pickupOn: day.nullable(),
  /** Only to these; to all points without it. */
  pickupPointIds: z.array(pickupPointId).min(1).max(500).optional(),
  /** What was too little, in stock units; for one point, or for all that the wave goes to. */
  shortages: z
    .array(z.object({ skuId, quantity: units, pickupPointId: pickupPointId.nullable().default(null) }))
    .max(500)
    .default([]),
});
export const waveAnswer = z.object({
  waveId: idOf<'Wave'>().nullable(),
  points: count,
  parcels: count,
  customers: count,
  units: count,
  /** Per item: what goes, and what is short and refunded. */
  items: z.array(z.object({ skuId, name: z.string(), spec: z.string(), unit: z.string(), sent: count, short: count })),
  shortUnits: count,
  shortOrders: count,
  /** What of it goes back to customers; of a preview what will. */
  refundFen: z.number().int(),
});

export const counterBody = z.object({
  lines: z
    .array(z.object({ lineNo, quantity: units }))
    .min(1)
    .max(100)
    .optional(),
});

/** How long goods lie at a point, and what becomes of what nobody collected. */
export const collectRule = z.object({
  storage: z.enum(STORAGES),
  /** 0: until the end of the day on which it can be collected; 3: until the end of the third day after. */
  keepDays: z.number().int().min(0).max(14),
  /** A word before that: so many hours. */
  remindHours: z.number().int().min(1).max(72),
  goods: z.enum(['sellable', 'waste']),
  /** Of what was paid for it: so much in a hundred goes back. */
  refundPercent: z.number().int().min(0).max(100),
});
export const collectRuleBody = collectRule.extend({ reason: z.string().trim().min(2).max(200) });
export const collectRuleItem = collectRule.extend({
  storageName: z.string(),
  reason: z.string(),
  revision: count,
  since: time.nullable(),
});
export const collectRulesAnswer = z.object({ items: z.array(collectRuleItem) });

export type OwnParcel = z.infer<typeof ownParcel>;
export type MyPickUpAnswer = z.infer<typeof myPickUpAnswer>;
export type PointTotalsAnswer = z.infer<typeof pointTotalsAnswer>;
export type PointTotal = z.infer<typeof pointTotal>;
export type MyParcel = z.infer<typeof myParcel>;
export type MyParcelsAnswer = z.infer<typeof myParcelsAnswer>;
export type ArrivalBody = z.output<typeof arrivalBody>;
export type ArrivalAnswer = z.infer<typeof arrivalAnswer>;
export type ShownBy = z.infer<typeof shownBy>;
export type HandOverSheet = z.infer<typeof handOverSheet>;
export type HandOverBody = z.output<typeof handOverBody>;
export type HandOverItem = z.infer<typeof handOverItem>;
export type ParcelLineItem = z.infer<typeof parcelLineItem>;
export type ParcelItem = z.infer<typeof parcelItem>;
export type ParcelsAnswer = z.infer<typeof parcelsAnswer>;
export type WaveBody = z.output<typeof waveBody>;
export type WaveAnswer = z.infer<typeof waveAnswer>;
export type CollectRuleItem = z.infer<typeof collectRuleItem>;
