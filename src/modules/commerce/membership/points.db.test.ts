import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY, HOUR } from '#kernel/time';
import { makeStores, useContext, type StorePlace } from '#testing';
import { LevelChanged, PointsExpiring } from '../events.ts';
import { adjustPoints } from './adjust-points.ts';
import { cancelOwnVoucher, cancelVoucher } from './cancel-voucher.ts';
import { countOrders } from './count-orders.ts';
import { expirePoints, remindOfPoints } from './expire-points.ts';
import { levelBenefitsOf, memberLevels, memberOf } from './member-store.ts';
import { publishRules } from './publish-rules.ts';
import { reviewDueMembers } from './review-members.ts';
import { badgesOf } from './standing-store.ts';
import { NO_FAULTS, outcomes, useMembers } from './test-members.ts';
import { makeReward, refundTestOrder } from './test-membership.ts';
import { type Voucher } from './voucher.ts';

const world = useContext();
let here: StorePlace;
let there: StorePlace;

beforeAll(async () => {
  ({ here, there } = await makeStores(() => world.ctx(), 'MP'));
});

const { as, balanceOf, buy, drain, faults, newsOf, redeem, someone, statementOf, withPoints } = useMembers(
  world,
  () => here,
);

describe('points', () => {
  it('come with a completed order, a point for each whole yuan, once however often it is told', async () => {
    const buyer = someone();
    const order = await buy(buyer, 58_99, { deliveryFen: 5_00 });
    await drain();
    expect(await statementOf(buyer)).toEqual([['earned', 58, 58]]);
    const again = { cityId: order.cityId, orderId: order.orderId, completed: true, at: world.clock.now() };
    await world.ctx().transaction((tx) => countOrders(tx, [again, again]));
    expect(await balanceOf(buyer)).toBe(58);
  });

  it('go back in proportion with what is refunded, and never more than the order earned', async () => {
    const buyer = someone();
    const order = await buy(buyer, 100_00);
    await buy(buyer, 30_00);
    await drain();
    await refundTestOrder(world.ctx(), order, 33_50);
    await drain();
    expect((await statementOf(buyer))[0]).toEqual(['reversed', -34, 96]);
    await refundTestOrder(world.ctx(), order, 66_50);
    await drain();
    expect(await balanceOf(buyer)).toBe(30);
    expect(await faults()).toEqual(NO_FAULTS);
  });

  it('that were spent before the refund are owed, and what is earned next pays first', async () => {
    const buyer = someone();
    const order = await buy(buyer, 120_00);
    await drain();
    await redeem(buyer, await makeReward(() => world.ctx()));
    await refundTestOrder(world.ctx(), order, 120_00);
    await drain();
    expect(await balanceOf(buyer)).toBe(-100);
    await expect(redeem(buyer, await makeReward(() => world.ctx(), { points: 1 }))).rejects.toThrow(
      'points-not-enough',
    );
    await buy(buyer, 130_00);
    await drain();
    expect(await balanceOf(buyer)).toBe(30);
    expect(await faults()).toEqual(NO_FAULTS);
  });

  it('that were refunded before completion never come', async () => {
    const buyer = someone();
    const order = await buy(buyer, 100_00);
    await refundTestOrder(world.ctx(), order, 40_00);
    await drain();
    expect(await statementOf(buyer)).toEqual([['earned', 60, 60]]);
  });

  it('run out at the end of their month after a year, the oldest are spent first, and one is told once', async () => {
    const buyer = await withPoints(50);
    world.clock.advance(40 * DAY);
    await buy(buyer, 70_00);
    await drain();
    await redeem(buyer, await makeReward(() => world.ctx(), { points: 20 }));
    // 30 of the first 50 are left, until the end of June of the next year.
    world.clock.set('2027-06-05T02:00:00Z');
    expect(await remindOfPoints(world.ctx())).toBeGreaterThan(0);
    expect(await remindOfPoints(world.ctx())).toBe(0);
    const told = (await newsOf<{ points: number; expiresOn: string }>(PointsExpiring, buyer)).map(
      ({ points, expiresOn }) => [points, expiresOn],
    );
    expect(told).toEqual([[30, '2027-06-30']]);
    world.clock.set('2027-06-30T15:59:59Z');
    await expirePoints(world.ctx());
    expect(await balanceOf(buyer)).toBe(100);
    world.clock.set('2027-06-30T16:00:00Z');
    while ((await expirePoints(world.ctx())) > 0);
    expect((await statementOf(buyer))[0]).toEqual(['expired', -30, 70]);
    expect(await faults()).toEqual(NO_FAULTS);
    world.clock.set('2026-06-06T02:00:00Z');
  });

  it('are adjusted by hand by two figures a day at most, and never below zero', async () => {
    const buyer = await withPoints(10);
    const { memberId } = (await memberOf(world.ctx().db, buyer.customerKey))!;
    const adjust = (points: number) => adjustPoints(world.ctx(), { memberId, points, reason: '漏发补上' });
    await adjust(60);
    await expect(adjust(-71)).rejects.toThrow('points-by-hand-limit');
    await expect(adjust(40)).rejects.toThrow('points-by-hand-limit');
    await adjust(-39);
    expect(await balanceOf(buyer)).toBe(31);
    world.clock.advance(DAY + 1);
    await expect(adjust(-32)).rejects.toThrow('points-not-enough');
    expect(await outcomes(Array.from({ length: 5 }, () => adjust(30)))).toEqual({ ok: 3, 'points-by-hand-limit': 2 });
    const elsewhere = world.ctx({ scope: there.manager });
    await expect(adjustPoints(elsewhere, { memberId, points: 1, reason: '别处的' })).rejects.toThrow('not-found');
    expect(await faults()).toEqual(NO_FAULTS);
  });
});

