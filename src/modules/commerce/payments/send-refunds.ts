import type { Context } from '#platform/context';
import { askEach } from './ask-each.ts';
import { refundsToSend } from './refund-store.ts';
import { submitRefund } from './submit-refund.ts';

const BATCH = 100;

/**
 * Sends refunds that a transaction asked for, and those that the provider did not answer a minute ago. Answers how many.
 * May run several times at once: a refund goes under one number however often it is sent.
 */
export async function sendRefunds(ctx: Context): Promise<number> {
  const refunds = await refundsToSend(ctx.db, ctx.clock.now(), BATCH);
  const { done, failures } = await askEach(refunds, async ({ refundId }) => {
    const { state } = await submitRefund(ctx.under(`submit/${refundId}`), refundId);
    return state === 'requested' ? 'silent' : undefined;
  });
  if (failures.length > 0) throw new AggregateError(failures, 'not every refund could be sent');
  return done;
}
