import { z } from 'zod';
import { cityId, communityId, idOf, storeId } from '#platform/fields';

const paymentId = idOf<'Payment'>();
const orderId = idOf<'Order'>();
const time = z.iso.datetime();
const fen = z.number().int();

export const PAYMENT_STAGES = ['deposit', 'balance', 'full'] as const;
export const PAYMENT_STATES = ['created', 'pending', 'succeeded', 'closed', 'held'] as const;
export const REFUND_STATES = ['requested', 'accepted', 'succeeded', 'failed'] as const;
export const REFUND_STANDINGS = ['under_way', 'failed'] as const;
export const HELD_WHYS = ['amount_differs', 'order_closed', 'paid_twice'] as const;

export const paymentParams = z.object({ paymentId });
export const providerParams = z.object({ provider: z.string().regex(/^[a-z][a-z0-9_]{0,19}$/) });

/** What the customer sees of a payment. */
export const ownPayment = z.object({
  paymentId,
  paymentNumber: z.string(),
  stage: z.enum(PAYMENT_STAGES),
  stageName: z.string(),
  state: z.enum(PAYMENT_STATES),
  stateName: z.string(),
  /** Through whom: 「沙箱支付」. */
  providerName: z.string(),
  /** Not real money. */
  sandbox: z.boolean(),
  amountFen: fen,
  receivedFen: fen,
  refundedFen: fen,
  /** Asked back, and not there yet. */
  refundingFen: fen,
  paidAt: time.nullable(),
  expiresAt: time,
});

export const refundItem = z.object({
  refundId: idOf<'Refund'>(),
  refundNumber: z.string(),
  state: z.enum(REFUND_STATES),
  stateName: z.string(),
  amountFen: fen,
  reason: z.string(),
  requestedAt: time,
  finishedAt: time.nullable(),
});

/** What staff see of it. */
export const orderPayment = ownPayment.extend({
  heldWhy: z.enum(HELD_WHYS).nullable(),
  heldWhyName: z.string().nullable(),
  /** What a person decided about a held one, and why. */
  decision: z.enum(['accept', 'refund']).nullable(),
  decisionReason: z.string().nullable(),
  createdAt: time,
  refunds: z.array(refundItem),
});

export const paymentItem = orderPayment.extend({
  orderId,
  orderNumber: z.string(),
  cityId,
  communityId: communityId.nullable(),
  storeId: storeId.nullable(),
  communityName: z.string(),
  /** A held one of an order that was cancelled can only be sent back. */
  canAccept: z.boolean(),
});

export const paymentsQuery = z.object({
  state: z.enum(PAYMENT_STATES).optional(),
  cityId: cityId.optional(),
  storeId: storeId.optional(),
  communityId: communityId.optional(),
  orderId: orderId.optional(),
  /** Those of which something is on its way back, or whose last refund did not go through. */
  refund: z.enum(REFUND_STANDINGS).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const paymentsAnswer = z.object({
  items: z.array(paymentItem),
  nextCursor: z.string().nullable(),
  /** How many wait for a person, within the reader's area. */
  held: z.number().int(),
  /** Over all that match, whatever the state that was chosen. */
  counts: z.object({
    byState: z.record(z.string(), z.number().int()),
    refundsUnderWay: z.number().int(),
    refundsFailed: z.number().int(),
    /** Received and kept: what went back, or waits for a person, is not in it. */
    keptFen: fen,
    refundingFen: fen,
  }),
});

/** Where whoever pays sits; a phone's address is the request's own. */
export const payingClient = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('wechat'),
    /** With which the browser came back from being asked who pays. */
    code: z
      .string()
      .regex(/^[\w-]{1,512}$/)
      .optional(),
    /** Where the page knows it, as a mini program does. */
    openid: z
      .string()
      .regex(/^[\w-]{1,128}$/)
      .optional(),
  }),
  z.object({ kind: z.literal('mobile') }),
  z.object({ kind: z.literal('desktop') }),
]);
export const startPaymentBody = z.object({
  stage: z.enum(PAYMENT_STAGES),
  /** One of those offered; the first of them unless said. */
  provider: z.string().max(20).optional(),
  client: payingClient.default({ kind: 'desktop' }),
});
/** What to do to open the cashier: go there, show a QR code, or hand it to WeChat's bridge. */
export const cashierForm = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('redirect'), url: z.string() }),
  z.object({ kind: z.literal('qr'), text: z.string() }),
  z.object({ kind: z.literal('wechat'), params: z.record(z.string(), z.string()) }),
]);
/** Those somebody can pay with, the first one first. */
export const offeredQuery = z.object({ client: z.enum(['wechat', 'mobile', 'desktop']).default('desktop') });
export const offeredAnswer = z.object({
  items: z.array(z.object({ code: z.string(), name: z.string(), sandbox: z.boolean() })),
});
export const startPaymentAnswer = z.object({
  paymentId,
  paymentNumber: z.string(),
  stage: z.enum(PAYMENT_STAGES),
  amountFen: fen,
  /** Go there to pay; it comes back to the order's page. */
  cashierUrl: z.string(),
  cashier: cashierForm,
  expiresAt: time,
  providerName: z.string(),
  sandbox: z.boolean(),
});

const reason = z.string().trim().min(2, '写一句原因').max(200);

export const decideHeldBody = z.object({ decision: z.enum(['accept', 'refund']), reason });
export const refundBody = z.object({ amountFen: z.number().int().positive(), reason });
export const refundAnswer = refundItem;

/** The providers of this installation, for staff. */
export const providersAnswer = z.object({
  items: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      sandbox: z.boolean(),
      hasBills: z.boolean(),
      keys: z.array(
        z.object({
          serial: z.string(),
          owner: z.enum(['ours', 'theirs']),
          endsAt: time.nullable(),
          /** Within thirty days, or over. */
          endsSoon: z.boolean(),
        }),
      ),
      lastNoticeAt: time.nullable(),
      /** In the last seven days. */
      refused: z.array(z.object({ why: z.string(), whyName: z.string(), times: z.number().int(), lastAt: time })),
    }),
  ),
});

export type OwnPayment = z.infer<typeof ownPayment>;
export type OrderPayment = z.infer<typeof orderPayment>;
export type PaymentItem = z.infer<typeof paymentItem>;
export type PaymentsAnswer = z.infer<typeof paymentsAnswer>;
export type RefundItem = z.infer<typeof refundItem>;
export type ProvidersAnswer = z.infer<typeof providersAnswer>;
export type OfferedAnswer = z.infer<typeof offeredAnswer>;
export type CashierFormAnswer = z.infer<typeof cashierForm>;
export type StartPaymentBody = z.input<typeof startPaymentBody>;
export type StartPaymentAnswer = z.infer<typeof startPaymentAnswer>;
