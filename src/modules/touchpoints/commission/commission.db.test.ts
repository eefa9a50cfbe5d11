import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Id } from '#kernel/ids';
import { fen, sumFen } from '#kernel/money';
import { addDays, DAY } from '#kernel/time';
import { balances, unbalancedEntries } from '#platform/ledger';
import { readAfter, type Subscription } from '#platform/outbox';
import { EVERYTHING, NOTHING } from '#platform/permission';
import { OrderCompleted, OrderPaid, OrderRefunded } from '#modules/commerce/events';
import { OrderAttributed } from '#modules/growth/events';
import { useContext } from '#testing';
import { CommissionAccrued, CommissionReversed } from '../events.ts';
import { expenseAccount, payableAccount } from './account.ts';
import { auditCommission, auditCommissionJob } from './audit-commission.ts';
import { listLines, sumLines } from './line-store.ts';
import { shareOf } from './line.ts';
import { onOrderAttributed } from './on-order-attributed.ts';
import { onOrderCompleted } from './on-order-completed.ts';
import { onOrderPaid } from './on-order-paid.ts';
import { onOrderRefunded } from './on-order-refunded.ts';
import { recordAttribution } from './record-attribution.ts';
import { recordPayment } from './record-payment.ts';
import { recordRefund } from './record-refund.ts';
import { makeCommissionPlaces, orderAt, type CommissionPlace } from './test-places.ts';

const world = useContext();
const subscriptions: readonly Subscription[] = [onOrderPaid, onOrderRefunded, onOrderAttributed, onOrderCompleted];
const page = { before: undefined, limit: 200 };
let here: CommissionPlace;
let orders = 0;

beforeAll(async () => {
  [here] = await makeCommissionPlaces(() => world.ctx(), 'CM');
});

type Order = ReturnType<typeof orderAt>;
const newOrder = (): Order => orderAt(here, world.ctx(), (orders += 1));

const paid = (order: Order, paymentId: Id<'Payment'>, amountFen: number, at = world.clock.now()) =>
  OrderPaid(order.orderId, {
    ...order,
    paymentId,
    stage: 'deposit',
    amountFen,
    paidFen: amountFen,
    paidAt: at.toISOString(),
  });
const refunded = (order: Order, refundId: Id<'Refund'>, paymentId: Id<'Payment'>, amountFen: number) =>
  OrderRefunded(order.orderId, {
    ...order,
    paymentId,
    refundId,
    amountFen,
    goodsFen: amountFen,
    kind: null,
    reference: null,
    refundedFen: amountFen,
    refundedAt: world.clock.now().toISOString(),
  });
const ours = (order: Order, over: Partial<Parameters<typeof OrderAttributed>[1]> = {}) =>
  OrderAttributed(order.orderId, {
    orderId: order.orderId,
    cityId: order.cityId,
    communityId: order.communityId,
    leadId: null,
    playId: null,
    packageId: order.packageId,
    touchpointId: here.stewardId,
    role: 'property_steward',
    partnerId: here.partnerId,
    ...over,
  });

type Announcement = ReturnType<typeof ours>;

/** Announces one by one and delivers each before the next, or all at the end. */
async function deliver(events: readonly Announcement[], oneByOne = false): Promise<void> {
  for (const event of events) {
    await world.ctx().transaction((tx) => tx.announce([event]));
    if (oneByOne) expect(await world.drain(subscriptions)).toMatchObject({ parked: 0 });
  }
  expect(await world.drain(subscriptions)).toMatchObject({ parked: 0 });
}

/** The lines of an order, the oldest first. */
async function linesOf({ orderId }: Order) {
  const lines = await listLines(world.database.db, EVERYTHING, { orderId }, page);
  return lines.toReversed();
}

