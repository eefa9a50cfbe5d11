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
import { expectMoney } from './expected-money.ts';
import { isUsable, leaveOldCashier, type WayToPay } from './leave-cashier.ts';
import type { CashierForm, PayingClient } from './payment-port.ts';
import { insertPayment, livePayment, lockPayment, savePayment } from './payment-store.ts';
import { beginPayment, closed, isLive, opened, STAGES, type Payment } from './payment.ts';
import { configuredProvider, notifyUrl, providerOf } from './providers.ts';

export interface StartPaymentInput {
  readonly orderId: OrderId;
  readonly stage: PaymentStage;
  /** By its code; the first that serves them unless said. */
  readonly provider?: string | undefined;
  /** At a desk unless said. */
  readonly client?: PayingClient | undefined;
}

/**
 * The customer wants to pay a stage of an order: answers the payment with the address of its cashier. One cashier is open
 * for a stage: a second start answers the same one, an expired one is replaced after the provider was asked whether it
 * was paid after all, one that cannot be used where they sit now is closed there first. A house that has to be asked is
 * asked outside of our transactions. Throws NotFound, NothingToPay, ProviderUnavailable, RefusedByProvider,
 * PaymentProviderMissing.
 */
export async function startPayment(
  ctx: Context,
  input: StartPaymentInput,
): Promise<Payment & { readonly cashierUrl: string }> {
  const way: WayToPay = { provider: configuredProvider(ctx, input), client: input.client ?? { kind: 'desktop' } };
  const { provider } = way;
  const found = await orderInScope(ctx.db, ctx.scope, 'customer', input.orderId);
  if (found === undefined) throw new NotFound('order');
  await leaveOldCashier(ctx, found, input.stage, way);
  await provider.ready?.(ctx);
  const { order, payment } = await ctx.under('begin').transaction(async (tx) => {
    const begun = await beginOrReuse(ctx, tx, way, input);
    if (begun.payment.cashierUrl !== null || provider.cashier === 'remote') return begun;
    const cashierUrl = await openCashier(ctx, way, begun.order, begun.payment);
    return { order: begun.order, payment: await savePayment(tx.db, opened(begun.payment, cashierUrl)) };
  });
  if (payment.cashierUrl !== null) {
    expectMoney(ctx, { order, payment });
    return { ...payment, cashierUrl: payment.cashierUrl };
  }
  const cashierUrl = await openCashier(ctx.under('provider'), way, order, payment);
  const open = await ctx.under('open').transaction(async (tx) => {
    await lockOrderInScope(tx.db, ctx.scope, 'customer', input.orderId);
    const now = await lockPayment(tx.db, payment);
    // Another start was faster, with the same cashier; or the order was called off meanwhile.
    if (!isLive(now)) throw new NothingToPay();
    return now.state === 'created' ? savePayment(tx.db, opened(now, cashierUrl)) : now;
  });
  expectMoney(ctx, { order, payment: open });
  return { ...open, cashierUrl };
}

/** Where a payment can be paid this way. */
export async function openCashier(
  ctx: Context,
  { provider, client }: WayToPay,
  order: Pick<Order, 'orderId' | 'orderNumber'>,
  payment: Pick<Payment, 'paymentNumber' | 'amountFen' | 'expiresAt' | 'stage'>,
): Promise<string> {
  const { cashierUrl } = await provider.create(ctx, {
    paymentNumber: payment.paymentNumber,
    amountFen: payment.amountFen,
    description: `订单 ${order.orderNumber} ${STAGES[payment.stage]}`,
    expiresAt: payment.expiresAt,
    notifyUrl: notifyUrl(ctx, provider),
    returnUrl: returnUrlOf(ctx, order.orderId, payment.stage),
    client,
  });
  return cashierUrl;
}

/** What a screen does to open the cashier of a payment. */
export function cashierFormOf(ctx: Context, payment: Payment & { readonly cashierUrl: string }): CashierForm {
  const { cashierUrl, orderId, stage } = payment;
  const returnUrl = returnUrlOf(ctx, orderId, stage);
  return providerOf(ctx, payment).form?.(ctx, cashierUrl, returnUrl) ?? { kind: 'redirect', url: cashierUrl };
}

/** After goods, which are paid whole: what comes next. After a part of a service: the order. */
export const returnUrlOf = (ctx: Context, orderId: OrderId, stage: PaymentStage): string =>
  `${ctx.services.settings.publicUrl}/${stage === 'full' ? 'paid' : 'my/orders'}/${orderId}`;

async function beginOrReuse(
  ctx: Context,
  tx: Tx,
  way: WayToPay,
  { orderId, stage }: StartPaymentInput,
): Promise<{ order: Order; payment: Payment }> {
  const order = await lockOrderInScope(tx.db, ctx.scope, 'customer', orderId);
  if (order === undefined) throw new NotFound('order');
  const due = dueOf(order);
  if (due === undefined || due.stage !== stage) throw new NothingToPay();
  const live = await livePayment(tx.db, order, stage);
  const usable = live !== undefined && live.expiresAt > tx.now && live.amountFen === due.amountFen;
  if (usable && isUsable(ctx, way, live)) return { order, payment: live };
  if (live !== undefined) await savePayment(tx.db, closed(live));
  const asked = { paymentId: tx.newId<'Payment'>(), provider: way.provider.code, stage, amountFen: due.amountFen };
  const payment = beginPayment(order, asked, tx.now);
  const counted: Order = { ...order, payments: order.payments + 1, revision: order.revision + 1 };
  if (!(await updateOrder(tx.db, counted))) throw new OrderChangedMeanwhile();
  await insertPayment(tx.db, payment);
  return { order: counted, payment };
}
