import type { Context } from '#platform/context';
import { refundsToSend } from './refund-store.ts';
import { submitRefund } from './submit-refund.ts';

const BATCH = 100;

/**
 * Sends refunds that a transaction asked for, and those that the provider did not answer a minute ago. Answers how many.
 * May run several times at once: a refund goes under one number however often it is sent.
 */
export async function sendRefunds(ctx: Context): Promise<number> {
  const refunds = await refundsToSend(ctx.db, ctx.clock.now(), BATCH);
  for (const { refundId } of refunds) await submitRefund(ctx.under(`submit/${refundId}`), refundId);
  return refunds.length;
}
