import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { Refusal } from '#kernel/errors';
import { fen } from '#kernel/money';
import { MINUTE } from '#kernel/time';
import { balances, unbalancedEntries } from '#platform/ledger';
import { useServer } from '#testing';
import { cancelOrder } from '../orders/cancel-order.ts';
import { ordersByIds } from '../orders/order-store.ts';
import type { Order } from '../orders/order.ts';
import { askProvider } from './ask-provider.ts';
import { advanceAccount, cashAccount, heldAccount, keptAccount } from './books.ts';
import { decideHeldPayment } from './decide-held-payment.ts';
import { paymentsOf } from './payment-store.ts';
import { refundPayment } from './refund-payment.ts';
import { SANDBOX_BEHAVIOURS } from './sandbox/sandbox-contract.ts';
import { runSandbox } from './sandbox/deliver-notices.ts';
import { payTrade, releaseNotice } from './sandbox/pay-trade.ts';
import { startPayment } from './start-payment.ts';
import { makeCustomer, makeOrder, makeOrderPlaces, type OrderPlace, type TestCustomer } from './fixtures/orders.ts';

const server = useServer({ rateLimits: false });
const ctx = () => server.world.ctx();
const db = () => server.world.database.db;
let place: OrderPlace;
let customer: TestCustomer;

beforeAll(async () => {
  [place] = await makeOrderPlaces(ctx, 'PL');
  customer = await makeCustomer(ctx(), '13700020001');
});

/** What people, the provider and the clock may do, in any order; which payment is meant is a number. */
const act = fc.oneof(
  fc.record({ do: fc.constant('start' as const), stage: fc.constantFrom('deposit' as const, 'balance' as const) }),
  fc.record({ do: fc.constant('pay' as const), which: fc.nat(9), behaviour: fc.constantFrom(...SANDBOX_BEHAVIOURS) }),
  fc.record({ do: fc.constant('release' as const), which: fc.nat(9) }),
  fc.record({ do: fc.constant('repeat' as const) }),
  fc.record({ do: fc.constant('close' as const) }),
  fc.record({ do: fc.constant('refund' as const), which: fc.nat(9), amountFen: fc.integer({ min: 1, max: 1_200 }) }),
  fc.record({
    do: fc.constant('decide' as const),
    which: fc.nat(9),
    decision: fc.constantFrom('accept' as const, 'refund' as const),
  }),
  fc.record({ do: fc.constant('cancel' as const), refundFen: fc.integer({ min: 0, max: 1_200 }) }),
  fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(1, 3, 31) }),
  fc.record({ do: fc.constant('provider' as const) }),
  fc.record({ do: fc.constant('ask' as const) }),
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

/** Does one of them; what the rules refuse changes nothing, and anything else thrown is a bug. */
async function perform(order: Order, it: Act): Promise<void> {
  const payments = await paymentsOf(db(), [order]);
  const payment = 'which' in it ? payments[it.which % Math.max(payments.length, 1)] : undefined;
  const token = payment?.cashierUrl?.split('/').at(-1);
  const reason = '核对过';
  if (it.do === 'start') await startPayment(ctx(), { orderId: order.orderId, stage: it.stage });
  if (it.do === 'pay' && token !== undefined) await payTrade(ctx(), { token, behaviour: it.behaviour });
  if (it.do === 'release' && token !== undefined) await releaseNotice(ctx(), token);
  if (it.do === 'refund' && payment) await refundPayment(ctx(), { ...payment, amountFen: fen(it.amountFen), reason });
  if (it.do === 'decide' && payment) await decideHeldPayment(ctx(), { ...payment, decision: it.decision, reason });
  if (it.do === 'cancel') {
    await cancelOrder(ctx(), { orderId: order.orderId, reason: 'other', refundFen: fen(it.refundFen) });
  }
  if (it.do === 'wait') server.world.clock.advance(it.minutes * MINUTE);
  if (it.do === 'provider') await runSandbox(ctx());
  if (it.do === 'ask') await askProvider(ctx());
  // Everything that was told is told again.
  if (it.do === 'repeat') {
    await sql`update commerce.sandbox_notice set delivered_at = null, tries = 0, given_up = false,
      due_at = ${server.world.clock.now()} where not kept_back`.execute(db());
    await runSandbox(ctx());
  }
  // Our side gives up on what the provider may still see paid.
  if (it.do === 'close') {
    await sql`update commerce.payment set state = 'closed', revision = revision + 1
      where order_id = ${order.orderId} and state in ('created', 'pending')`.execute(db());
  }
}