describe('levels', () => {
  it('rise at once, fall when their time is over, and their benefits are published', async () => {
    const buyer = await withPoints(600);
    const { db } = world.ctx();
    expect(await levelBenefitsOf(db, buyer.customerKey)).toEqual({
      level: 1,
      name: '铜牌邻居',
      benefits: [{ kind: 'free_delivery', fromFen: 49_00 }],
    });
    expect((await levelBenefitsOf(db, someone().customerKey)).level).toBe(0);
    world.clock.advance(364 * DAY);
    while ((await reviewDueMembers(world.ctx())) > 0);
    expect((await memberLevels(db, [buyer.customerKey])).get(buyer.customerKey)).toBe(1);
    world.clock.advance(2 * DAY);
    while ((await reviewDueMembers(world.ctx())) > 0);
    expect((await memberLevels(db, [buyer.customerKey])).get(buyer.customerKey)).toBe(0);
    const changes = await newsOf<{ from: number; to: number }>(LevelChanged, buyer);
    expect(changes.map(({ from, to }) => [from, to])).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });

  it('follow other rules once these are published, upwards only', async () => {
    const buyer = await withPoints(550);
    const richer = await withPoints(700);
    const { db } = world.ctx();
    const levels = (from: number) => ({
      measure: 'spend' as const,
      levels: [
        { level: 0, name: '邻居', from: 0, benefits: [] },
        { level: 1, name: '好邻居', from, benefits: [] },
        { level: 2, name: '老邻居', from: from + 1, benefits: [] },
      ],
    });
    const publish = (from: number, expectedRevision: number) =>
      publishRules(world.ctx(), { kind: 'levels', rules: levels(from), expectedRevision });
    await expect(
      publishRules(world.ctx({ scope: here.manager }), { kind: 'levels', rules: levels(1), expectedRevision: 0 }),
    ).rejects.toThrow('rules-for-headquarters');
    expect(await outcomes([publish(690_00, 0), publish(690_00, 0)])).toEqual({ ok: 1, 'rules-changed-meanwhile': 1 });
    while ((await reviewDueMembers(world.ctx())) > 0);
    const found = await memberLevels(db, [buyer.customerKey, richer.customerKey]);
    expect([found.get(buyer.customerKey), found.get(richer.customerKey)]).toEqual([1, 2]);
    const disordered = { measure: 'spend' as const, levels: levels(5).levels.toReversed() };
    await expect(publishRules(world.ctx(), { kind: 'levels', rules: disordered, expectedRevision: 1 })).rejects.toThrow(
      'levels-out-of-order',
    );
  });
});

