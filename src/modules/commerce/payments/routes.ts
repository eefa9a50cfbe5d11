import { NotFound } from '#kernel/errors';
import { fen } from '#kernel/money';
import { defineRoute, fromCursor, pageOf, Reply, type Route } from '#platform/http';
import { orderParams } from '../orders/order-contract.ts';
import { decideHeldPayment } from './decide-held-payment.ts';
import { describePaymentItems, describeRefund } from './describe-payments.ts';
import {
  decideHeldBody,
  offeredAnswer,
  offeredQuery,
  paymentItem,
  paymentParams,
  paymentsAnswer,
  paymentsQuery,
  providerParams,
  providersAnswer,
  refundAnswer,
  refundBody,
  startPaymentAnswer,
  startPaymentBody,
  type PaymentItem,
} from './payment-contract.ts';
import { describeProviders } from './describe-providers.ts';
import { countHeld, listPayments, paymentInScope, sumPayments } from './payment-store.ts';
import { namePayer } from './name-payer.ts';
import { offeredProviders, providerByCode, providerName } from './providers.ts';
import { receiveNotice } from './receive-notice.ts';
import { refundPayment } from './refund-payment.ts';
import { cashierFormOf, startPayment } from './start-payment.ts';

const decide = { permission: 'payment.decide' } as const;
/** Providers send from few addresses, and everything at once after a pause. */
const NOTICES_PER_MINUTE = 120_000;

export const paymentRoutes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/api/commerce/own/orders/:orderId/payments',
    summary:
      'Pay a stage of my order: answers where the cashier is; the same one while it is open. Inside of WeChat without a code: payer-unnamed, and where to get one',
    access: { permission: 'own.act' },
    params: orderParams,
    body: startPaymentBody,
    answer: startPaymentAnswer,
    handle: async (ctx, { params, body, request }) => {
      const { client: sits } = body;
      const client =
        sits.kind === 'mobile'
          ? { kind: sits.kind, ip: request.ip }
          : sits.kind === 'wechat'
            ? await namePayer(ctx, { ...params, ...body }, sits)
            : sits;
      const payment = await startPayment(ctx, { ...params, ...body, client });
      const { paymentId, paymentNumber, stage, amountFen, cashierUrl, expiresAt } = payment;
      return {
        paymentId,
        paymentNumber,
        stage,
        amountFen,
        cashierUrl,
        cashier: cashierFormOf(ctx, payment),
        expiresAt: expiresAt.toISOString(),
        ...providerName(payment.provider),
      };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/payments/notices/:provider',
    summary: 'Where a payment provider tells that money came or went; signed, answered with 200 once it is stored',
    access: { public: 'providers have no session: every notice is verified by its signature' },
    params: providerParams,
    rawBody: true,
    bodyLimit: 64 * 1024,
    keepsNoAnswer: true,
    ratePerMinute: NOTICES_PER_MINUTE,
    // Each provider wants an answer of its own: JSON, or a plain word.
    produces: 'text/plain; charset=utf-8',
    handle: async (ctx, { params, request }) => {
      const provider = providerByCode(ctx, params.provider);
      await receiveNotice(ctx, provider, { raw: request.raw ?? new Uint8Array(), headers: request.headers });
      const { type, body } = provider.noticeAnswer;
      return new Reply(body, { headers: { 'content-type': type } });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/own/payment-providers',
    summary: 'With whom I can pay from where I sit, the first one first',
    access: { permission: 'own.read' },
    query: offeredQuery,
    answer: offeredAnswer,
    handle: async (ctx, { query }) => ({
      items: offeredProviders(ctx, query.client).map(({ code, name, sandbox }) => ({ code, name, sandbox })),
    }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/payments',
    summary: 'Payments within the area of the reader, the newest first; `state=held` are those that wait for a person',
    access: { permission: 'order.read' },
    query: paymentsQuery,
    answer: paymentsAnswer,
    handle: async (ctx, { query: { cursor, limit, ...filter } }) => {
      const key = fromCursor(cursor, ['number', 'uuid']);
      const before = key && { at: new Date(Number(key[0])), id: String(key[1]) };
      const found = await listPayments(ctx.db, ctx.scope, filter, { before, limit: limit + 1 });
      const page = pageOf(found, limit, (payment) => [payment.createdAt.getTime(), payment.paymentId]);
      // What was chosen does not hide how many there are of the others.
      const sums = await sumPayments(ctx.db, ctx.scope, { ...filter, state: undefined, refund: undefined });
      return {
        items: await describePaymentItems(ctx, page.items),
        nextCursor: page.nextCursor,
        held: await countHeld(ctx.db, ctx.scope),
        counts: { ...sums, byState: sums.byState as Record<string, number> },
      };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/payments/providers',
    summary: 'The payment providers that are set up: keys and their ends, the last notice, what was refused in a week',
    access: { permission: 'order.read' },
    answer: providersAnswer,
    handle: (ctx) => describeProviders(ctx),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/payments/:paymentId',
    summary: 'One payment with its refunds',
    access: { permission: 'order.read' },
    params: paymentParams,
    answer: paymentItem,
    handle: async (ctx, { params }) => {
      const payment = await paymentInScope(ctx.db, ctx.scope, params.paymentId);
      if (payment === undefined) throw new NotFound('payment');
      const [item] = await describePaymentItems(ctx, [payment]);
      return item as PaymentItem;
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/payments/:paymentId/decide',
    summary: 'Decide about a held payment: what came counts, or all of it goes back',
    access: decide,
    params: paymentParams,
    body: decideHeldBody,
    answer: paymentItem,
    handle: async (ctx, { params, body }) => {
      const [item] = await describePaymentItems(ctx, [await decideHeldPayment(ctx, { ...params, ...body })]);
      return item as PaymentItem;
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/payments/:paymentId/refunds',
    summary: 'Send part or all of a payment back; it is done when the provider says so',
    access: decide,
    params: paymentParams,
    body: refundBody,
    answer: refundAnswer,
    handle: async (ctx, { params, body }) =>
      describeRefund(await refundPayment(ctx, { ...params, reason: body.reason, amountFen: fen(body.amountFen) })),
  }),
];
