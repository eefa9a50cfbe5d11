import { fen, type Fen } from '#kernel/money';
import type { Tx } from '#platform/context';
import { balances } from '#platform/ledger';
import type { Order } from '../orders/order.ts';
import { advanceAccount, bookKept } from './books.ts';
import { paymentsOf } from './payment-store.ts';
import type { Payment } from './payment.ts';
import { restOf } from './refund.ts';

/**
 * Part of calling an order off, once it is decided what goes back: the rest is no longer owed to the order, it is ours.
 * What goes back stays owed until it is gone. The order is locked.
 */
export async function keepRest(tx: Tx, order: Order): Promise<void> {
  await bookKept(tx, order, sumOf(await countedOf(tx, order), restOf));
}

/**
 * Part of asking for a refund of an order that was called off: what was kept and goes back after all is owed again. Money
 * of a refund that failed was never kept, and is asked for anew as it is. The order is locked.
 */
export async function owedAgain(tx: Tx, order: Order): Promise<void> {
  const account = advanceAccount(order.orderId);
  const owedFen = 0 - ((await balances(tx.db, [account])).get(account) ?? 0);
  const goesBackFen = sumOf(await countedOf(tx, order), (payment) => payment.refundingFen);
  await bookKept(tx, order, fen(Math.min(owedFen - goesBackFen, 0)));
}

const countedOf = async (tx: Tx, order: Order): Promise<Payment[]> =>
  (await paymentsOf(tx.db, [order])).filter((payment) => payment.state === 'succeeded');

const sumOf = (payments: readonly Payment[], amountOf: (payment: Payment) => Fen): Fen =>
  fen(payments.reduce((sum, payment) => sum + amountOf(payment), 0));