/** What each of the two has of an order, by the lines and by the ledger. */
async function sharesOf(order: Order): Promise<{ steward: number; company: number }> {
  const lines = await linesOf(order);
  const booked = await sql<{ account: string; amount: string }>`
    select l.account, sum(l.amount) as amount from platform.ledger_line l
    join platform.ledger_entry e using (city_id, entry_id)
    where e.reference_kind = 'order' and e.reference_id = ${order.orderId} group by l.account`.execute(
    world.database.db,
  );
  const byAccount = new Map(booked.rows.map((row) => [row.account, Number(row.amount)]));
  const of = (partyKind: 'role' | 'partner'): number => {
    const own = lines.filter((line) => line.partyKind === partyKind);
    const sum = sumFen(own.map((line) => line.amountFen));
    if (own[0] !== undefined) expect(-(byAccount.get(payableAccount(own[0])) ?? 0) + 0).toBe(sum);
    return sum;
  };
  const shares = { steward: of('role'), company: of('partner') };
  expect(byAccount.get(expenseAccount(order.cityId)) ?? 0).toBe(shares.steward + shares.company);
  return shares;
}

const paymentId = () => world.ctx().newId<'Payment'>();
const refundId = () => world.ctx().newId<'Refund'>();

/** An order's payments and refunds, some asking for more than there was; all events shuffled, some of them twice. */
const deliveries = fc
  .record({
    paid: fc.array(
      fc.record({
        amount: fc.integer({ min: 1, max: 2_000_000 }),
        refunds: fc.array(fc.integer({ min: 1, max: 2_000_000 }), { maxLength: 2 }),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    oneByOne: fc.boolean(),
  })
  .chain(({ paid: payments, oneByOne }) => {
    const count = 1 + payments.length + payments.reduce((sum, each) => sum + each.refunds.length, 0);
    const all = Array.from({ length: count }, (_, at) => at);
    return fc
      .tuple(fc.shuffledSubarray(all, { minLength: count }), fc.shuffledSubarray(all))
      .map(([once, again]) => ({ payments, oneByOne, sequence: [...once, ...again] }));
  });

describe('commission of an order', () => {
  test('comes to the same, line by line and in the ledger, under any order and repetition of its events', async () => {
    await fc.assert(
      fc.asyncProperty(deliveries, async ({ payments, oneByOne, sequence }) => {
        const order = newOrder();
        const kept = payments.map(({ amount, refunds }) => ({ id: paymentId(), amount, refunds }));
        const events = [
          ours(order),
          ...kept.map((each) => paid(order, each.id, each.amount)),
          ...kept.flatMap((each) => each.refunds.map((amount) => refunded(order, refundId(), each.id, amount))),
        ];
        await deliver(
          sequence.map((at) => events[at]!),
          oneByOne,
        );
        const left = fen(
          kept.reduce((sum, { amount, refunds }) => {
            const back = refunds.reduce((total, each) => total + each, 0);
            return sum + Math.max(0, amount - back);
          }, 0),
        );
        expect(await sharesOf(order)).toEqual({ steward: shareOf(left, 300), company: shareOf(left, 100) });
      }),
      { numRuns: 30 },
    );
    expect(await unbalancedEntries(world.database.db)).toEqual([]);
    expect(await auditCommission(world.ctx())).toEqual([]);
  });

  test('comes to the same when everything is heard at the same time', async () => {
    for (const _ of Array.from({ length: 5 })) {
      const order = newOrder();
      const [first, second] = [paymentId(), paymentId()];
      const back = refundId();
      const at = world.clock.now();
      const payment = (id: Id<'Payment'>, amount: number) => () =>
        recordPayment(world.ctx(), {
          order,
          payment: { paymentId: id, stage: 'deposit', amountFen: fen(amount), paidAt: at },
        });
      const refund = () =>
        recordRefund(world.ctx(), {
          order,
          refund: { refundId: back, paymentId: first, amountFen: fen(100), refundedAt: at },
        });
      const attribution = () =>
        recordAttribution(world.ctx(), {
          ...order,
          touchpointId: here.stewardId,
          role: 'property_steward',
          partnerId: here.partnerId,
        });
      const acts = [payment(first, 1_017), refund, attribution, payment(second, 2_031)];
      await Promise.all([...acts, ...acts].map((act) => act()));
      expect(await sharesOf(order)).toEqual({ steward: shareOf(fen(2_948), 300), company: shareOf(fen(2_948), 100) });
      expect(await linesOf(order)).toHaveLength(6);
    }
  });

  test('is nobody’s where nobody brought it, and the company’s alone where only the community is known', async () => {
    const [nobodys, companys] = [newOrder(), newOrder()];
    const nobody = { touchpointId: null, role: null };
    await deliver([paid(nobodys, paymentId(), 300_000), ours(nobodys, { ...nobody, partnerId: null })]);
    await deliver([paid(companys, paymentId(), 300_000), ours(companys, nobody)]);
    expect(await sharesOf(nobodys)).toEqual({ steward: 0, company: 0 });
    expect(await sharesOf(companys)).toEqual({ steward: 0, company: 3_000 });
  });

  test('is announced when it is earned and when it is taken back, and each once', async () => {
    const order = newOrder();
    const id = paymentId();
    await deliver([paid(order, id, 300_000), ours(order), refunded(order, refundId(), id, 100_000), ours(order)]);
    const events = await readAfter(world.database.db, 0, [CommissionAccrued.type, CommissionReversed.type], 10_000);
    const news = events
      .map(({ type, payload }) => ({ type, ...(payload as Parameters<typeof CommissionReversed>[1]) }))
      .filter((event) => event.orderId === order.orderId);
    const of = (owner: { touchpointId: string | null; partnerId: string | null }) =>
      news
        .filter((event) => event.touchpointId === owner.touchpointId && event.partnerId === owner.partnerId)
        .map((event) => [event.type, event.amountFen, event.cityId]);
    expect(news).toHaveLength(4);
    expect(of({ touchpointId: here.stewardId, partnerId: null })).toEqual([
      ['CommissionAccrued', 9_000, here.cityId],
      ['CommissionReversed', -3_000, here.cityId],
    ]);
    expect(of({ touchpointId: null, partnerId: here.partnerId })).toEqual([
      ['CommissionAccrued', 3_000, here.cityId],
      ['CommissionReversed', -1_000, here.cityId],
    ]);
  });

  test('is held, then payable; what goes back is taken off where the earning stands', async () => {
    const order = newOrder();
    const filter = { touchpointId: here.stewardId };
    const now = (): Date => world.clock.now();
    const sums = () => sumLines(world.database.db, EVERYTHING, filter, now());
    const before = await sums();
    const id = paymentId();
    await deliver([ours(order), paid(order, id, 300_000)]);
    expect((await sums()).heldFen - before.heldFen).toBe(9_000);
    world.clock.advance(17 * DAY);
    const later = await sums();
    expect([later.heldFen, later.payableFen - before.payableFen - before.heldFen]).toEqual([0, 9_000]);
    await deliver([refunded(order, refundId(), id, 100_000)]);
    expect((await sums()).payableFen - later.payableFen).toBe(-3_000);
    await deliver([refunded(order, refundId(), id, 200_000)]);
    expect((await sums()).payableFen - later.payableFen).toBe(-9_000);
    const [line] = (await linesOf(order)).filter((each) => each.partyKind === 'role');
    expect(line).toMatchObject({ kind: 'accrual', leftFen: 0, amountFen: 9_000 });
    expect(line?.payableAt).toEqual(addDays(new Date('2026-06-05T16:00:00Z'), 16));
  });
});

describe('goods of a group buy', () => {
  // ¥100 of goods, ¥2 and ¥3 of benefits, ¥4 of delivery: a share of ¥95.
  const bought = () => ({
    ...newOrder(),
    channel: 'group_buy' as const,
    packageId: null,
    groupBuyId: world.ctx().newId<'GroupBuy'>(),
    totalFen: 9_900,
    goodsNetFen: 9_500,
  });
  type Goods = ReturnType<typeof bought>;
  const paidFor = (order: Goods, id: Id<'Payment'>) =>
    OrderPaid(order.orderId, {
      ...order,
      paymentId: id,
      stage: 'full',
      amountFen: 9_900,
      paidFen: 9_900,
      paidAt: world.clock.now().toISOString(),
    });
  const backOf = (order: Goods, id: Id<'Payment'>, amountFen: number, goodsFen: number) =>
    OrderRefunded(order.orderId, {
      ...order,
      paymentId: id,
      refundId: refundId(),
      amountFen,
      goodsFen,
      kind: 'claim',
      reference: null,
      refundedFen: amountFen,
      refundedAt: world.clock.now().toISOString(),
    });
  const complete = (order: Goods) =>
    OrderCompleted(order.orderId, {
      ...order,
      paidFen: 9_900,
      refundedFen: 0,
      completedAt: world.clock.now().toISOString(),
    });
  const led = (order: Goods) =>
    OrderAttributed(order.orderId, {
      orderId: order.orderId,
      cityId: order.cityId,
      communityId: order.communityId,
      packageId: null,
      leadId: null,
      playId: null,
      touchpointId: here.stewardId,
      role: 'group_leader',
      partnerId: null,
    });
  const sums = () => sumLines(world.database.db, EVERYTHING, { touchpointId: here.stewardId }, world.clock.now());

  test('earn the leader a share of what was paid for them, without delivery, payable once they are complete', async () => {
    const [order, id, before] = [bought(), paymentId(), await sums()];
    await deliver([led(order), paidFor(order, id)]);
    const [line] = await listLines(world.database.db, EVERYTHING, { orderId: order.orderId }, page);
    expect(line).toMatchObject({ party: 'group_leader', stage: 'full', baseFen: 9_500, amountFen: 285, rateBps: 300 });
    world.clock.advance(30 * DAY);
    expect((await sums()).heldFen - before.heldFen).toBe(285);
    await deliver([backOf(order, id, 2_000, 2_000)]);
    expect((await sums()).heldFen - before.heldFen).toBe(225);
    await deliver([complete(order), complete(order)]);
    expect(await sums()).toMatchObject({ heldFen: 0, payableFen: before.payableFen + before.heldFen + 225 });
    // What goes back later is taken off what could be paid out.
    await deliver([backOf(order, id, 1_000, 1_000)]);
    expect((await sums()).payableFen - before.payableFen - before.heldFen).toBe(195);
  });

  test('many in one delivery, in whatever order they are heard of, come to the same', async () => {
    const before = await sums();
    const all = Array.from({ length: 12 }, () => ({ order: bought(), id: paymentId() }));
    const first = all.map(({ order }) => complete(order));
    await deliver([...first, ...all.map(({ order, id }) => backOf(order, id, 9_900, 9_500))]);
    await deliver([...all.map(({ order }) => led(order)), ...all.map(({ order, id }) => paidFor(order, id))]);
    const lines = await listLines(world.database.db, EVERYTHING, { orderId: all[3]!.order.orderId }, page);
    expect(lines.map(({ amountFen }) => amountFen).toSorted((a, b) => a - b)).toEqual([-285, 285]);
    expect(lines.every((line) => !line.awaitsCompletion && line.leftFen === 0)).toBe(true);
    expect(await sums()).toMatchObject({ heldFen: before.heldFen, payableFen: before.payableFen });
    const kept = bought();
    await deliver([complete(kept), paidFor(kept, paymentId()), led(kept)]);
    expect((await sums()).heldFen - before.heldFen).toBe(285);
    expect(await auditCommission(world.ctx())).toEqual([]);
  });
});

test('a touchpoint reads only its own lines, whatever it asks for', async () => {
  const [, there] = await makeCommissionPlaces(() => world.ctx(), 'CN');
  const order = newOrder();
  await deliver([ours(order), paid(order, paymentId(), 300_000)]);
  const theirs = { ...NOTHING, touchpoint: there.stewardId };
  const mine = { ...NOTHING, touchpoint: here.stewardId };
  expect(await listLines(world.database.db, theirs, { communityId: here.communityId }, page)).toEqual([]);
  const lines = await listLines(world.database.db, mine, {}, page);
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.every((line) => line.touchpointId === here.stewardId)).toBe(true);
});

test('the nightly check finds what the ledger has and the lines have not, with its figures', async () => {
  expect(await auditCommission(world.ctx())).toEqual([]);
  const account = payableAccount({ touchpointId: here.stewardId, partnerId: null });
  const owed = (await balances(world.database.db, [account])).get(account) ?? 0;
  await sql`
    update platform.ledger_line set amount = amount - 1
    where (entry_id, line_no) = (
      select entry_id, line_no from platform.ledger_line where account = ${account} order by entry_id limit 1)`.execute(
    world.database.db,
  );
  const faults = await auditCommission(world.ctx());
  expect(faults).toEqual([{ account, linesFen: 0 - owed, ledgerFen: owed - 1 }]);
  await expect(auditCommissionJob.handle(world.ctx(), {})).rejects.toThrow(
    /1 commission accounts disagree: .*ledger -¥/,
  );
});
