import { NotFound } from '#kernel/errors';
import type { Context, Tx } from '#platform/context';
import { lockOrderInScope, orderInScope, updateOrder } from '../orders/order-store.ts';
import {
  dueOf,
  NothingToPay,
  OrderChangedMeanwhile,
  type Order,
  type OrderId,
  type PaymentStage,
} from '../orders/order.ts';
import { askAboutPayment } from './ask-provider.ts';
import type { PaymentProvider } from './payment-port.ts';
import { insertPayment, livePayment, lockPayment, paymentsOf, savePayment } from './payment-store.ts';
import { beginPayment, closed, isLive, opened, STAGES, type Payment } from './payment.ts';
import { configuredProvider, notifyUrl } from './providers.ts';

export interface StartPaymentInput {
  readonly orderId: OrderId;
  readonly stage: PaymentStage;
}

/**
 * The customer wants to pay a stage of an order: answers the payment with the address of its cashier. One cashier is open
 * for a stage: a second start answers the same one, an expired one is replaced after the provider was asked whether it
 * was paid after all. The provider is called outside of our transactions. Throws NotFound, NothingToPay,
 * PaymentProviderMissing.
 */
export async function startPayment(
  ctx: Context,
  input: StartPaymentInput,
): Promise<Payment & { readonly cashierUrl: string }> {
  const provider = configuredProvider(ctx);
  await askAboutExpired(ctx, input);
  const { order, payment } = await ctx.under('begin').transaction((tx) => beginOrReuse(ctx, tx, provider, input));
  if (payment.cashierUrl !== null) return { ...payment, cashierUrl: payment.cashierUrl };
  const { publicUrl } = ctx.services.settings;
  const { cashierUrl } = await provider.create(ctx.under('provider'), {
    paymentNumber: payment.paymentNumber,
    amountFen: payment.amountFen,
    description: `订单 ${order.orderNumber} ${STAGES[payment.stage]}`,
    expiresAt: payment.expiresAt,
    notifyUrl: notifyUrl(ctx, provider),
    returnUrl: `${publicUrl}/my/orders/${order.orderId}`,
  });
  return ctx.under('open').transaction(async (tx) => {
    await lockOrderInScope(tx.db, ctx.scope, 'customer', input.orderId);
    const now = await lockPayment(tx.db, payment);
    // Another start was faster, with the same cashier; or the order was called off meanwhile.
    if (!isLive(now)) throw new NothingToPay();
    const open = now.state === 'created' ? await savePayment(tx.db, opened(now, cashierUrl)) : now;
    return { ...open, cashierUrl };
  });
}

/** An expired cashier may have been paid without our having heard of it: ask before a second one is opened. */
async function askAboutExpired(ctx: Context, { orderId, stage }: StartPaymentInput): Promise<void> {
  const order = await orderInScope(ctx.db, ctx.scope, 'customer', orderId);
  if (order === undefined) throw new NotFound('order');
  const now = ctx.clock.now();
  const expired = (await paymentsOf(ctx.db, [order])).find(
    (payment) => isLive(payment) && payment.stage === stage && payment.expiresAt <= now,
  );
  if (expired !== undefined) await askAboutPayment(ctx.under('ask'), expired);
}

async function beginOrReuse(
  ctx: Context,
  tx: Tx,
  provider: PaymentProvider,
  { orderId, stage }: StartPaymentInput,
): Promise<{ order: Order; payment: Payment }> {
  const order = await lockOrderInScope(tx.db, ctx.scope, 'customer', orderId);
  if (order === undefined) throw new NotFound('order');
  const due = dueOf(order);
  if (due === undefined || due.stage !== stage) throw new NothingToPay();
  const live = await livePayment(tx.db, order, stage);
  const usable = live !== undefined && live.expiresAt > tx.now && live.amountFen === due.amountFen;
  if (usable && live.provider === provider.code) return { order, payment: live };
  if (live !== undefined) await savePayment(tx.db, closed(live));
  const asked = { paymentId: tx.newId<'Payment'>(), provider: provider.code, stage, amountFen: due.amountFen };
  const payment = beginPayment(order, asked, tx.now);
  const counted: Order = { ...order, payments: order.payments + 1, revision: order.revision + 1 };
  if (!(await updateOrder(tx.db, counted))) throw new OrderChangedMeanwhile();
  await insertPayment(tx.db, payment);
  return { order: counted, payment };
}
