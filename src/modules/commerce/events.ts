import { z } from 'zod';
import { cityId, communityId, customerKey, defineEvent, idOf, personId, storeId, touchpointId } from '#platform/outbox';

const fen = z.number().int();

/** Where it is, whose it is, and what it came from. Lead, visit and share token are opaque to commerce. */
const dealFacts = {
  cityId,
  communityId,
  storeId: storeId.nullable(),
  customerKey,
  personId,
  leadId: idOf<'Lead'>().nullable(),
  visitId: idOf<'Visit'>().nullable(),
  shareToken: z.string().nullable(),
  packageId: idOf<'Package'>(),
  /** Who quoted and sold. */
  touchpointId,
};

/** A quotation was put before the customer. A revised one takes the place of the one before. */
export const QuotationSent = defineEvent(
  'QuotationSent',
  1,
  'quotation',
  z.object({ ...dealFacts, quotationId: idOf<'Quotation'>(), totalFen: fen, revision: z.number().int() }),
);

/** The seller took a quotation back that the customer had before them. */
export const QuotationWithdrawn = defineEvent(
  'QuotationWithdrawn',
  1,
  'quotation',
  z.object({ ...dealFacts, quotationId: idOf<'Quotation'>(), totalFen: fen, revision: z.number().int() }),
);

/** A quotation that the customer had before them was not signed in its time. */
export const QuotationExpired = defineEvent(
  'QuotationExpired',
  1,
  'quotation',
  z.object({ ...dealFacts, quotationId: idOf<'Quotation'>(), totalFen: fen, revision: z.number().int() }),
);

/** Somebody has a new chance to sell, lost it to somebody else, or it came to an end. Goes by the visit's id. */
export const OpportunityChanged = defineEvent(
  'OpportunityChanged',
  1,
  'opportunity',
  z.object({
    visitId: idOf<'Visit'>(),
    cityId,
    communityId,
    storeId: storeId.nullable(),
    /** Whom it concerns: the seller, or the one before. */
    touchpointId: touchpointId.nullable(),
    state: z.enum(['open', 'quoted', 'won', 'lost']),
  }),
);

/**
 * Whoever sold there gave an opportunity up, and why. One that ended because its visit was called off says so by
 * `VisitCancelled`, one that was won by `ContractSigned`.
 */
export const OpportunityClosed = defineEvent(
  'OpportunityClosed',
  1,
  'opportunity',
  z.object({
    visitId: idOf<'Visit'>(),
    cityId,
    communityId,
    storeId: storeId.nullable(),
    leadId: idOf<'Lead'>().nullable(),
    touchpointId: touchpointId.nullable(),
    reason: z.enum(['no_answer', 'too_expensive', 'chose_other', 'not_now', 'not_needed', 'out_of_scope']),
  }),
);

/** The document of a quotation was made and can be signed. */
export const ContractOffered = defineEvent(
  'ContractOffered',
  1,
  'contract',
  z.object({ ...dealFacts, contractId: idOf<'Contract'>(), quotationId: idOf<'Quotation'>(), totalFen: fen }),
);

/** A contract lost its force unsigned: another quotation took its place, it was taken back, declined, or ran out. */
export const ContractVoided = defineEvent(
  'ContractVoided',
  1,
  'contract',
  z.object({
    cityId,
    communityId,
    storeId: storeId.nullable(),
    customerKey,
    touchpointId,
    contractId: idOf<'Contract'>(),
    quotationId: idOf<'Quotation'>(),
    reason: z.enum(['superseded', 'withdrawn', 'expired', 'declined']),
  }),
);

/** The customer signed: the order exists from then on. */
export const ContractSigned = defineEvent(
  'ContractSigned',
  1,
  'contract',
  z.object({
    ...dealFacts,
    contractId: idOf<'Contract'>(),
    quotationId: idOf<'Quotation'>(),
    orderId: idOf<'Order'>(),
    totalFen: fen,
  }),
);

/** Also of those kept from before goods were sold, which name neither channel nor goods. */
const orderFacts = {
  cityId,
  /** Null at a till and for what was imported. */
  communityId: communityId.nullable(),
  storeId: storeId.nullable(),
  /** Both null for somebody who did not say who they are at a till, and for what was imported. */
  customerKey: customerKey.nullable(),
  personId: personId.nullable(),
  leadId: idOf<'Lead'>().nullable(),
  visitId: idOf<'Visit'>().nullable(),
  shareToken: z.string().nullable(),
  /** Of a service only. */
  packageId: idOf<'Package'>().nullable(),
  /** Who sold it, or the leader of the group buy. */
  touchpointId: touchpointId.nullable(),
  orderId: idOf<'Order'>(),
  orderNumber: z.string(),
  totalFen: fen,
  channel: z.enum(['service', 'group_buy', 'instant', 'store', 'imported']).default('service'),
  groupBuyId: idOf<'GroupBuy'>().nullable().default(null),
  /** The goods themselves, benefits taken off, without delivery; 0 of a service in what was kept from before. */
  goodsNetFen: fen.default(0),
};

