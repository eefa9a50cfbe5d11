import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { askAboutPayment, askAboutRefund } from '../ask-provider.ts';
import { paymentInScope } from '../payment-store.ts';
import { isOver } from '../refund.ts';
import { refundsByIds } from '../refund-store.ts';
import { differenceInScope, type DifferenceKey, type ListedDifference } from './difference-store.ts';
import { matchBill } from './match-bill.ts';

/**
 * Asks the provider once more about the payment or refund of a difference, and compares the bill again: what agrees now
 * is closed by that. Throws NotFound, ProviderUnavailable.
 */
export async function askAboutDifference(ctx: Context, key: DifferenceKey): Promise<ListedDifference> {
  const found = await differenceInScope(ctx.db, ctx.scope, key);
  if (found?.paymentId == null) throw new NotFound('bill-difference');
  const payment = await paymentInScope(ctx.db, ctx.scope, found.paymentId);
  if (payment === undefined) throw new NotFound('payment');
  const [refund] = found.refundId === null ? [] : await refundsByIds(ctx.db, [found.refundId]);
  if (refund === undefined) await askAboutPayment(ctx.under('payment'), payment);
  else if (!isOver(refund)) await askAboutRefund(ctx.under('refund'), refund, payment);
  await ctx.under('match').transaction((tx) => matchBill(tx, key));
  return (await differenceInScope(ctx.db, ctx.scope, key)) ?? found;
}