async function expectLaws(order: Order): Promise<void> {
  const [now] = (await ordersByIds(db(), [order.orderId])) as [Order];
  const payments = await paymentsOf(db(), [order]);
  const booked = await balances(db(), [
    advanceAccount(order.orderId),
    keptAccount(order.orderId),
    ...payments.map((payment) => heldAccount(payment.paymentId)),
  ]);
  const counted = payments.filter((payment) => payment.state === 'succeeded');
  const owed = 0 - (booked.get(advanceAccount(order.orderId)) ?? NaN);
  const kept = 0 - (booked.get(keptAccount(order.orderId)) ?? NaN);
  expect(owed + kept).toBe(now.paidFen - now.refundedFen);
  // Of an order that goes on all of it is owed; of one that was called off what goes back, and what could not.
  const refunding = counted.reduce((sum, payment) => sum + payment.refundingFen, 0);
  if (now.state !== 'cancelled') expect(kept).toBe(0);
  else expect(owed).toBeGreaterThanOrEqual(refunding);
  expect(kept).toBeGreaterThanOrEqual(0);
  expect(now.paidFen).toBe(counted.reduce((sum, payment) => sum + payment.receivedFen, 0));
  expect(now.refundedFen).toBe(counted.reduce((sum, payment) => sum + payment.refundedFen, 0));
  for (const payment of payments) {
    const held = payment.state === 'succeeded' ? 0 : payment.receivedFen - payment.refundedFen;
    expect(0 - (booked.get(heldAccount(payment.paymentId)) ?? NaN)).toBe(held);
  }
  const announced = async (type: string): Promise<number> => {
    const told = await sql<{ fen: string }>`
      select coalesce(sum((payload->>'amountFen')::bigint), 0) as fen from platform.outbox
      where aggregate_id = ${order.orderId} and event_type = ${type}`.execute(db());
    return Number(told.rows[0]?.fen);
  };
  expect([await announced('OrderPaid'), await announced('OrderRefunded')]).toEqual([now.paidFen, now.refundedFen]);
}

it('whatever comes in whatever order: paid less refunded is what the ledger owes, and nothing counts twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 22 }), async (acts) => {
      const order = await makeOrder(ctx(), place, customer, { totalFen: 1_000, depositFen: 300 });
      for (const it of [{ do: 'start', stage: 'deposit' } as const, ...acts]) {
        await perform(order, it).catch((error: unknown) => {
          if (!(error instanceof Refusal)) throw error;
        });
      }
      await expectLaws(order);
    }),
    { numRuns: 25 },
  );
  expect(await unbalancedEntries(db())).toEqual([]);
  // What we believe to have is what the provider has taken and not given back, notices under way taken off.
  server.world.clock.advance(40 * MINUTE);
  for (let round = 0; round < 3; round += 1) {
    await runSandbox(ctx());
    await askProvider(ctx());
    server.world.clock.advance(10 * MINUTE);
  }
  const theirs = await sql<{ fen: string }>`
    select coalesce(sum(t.paid_fen - t.refunded_fen), 0) as fen from commerce.sandbox_trade t
    join commerce.payment p on p.payment_number = t.payment_number where p.received_fen > 0`.execute(db());
  const cash = (await balances(db(), [cashAccount('sandbox')])).get(cashAccount('sandbox'));
  expect(cash).toBe(Number(theirs.rows[0]?.fen));
}, 120_000);