export const OrderPlaced = defineEvent('OrderPlaced', 1, 'order', z.object({ ...orderFacts, depositFen: fen }));

/** One payment of the order was received, for certain. `paidFen` is what was received in all, this one included. */
export const OrderPaid = defineEvent(
  'OrderPaid',
  1,
  'order',
  z.object({
    ...orderFacts,
    /** Null where nothing was to be paid. */
    paymentId: idOf<'Payment'>().nullable(),
    stage: z.enum(['deposit', 'balance', 'full']),
    amountFen: fen,
    paidFen: fen,
    paidAt: z.iso.datetime(),
  }),
);

/** Money of one payment went back. `refundedFen` is what went back of the order in all, this one included. */
export const OrderRefunded = defineEvent(
  'OrderRefunded',
  1,
  'order',
  z.object({
    ...orderFacts,
    paymentId: idOf<'Payment'>(),
    refundId: idOf<'Refund'>(),
    amountFen: fen,
    /** The share of the goods in it. */
    goodsFen: fen.default(0),
    /** Why, where goods go back or stay; null where a person sent money of a payment back. */
    kind: z
      .enum(['cancelled', 'group_failed', 'shortage', 'claim', 'uncollected', 'price_tier'])
      .nullable()
      .default(null),
    /** What it was asked for by: a claim. */
    reference: z.string().nullable().default(null),
    refundedFen: fen,
    refundedAt: z.iso.datetime(),
  }),
);

export const OrderCancelled = defineEvent(
  'OrderCancelled',
  1,
  'order',
  z.object({ ...orderFacts, reason: z.string() }),
);

/**
 * Goods: everything was handed over and nothing can be claimed any more. A service: its works are done and all of it is
 * paid. `goodsNetFen` is what was kept: refunds taken off.
 */
export const OrderCompleted = defineEvent(
  'OrderCompleted',
  1,
  'order',
  z.object({ ...orderFacts, paidFen: fen, refundedFen: fen, completedAt: z.iso.datetime() }),
);

/** A notice of payment was genuine and did not fit: it waits for a person. */
export const PaymentHeld = defineEvent(
  'PaymentHeld',
  1,
  'payment',
  z.object({
    paymentId: idOf<'Payment'>(),
    orderId: idOf<'Order'>(),
    cityId,
    communityId: communityId.nullable(),
    storeId: storeId.nullable(),
    customerKey: customerKey.nullable(),
    personId: personId.nullable(),
    why: z.enum(['amount_differs', 'order_closed', 'paid_twice']),
    expectedFen: fen,
    receivedFen: fen,
  }),
);

/** A person decided about a held payment: it counts, or it goes back. */
export const PaymentDecided = defineEvent(
  'PaymentDecided',
  1,
  'payment',
  z.object({
    paymentId: idOf<'Payment'>(),
    orderId: idOf<'Order'>(),
    cityId,
    communityId: communityId.nullable(),
    storeId: storeId.nullable(),
    decision: z.enum(['accept', 'refund']),
  }),
);

// --- Group buys -------------------------------------------------------------------------------------------------

export {
  GroupBuyChanged,
  GroupBuyClosed,
  GroupBuyOpened,
  TeamFailed,
  TeamFilled,
  TeamOpened,
} from './group-buys/group-buys-events.ts';

// --- Pick-up and claims -----------------------------------------------------------------------------------------

export {
  DamageMarked,
  ParcelCollected,
  ParcelsArrived,
  ParcelUncollected,
  WaveSent,
} from './pick-up/pick-up-events.ts';
export { ClaimClosed, ClaimDecided, ClaimEscalated, ClaimOpened } from './claims/claims-events.ts';

// --- Membership -------------------------------------------------------------------------------------------------

export {
  BadgeEarned,
  LevelChanged,
  PointsExpiring,
  PointsPosted,
  RewardRedeemed,
  VoucherCancelled,
  VoucherUsed,
} from './membership/membership-events.ts';
