import { MINUTE } from '#kernel/time';
import type { Context } from '#platform/context';
import { askEach } from './ask-each.ts';
import { askAboutPayment } from './ask-provider.ts';
import { noteClosedThere, paymentsToClose, putOffClosing } from './open-cashier-store.ts';
import { RefusedByProvider } from './payment-port.ts';
import type { Payment } from './payment.ts';
import { providerOf } from './providers.ts';

const BATCH = 100;
const AGAIN_MS = MINUTE;

/**
 * Closes at their providers the cashiers of what was called off, or paid another way, here: nobody pays for what will not
 * come. What was paid there meanwhile counts as late money does. One that fails does not keep the others; it is tried
 * again until its time there is over anyway, and what failed is thrown at the end. Answers how many were closed.
 */
export async function closeCashiers(ctx: Context): Promise<number> {
  const payments = await paymentsToClose(ctx.db, ctx.clock.now(), BATCH);
  const { done, failures } = await askEach(payments, async (payment) => {
    try {
      await closeCashier(ctx, payment);
    } catch (error) {
      const until = new Date(ctx.clock.now().getTime() + AGAIN_MS);
      await ctx.transaction((tx) => putOffClosing(tx.db, payment, until));
      throw error;
    }
  });
  if (failures.length > 0) throw new AggregateError(failures, 'not every cashier could be closed');
  return done;
}

async function closeCashier(ctx: Context, payment: Payment): Promise<void> {
  if (payment.expiresAt > ctx.clock.now()) {
    try {
      await providerOf(ctx, payment).close(ctx, payment.paymentNumber);
    } catch (error) {
      if (!(error instanceof RefusedByProvider)) throw error;
      // It cannot be closed because it was paid: that is late money.
      await askAboutPayment(ctx, payment);
    }
  }
  await ctx.transaction((tx) => noteClosedThere(tx.db, payment));
}
