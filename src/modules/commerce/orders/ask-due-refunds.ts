import { fen } from '#kernel/money';
import { MINUTE } from '#kernel/time';
import type { Context } from '#platform/context';
import type { Job } from '#platform/jobs';
import type { Payment } from '../payments/payment.ts';
import { MAX_REFUNDS, restOf } from '../payments/refund.ts';
import { lockOrders } from './call-off-store.ts';
import { askOrQueue } from './refund-order-lines.ts';
import { deleteDues, duesOf, ordersWithDue, putOffDues, type RefundDue } from './refund-due-store.ts';

const BATCH = 500;
/** From so many parts on a payment gives back all that is due as one, whatever it is for. */
const SPARE = MAX_REFUNDS - 10;

/**
 * Asks for refunds that had to wait: a payment gives back one part a minute, so everything of an order that is for the
 * same goes at once. Sending is the job that asks providers. Answers how many orders.
 */
export async function askDueRefunds(ctx: Context): Promise<number> {
  const due = await ordersWithDue(ctx.db, ctx.clock.now(), BATCH);
  for (const order of due) {
    await ctx.transaction(async (tx) => {
      const [locked] = await lockOrders(tx.db, { cityId: order.cityId, orderIds: [order.orderId] });
      const dues = await duesOf(tx.db, order);
      const [first] = dues;
      if (locked === undefined || first === undefined) return;
      const many = locked.payments.some((payment) => payment.refunds >= SPARE);
      const together = many ? dues : dues.filter((each) => isLike(each, first));
      await deleteDues(tx.db, together);
      const { kind, reason, reference } = first;
      // What somebody gave back by hand meanwhile is not owed twice.
      const amountFen = Math.min(sumOf(together, 'amountFen'), refundableOf(locked.payments));
      const goodsFen = Math.min(sumOf(together, 'goodsFen'), amountFen);
      const asked = { kind, reason, reference, amountFen: fen(amountFen), goodsFen: fen(goodsFen) };
      // What still has to wait is queued again by it.
      if (amountFen > 0) await askOrQueue(tx, locked, asked);
      if (together.length < dues.length) await putOffDues(tx.db, order, new Date(tx.now.getTime() + MINUTE));
    });
  }
  return due.length;
}

const sumOf = (dues: readonly RefundDue[], of: 'amountFen' | 'goodsFen'): number =>
  dues.reduce((sum, due) => sum + due[of], 0);

const refundableOf = (payments: readonly Payment[]): number =>
  payments.reduce((sum, payment) => sum + (payment.state === 'succeeded' ? restOf(payment) : 0), 0);

const isLike = (one: RefundDue, other: RefundDue): boolean =>
  one.kind === other.kind && one.reference === other.reference;

export const dueRefundsJob: Job = {
  name: 'commerce.ask-due-refunds',
  cron: '* * * * *',
  handle: async (ctx) => {
    await askDueRefunds(ctx);
  },
};
