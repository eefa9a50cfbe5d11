import type { Context } from '#platform/context';
import type { Order, PaymentStage } from '../orders/order.ts';
import { askAboutPayment } from './ask-provider.ts';
import { RefusedByProvider, type PayingClient, type PaymentProvider } from './payment-port.ts';
import { paymentsOf } from './payment-store.ts';
import { isLive, type Payment } from './payment.ts';
import { providerOf } from './providers.ts';

/** How somebody wants to pay: through whom, and where they sit. */
export interface WayToPay {
  readonly provider: PaymentProvider;
  readonly client: PayingClient;
}

/** Whether a cashier that is open can be used this way: of that provider, and good for where they sit now. */
export const isUsable = (
  ctx: Context,
  { provider, client }: WayToPay,
  payment: Pick<Payment, 'provider' | 'cashierUrl'>,
): boolean =>
  payment.provider === provider.code &&
  (payment.cashierUrl === null || (provider.isFresh?.(ctx, payment.cashierUrl, client) ?? true));

/**
 * Before another cashier opens for a stage of an order: one whose time is over may have been paid without our having
 * heard of it, so its provider is asked; one that cannot be used this way is closed there first, so that nobody pays
 * twice. Throws ProviderUnavailable: then no second cashier opens.
 */
export async function leaveOldCashier(
  ctx: Context,
  order: Pick<Order, 'cityId' | 'orderId'>,
  stage: PaymentStage,
  way: WayToPay,
): Promise<void> {
  const live = (await paymentsOf(ctx.db, [order])).find((payment) => isLive(payment) && payment.stage === stage);
  if (live === undefined) return;
  if (live.expiresAt <= ctx.clock.now()) {
    await askAboutPayment(ctx.under('ask'), live);
    return;
  }
  if (isUsable(ctx, way, live)) return;
  try {
    await providerOf(ctx, live).close(ctx.under('close'), live.paymentNumber);
  } catch (error) {
    if (!(error instanceof RefusedByProvider)) throw error;
    // It cannot be closed because it was paid: that counts.
    await askAboutPayment(ctx.under('ask'), live);
  }
}