describe('badges', () => {
  it('are given for what orders show, once in their period', async () => {
    const buyer = someone();
    const groupBuyIds = Array.from({ length: 3 }, () => world.ctx().newId<'GroupBuy'>());
    await publishRules(world.ctx(), {
      kind: 'badges',
      expectedRevision: 0,
      rules: {
        badges: [
          { code: 'first_order', name: '新邻居', test: { kind: 'first_order' }, period: 'once' },
          {
            code: 'early',
            name: '早起邻居',
            test: { kind: 'early_orders', times: 2, days: 30, beforeHour: 8 },
            period: 'month',
          },
          { code: 'groups', name: '团购之星', test: { kind: 'group_buys', times: 3, days: 30 }, period: 'year' },
        ],
      },
    });
    const badges = async () =>
      (await badgesOf(world.ctx().db, buyer.customerKey)).map((badge) => `${badge.badge} ${badge.period}`).toSorted();
    const day = world.clock.now().toISOString().slice(0, 10);
    const morning = new Date(new Date(`${day}T00:00:00Z`).getTime() - HOUR);
    await buy(buyer, 10_00, { placedAt: morning, groupBuyId: groupBuyIds[0]! });
    await drain();
    expect(await badges()).toEqual(['first_order ']);
    await buy(buyer, 10_00, { placedAt: morning, groupBuyId: groupBuyIds[1]! });
    await buy(buyer, 10_00, { groupBuyId: groupBuyIds[1]! });
    await drain();
    expect((await badges()).map((badge) => badge.split(' ')[0])).toEqual(['early', 'first_order']);
    await buy(buyer, 10_00, { placedAt: morning, groupBuyId: groupBuyIds[2]! });
    await drain();
    expect((await badges()).map((badge) => badge.split(' ')[0])).toEqual(['early', 'first_order', 'groups']);
  });
});

describe('whatever happens', () => {
  it('the ledger sums to zero, and a balance is what its lots and its account say', async () => {
    const reward = await makeReward(
      () => world.ctx(),
      {
        points: 7,
        cancelHours: 720,
        voucherDays: 365,
        validUntil: new Date(world.clock.now().getTime() + 3_000 * DAY),
      },
      { stock: 5 },
    );
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.record({ do: fc.constant('buy' as const), fen: fc.integer({ min: 0, max: 40_00 }) }) },
      {
        weight: 3,
        arbitrary: fc.record({
          do: fc.constant('refund' as const),
          pick: fc.nat(),
          share: fc.double({ min: 0.1, max: 1, noNaN: true }),
        }),
      },
      { weight: 4, arbitrary: fc.record({ do: fc.constant('redeem' as const) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel' as const), pick: fc.nat(), staff: fc.boolean() }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 250 }) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
        const buyer = someone();
        const orders: { order: Awaited<ReturnType<typeof buy>>; left: number }[] = [];
        const vouchers: Voucher[] = [];
        let reversed = false;
        for (const one of steps) {
          if (one.do === 'buy') orders.push({ order: await buy(buyer, one.fen), left: one.fen });
          if (one.do === 'refund' && orders.length > 0) {
            const found = orders[one.pick % orders.length]!;
            const amount = Math.min(found.left, Math.ceil(found.left * one.share));
            if (amount > 0) await refundTestOrder(world.ctx(), found.order, amount);
            found.left -= amount;
            reversed = true;
          }
          await drain();
          if (one.do === 'redeem')
            await redeem(buyer, reward).then(
              (voucher) => vouchers.push(voucher),
              () => undefined,
            );
          if (one.do === 'cancel' && vouchers.length > 0) {
            const voucher = vouchers[one.pick % vouchers.length]!;
            const cancelling = one.staff
              ? cancelVoucher(world.ctx(), { voucherId: voucher.voucherId, reason: '试试看' })
              : cancelOwnVoucher(as(buyer), voucher);
            await cancelling.catch(() => undefined);
          }
          if (one.do === 'wait') {
            world.clock.advance(one.days * DAY);
            while ((await expirePoints(world.ctx())) > 0);
          }
          expect(reversed || ((await balanceOf(buyer)) ?? 0) >= 0).toBe(true);
        }
        expect(await faults()).toEqual(NO_FAULTS);
        const { rows } = await sql<{ bad: number }>`
          select count(*)::int as bad from commerce.member_order o
          where o.customer_key = ${buyer.customerKey} and (o.reversed > o.earned or o.earned - o.reversed < o.kept_fen / 100)`.execute(
          world.ctx().db,
        );
        expect(rows[0]?.bad).toBe(0);
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  it('the nightly audit finds a lot that somebody changed by hand', async () => {
    const buyer = await withPoints(40);
    const { db } = world.ctx();
    const set = (left: number) =>
      sql`update commerce.point_lot set left_points = ${left} where customer_key = ${buyer.customerKey}`.execute(db);
    await set(39);
    expect((await faults()).members).toMatchObject([{ balance: 40, lots: 39, statement: 40, ledger: 40 }]);
    await set(40);
    expect(await faults()).toEqual(NO_FAULTS);
  });

  it('nobody owes points but by a refund', async () => {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from commerce.point_move p where p.balance < 0 and not exists (
        select from commerce.point_move r where r.customer_key = p.customer_key and r.kind = 'reversed' and r.move_no <= p.move_no)`.execute(
      world.ctx().db,
    );
    expect(rows[0]?.n).toBe(0);
  });
});
