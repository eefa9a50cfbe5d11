import type { Tx } from '#platform/context';
import { checkLines } from '#platform/ledger';
import { mayRely, rely } from '#platform/postgres';
import { keepStock } from '#modules/inventory';
import { PaymentHeld } from '../events.ts';
import { groupBuyPaid, STANDS, type GroupBuyPaid } from '../group-buys/group-buy-paid.ts';
import { announcePaid } from '../orders/announce-paid.ts';
import { fillOrders } from '../orders/fill-orders.ts';
import { isGoods, OrderChangedMeanwhile, receive, type Order, type StepBy } from '../orders/order.ts';
import { noted, saveOrder, stepOf, type StepMade } from '../orders/save-order.ts';
import { askRefund } from './ask-refund.ts';
import { receivedPosting } from './books.ts';
import type { NoticeKept, NoticeOutcome } from './notice-store.ts';
import type { Receipt } from './payment-port.ts';
import { closeLivePayments } from './payment-store.ts';
import { isSettled, sendBack, settle, type Payment } from './payment.ts';
import { writeNewReceiving, writeReceiving, type Awaited, type Receiving } from './receipt-store.ts';

/**
 * Part: money came for a payment, as a notice says or the provider when it is asked. Order and payment are locked, or
 * remembered where several share the transaction, which is not committed if they are others by then; what was told before
 * changes nothing. Money for goods that were called off meanwhile goes back by itself, other money that
 * does not fit waits for a person. Announces OrderPaid or PaymentHeld. Answers `duplicate` where the notice is kept
 * already; where several share the transaction that is found out when it is committed, and each runs by itself.
 */
export async function receiveMoney(
  tx: Tx,
  provider: string,
  { order, payment }: Awaited,
  receipt: Receipt,
  notice: NoticeKept | null,
): Promise<NoticeOutcome | 'duplicate'> {
  if (payment.provider !== provider) return 'unknown_number';
  if (isSettled(payment)) return payment.providerTrade === receipt.providerTrade ? 'known' : 'contradicts';
  const settled = settle(payment, order, receipt);
  const late = settled.heldWhy === 'order_closed' && isGoods(order);
  const made = late ? sendBack(settled, tx.now) : settled;
  const outcome = settled.state === 'held' ? 'held' : 'counted';
  const group = outcome === 'counted' ? await standingInGroup(tx, order, receipt) : STANDS;
  const awaits = group.state === 'awaiting_group';
  const now = outcome === 'counted' ? receive(order, receipt.amountFen, receipt.paidAt, awaits) : noted(order);
  const written = receivingOf(tx, { order: now, payment: made, notice, outcome });
  if (outcome === 'counted' && order.payments === 1 && group.filledOrders.length === 0 && mayRely(tx.db)) {
    rely(tx.db, writeNewReceiving(tx.db, written));
    rely(tx.db, keepGoods(tx, order));
    await count(tx, written);
    return outcome;
  }
  const writing = writeReceiving(tx.db, written);
  const keeping = outcome === 'counted' ? keepGoods(tx, order) : undefined;
  keeping?.catch(() => {});
  const done = await writing;
  if (done === 'stale') throw new OrderChangedMeanwhile();
  if (done === 'known') return 'duplicate';
  await keeping;
  if (group.filledOrders.length > 0) await fillOrders(tx, order.cityId, group.filledOrders);
  if (outcome === 'counted') await count(tx, written);
  else if (late) await askRefund(tx, written.order, written.payment, backToPayer(written.payment));
  else await hold(tx, written);
  return outcome;
}

/** Whether goods of a group buy stand once they are paid, or wait for their team; no statement without one. */
async function standingInGroup(tx: Tx, order: Order, { amountFen }: Receipt): Promise<GroupBuyPaid> {
  const { cityId, orderId, groupBuyId, teamId } = order;
  if (groupBuyId === null || teamId === null || order.state !== 'placed') return STANDS;
  return groupBuyPaid(tx, { cityId, order: { orderId, groupBuyId, teamId, quantity: 0, amountFen } });
}

const backToPayer = (payment: Payment) =>
  ({ amountFen: payment.receivedFen, source: 'held', reason: payment.decisionReason ?? '' }) as const;

/** Notice, payment, order, timeline and books. */
function receivingOf(
  tx: Tx,
  it: Awaited & { readonly notice: NoticeKept | null; readonly outcome: 'counted' | 'held' },
): Receiving {
  const order: Order = { ...it.order, steps: it.order.steps + 1 };
  const payment: Payment = { ...it.payment, revision: it.payment.revision + 1 };
  const posting = receivedPosting(payment, tx.now);
  checkLines(posting.lines);
  const { notice, outcome } = it;
  const step = stepOf(tx, order, stepMade(payment, outcome));
  return { notice, outcome, payment, order, step, posting, entryId: tx.newId<'LedgerEntry'>() };
}

const STAGE_MOVES = { deposit: 'deposit_paid', balance: 'balance_paid', full: 'paid' } as const;

const stepMade = (payment: Payment, outcome: 'counted' | 'held'): StepMade => ({
  move: outcome === 'held' ? 'payment_held' : STAGE_MOVES[payment.stage],
  by: 'provider',
  amountFen: payment.receivedFen,
  reason: payment.heldWhy ?? undefined,
  paymentId: payment.paymentId,
});

/** What follows from money that counts: other cashiers are closed, since their sums are outdated. */
async function count(tx: Tx, { order, payment }: Awaited): Promise<void> {
  if (order.payments > 1) await closeLivePayments(tx, order, payment.paymentId);
  await announcePaid(tx, order, payment);
}

/** What is held for goods until they are paid is held without limit from then on. */
async function keepGoods(tx: Tx, before: Order): Promise<void> {
  if (!isGoods(before) || before.state !== 'placed') return;
  await keepStock(tx, { cityId: before.cityId, holderIds: [before.orderId] });
}

async function hold(tx: Tx, { order, payment }: Awaited): Promise<void> {
  const why = payment.heldWhy;
  if (why === null) throw new Error(`payment ${payment.paymentId} is held for nothing`);
  await tx.announce([
    PaymentHeld(payment.paymentId, {
      paymentId: payment.paymentId,
      orderId: order.orderId,
      cityId: order.cityId,
      communityId: order.communityId,
      storeId: order.storeId,
      customerKey: order.customerKey,
      personId: order.personId,
      why,
      expectedFen: payment.amountFen,
      receivedFen: payment.receivedFen,
    }),
  ]);
}

/** Part: held money that a person accepted counts for its order. */
export async function countMoney(tx: Tx, order: Order, payment: Payment, by: StepBy): Promise<Order> {
  const saved = await saveOrder(tx, receive(order, payment.receivedFen, payment.paidAt ?? tx.now), {
    move: payment.heldWhy === 'paid_twice' ? 'extra_paid' : STAGE_MOVES[payment.stage],
    by,
    amountFen: payment.receivedFen,
    reason: payment.decisionReason ?? undefined,
    paymentId: payment.paymentId,
  });
  await keepGoods(tx, order);
  await count(tx, { order: saved, payment });
  return saved;
}
