import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CustomerKey, Id } from '#kernel/ids';
import { fen } from '#kernel/money';
import { DAY, HOUR } from '#kernel/time';
import type { Scope } from '#platform/permission';
import { NOTHING } from '#platform/permission';
import { makeStores, useContext, type StorePlace } from '#testing';
import type { SellingPlace } from '../prices/area-entry.ts';
import { cartBenefits } from './cart-benefits.ts';
import type { Benefit, CouponId, UsedBenefit } from './benefit.ts';
import { claimCoupon } from './claim-coupon.ts';
import { expireCoupons } from './expire-coupons.ts';
import { giveBackBenefits } from './give-back-benefits.ts';
import { grantCoupons } from './grant-coupons.ts';
import { movePromotion } from './move-promotion.ts';
import { spendBenefits } from './spend-benefits.ts';
import { makePromotion } from './test-promotions.ts';
import type { Promotion } from './promotion.ts';

const world = useContext();
let here: StorePlace;
let there: StorePlace;
let customers = 0;

beforeAll(async () => {
  ({ here, there } = await makeStores(() => world.ctx(), 'PM'));
});

const make = (...args: Parameters<typeof makePromotion> extends [unknown, ...infer Rest] ? Rest : never) =>
  makePromotion(() => world.ctx(), ...args);
const someone = (): CustomerKey => (customers += 1).toString(16).padStart(64, '0') as CustomerKey;
const as = (customer: CustomerKey) => world.ctx({ scope: { ...NOTHING, customer } as Scope });
const claim = async (customer: CustomerKey, { promotionId }: Promotion) =>
  (await claimCoupon(as(customer), { promotionId })).coupon;
const at = (place: StorePlace): SellingPlace => ({
  cityId: place.cityId,
  storeId: place.storeId,
  communityId: place.communityId,
});
const benefits = (
  customerKey: CustomerKey | null,
  asked: { couponIds?: readonly CouponId[]; codes?: readonly string[]; place?: SellingPlace } = {},
): Promise<Benefit[]> =>
  cartBenefits(world.ctx().db, {
    customerKey,
    place: asked.place ?? at(here),
    at: world.clock.now(),
    channel: 'group_buy',
    couponIds: asked.couponIds ?? [],
    codes: asked.codes ?? [],
  });
const used = (all: readonly Benefit[]): UsedBenefit[] => all.map((benefit) => ({ ...benefit, amountFen: fen(500) }));
const newOrder = (): Id<'Order'> => world.ctx().newId<'Order'>();
const spend = async (
  customerKey: CustomerKey | null,
  taken: readonly Benefit[],
  orderId = newOrder(),
): Promise<Id<'Order'>> => {
  await world
    .ctx()
    .transaction((tx) => spendBenefits(tx, { cityId: here.cityId, orderId, customerKey, benefits: used(taken) }));
  return orderId;
};
const giveBack = (orderId: Id<'Order'>): Promise<void> =>
  world.ctx().transaction((tx) => giveBackBenefits(tx, { cityId: here.cityId, orderId }));
/** What each try came to: `ok`, or the code of its refusal. */
const outcomes = async (tries: readonly Promise<unknown>[]): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const each of await Promise.allSettled(tries)) {
    const said = each.status === 'fulfilled' ? 'ok' : String((each.reason as { code?: string }).code ?? each.reason);
    counts[said] = (counts[said] ?? 0) + 1;
  }
  return counts;
};
const claimed = async ({ promotionId }: Promotion): Promise<number | undefined> => {
  const { rows } = await sql<{ claimed: number }>`
    select claimed from commerce.promotion_count where promotion_id = ${promotionId}`.execute(world.ctx().db);
  return rows[0]?.claimed;
};
const stateOf = async (couponId: CouponId): Promise<string | undefined> => {
  const { rows } = await sql<{ state: string }>`
    select state from commerce.coupon where coupon_id = ${couponId}`.execute(world.ctx().db);
  return rows[0]?.state;
};

describe('claiming', () => {
  it('of the last coupon succeeds for one of many at once, and the counter says how many there are', async () => {
    const promotion = await make({ claimLimit: 3 });
    const tries = Array.from({ length: 20 }, () => claim(someone(), promotion));
    expect(await outcomes(tries)).toEqual({ ok: 3, 'promotion-used-up': 17 });
    expect(await claimed(promotion)).toBe(3);
  });

  it('goes no further than the limit of a person, however often they tap', async () => {
    const promotion = await make({ perPersonLimit: 2, claimLimit: 100 });
    const customer = someone();
    const tries = Array.from({ length: 12 }, () => claim(customer, promotion));
    expect(await outcomes(tries)).toEqual({ ok: 2, 'promotion-person-limit': 10 });
    expect(await claimed(promotion)).toBe(2);
  });

  it('is for promotions that are live, and to be claimed', async () => {
    const paused = await make();
    await movePromotion(world.ctx(), { promotionId: paused.promotionId, move: 'pause' });
    const automatic = await make({ way: 'automatic' });
    await movePromotion(world.ctx(), { promotionId: automatic.promotionId, move: 'end' });
    for (const promotion of [paused, automatic]) {
      await expect(claim(someone(), promotion)).rejects.toThrow('coupon-not-claimable');
    }
  });
});

describe('a coupon', () => {
  it('is spent once by fifty orders at once', async () => {
    const customer = someone();
    const coupon = await claim(customer, await make());
    const taken = await benefits(customer, { couponIds: [coupon.couponId] });
    const tries = Array.from({ length: 50 }, () => spend(customer, taken));
    expect(await outcomes(tries)).toEqual({ ok: 1, 'coupon-spent': 49 });
    await expect(benefits(customer, { couponIds: [coupon.couponId] })).rejects.toThrow('coupon-not-usable');
  });

  it('comes back with an order that dies, once, and can be spent again', async () => {
    const customer = someone();
    const coupon = await claim(customer, await make());
    const ids = { couponIds: [coupon.couponId] };
    const orderId = await spend(customer, await benefits(customer, ids));
    expect(await stateOf(coupon.couponId)).toBe('spent');
    await giveBack(orderId);
    expect(await stateOf(coupon.couponId)).toBe('live');
    const again = await spend(customer, await benefits(customer, ids));
    // A repetition for the first order does not touch what the second one spent.
    await giveBack(orderId);
    expect(await stateOf(coupon.couponId)).toBe('spent');
    await giveBack(again);
    expect(await stateOf(coupon.couponId)).toBe('live');
  });

  it('is over when its time is, in hand and when it comes back', async () => {
    const customer = someone();
    const promotion = await make({ validDays: 2, perPersonLimit: 2 });
    const kept = await claim(customer, promotion);
    const lent = await claim(customer, promotion);
    const orderId = await spend(customer, await benefits(customer, { couponIds: [lent.couponId] }));
    world.clock.advance(2 * DAY);
    await expect(benefits(customer, { couponIds: [kept.couponId] })).rejects.toThrow('coupon-not-usable');
    await giveBack(orderId);
    expect(await stateOf(lent.couponId)).toBe('expired');
    expect(await stateOf(kept.couponId)).toBe('live');
    expect(await expireCoupons(world.ctx())).toBeGreaterThan(0);
    expect(await stateOf(kept.couponId)).toBe('expired');
    expect(await expireCoupons(world.ctx())).toBe(0);
  });

  it('is of nobody else, and holds where its promotion does', async () => {
    const customer = someone();
    const coupon = await claim(customer, await make({}, { areaKind: 'community', areaId: here.communityId }));
    const ids = { couponIds: [coupon.couponId] };
    expect(await benefits(customer, ids)).toMatchObject([{ couponId: coupon.couponId }]);
    await expect(benefits(someone(), ids)).rejects.toThrow('coupon-not-usable');
    await expect(benefits(customer, { ...ids, place: at(there) })).rejects.toThrow('coupon-not-usable');
    await expect(benefits(null, ids)).rejects.toThrow('coupon-not-usable');
  });

  it('holds after its promotion ended, and rests while that is paused', async () => {
    const customer = someone();
    const promotion = await make();
    const coupon = await claim(customer, promotion);
    const ids = { couponIds: [coupon.couponId] };
    const { promotionId } = promotion;
    await movePromotion(world.ctx(), { promotionId, move: 'pause' });
    await expect(benefits(customer, ids)).rejects.toThrow('coupon-not-usable');
    await movePromotion(world.ctx(), { promotionId, move: 'end' });
    expect(await benefits(customer, ids)).toHaveLength(1);
  });

  it('is granted once for a reference, to each of many', async () => {
    const promotion = await make({ way: 'grant', claimLimit: 10 });
    const [a, b, c] = [someone(), someone(), someone()];
    const grant = (reference: string, customerKeys: CustomerKey[]) =>
      world
        .ctx()
        .transaction((tx) => grantCoupons(tx, { promotionId: promotion.promotionId, customerKeys, reference }));
    expect([...(await grant('play:1', [a, b, a])).keys()].toSorted()).toEqual([a, b].toSorted());
    const both = await Promise.all([grant('play:1', [a, b, c]), grant('play:1', [c, b, a])]);
    expect(both.map((given) => given.size).toSorted((a, b) => a - b)).toEqual([0, 1]);
    expect((await grant('play:2', [a])).size).toBe(1);
    expect(await claimed(promotion)).toBe(4);
    await expect(grant('play:3', Array.from({ length: 7 }, someone))).rejects.toThrow('promotion-used-up');
    expect(await claimed(promotion)).toBe(4);
  });
});

describe('a first order', () => {
  it('is one of many at once, and the customer is new again when it dies', async () => {
    const promotion = await make({
      way: 'automatic',
      title: '新客立减',
      eligibility: { kind: 'first_order' },
    });
    const customer = someone();
    const mine = async () =>
      (await benefits(customer)).filter((benefit) => benefit.promotionId === promotion.promotionId);
    const taken = await mine();
    expect(taken).toHaveLength(1);
    const orders = Array.from({ length: 30 }, newOrder);
    const tries = orders.map((orderId) => spend(customer, taken, orderId));
    expect(await outcomes(tries)).toEqual({ ok: 1, 'not-first-order': 29 });
    expect(await mine()).toEqual([]);
    for (const orderId of orders) await giveBack(orderId);
    expect(await mine()).toHaveLength(1);
    await spend(customer, await mine());
    await movePromotion(world.ctx(), { promotionId: promotion.promotionId, move: 'end' });
  });
});

describe('a code', () => {
  it('works as typed, where it holds, as often as one may, and its uses come back', async () => {
    const promotion = await make(
      { way: 'code', code: 'QFL2026', perPersonLimit: 1, claimLimit: 2 },
      { areaKind: 'community', areaId: here.communityId },
    );
    const [a, b, c] = [someone(), someone(), someone()];
    const typed = { codes: ['qfl2026'] };
    const ofA = await benefits(a, typed);
    expect(ofA).toMatchObject([{ code: 'QFL2026', couponId: null }]);
    await expect(benefits(a, { ...typed, place: at(there) })).rejects.toThrow('code-not-usable');
    await expect(benefits(a, { codes: ['NO-SUCH'] })).rejects.toThrow('code-not-usable');
    const ofB = await benefits(b, typed);
    const ofC = await benefits(c, typed);
    const tries = [
      ...Array.from({ length: 8 }, () => spend(a, ofA)),
      ...Array.from({ length: 8 }, () => spend(b, ofB)),
    ];
    expect(await outcomes(tries)).toEqual({ ok: 2, 'promotion-person-limit': 14 });
    const last = await outcomes([spend(c, ofC)]);
    expect(last).toEqual({ 'promotion-used-up': 1 });
    await expect(benefits(c, typed)).rejects.toThrow('code-not-usable');
    expect(await claimed(promotion)).toBe(2);
    const { rows } = await sql<{ orderId: Id<'Order'> }>`
      select order_id as "orderId" from commerce.spent_benefit where customer_key = ${a}`.execute(world.ctx().db);
    await giveBack(rows[0]!.orderId);
    expect(await claimed(promotion)).toBe(1);
    expect(await outcomes([spend(c, await benefits(c, typed))])).toEqual({ ok: 1 });
  });
});

describe('automatic promotions', () => {
  it('come by themselves where they hold, to nobody in particular too; spending them asks nothing of the database', async () => {
    const promotion = await make({ way: 'automatic', title: '社区立减' }, { areaKind: 'store', areaId: here.storeId });
    expect((await benefits(null)).map(({ title }) => title)).toEqual(['社区立减']);
    expect(await benefits(null, { place: at(there) })).toEqual([]);
    const statements: string[] = [];
    await world.ctx().transaction(async (tx) => {
      const watched = {
        ...tx,
        get db(): typeof tx.db {
          statements.push('asked');
          return tx.db;
        },
      };
      const taken = used(await benefits(null));
      await spendBenefits(watched, { cityId: here.cityId, orderId: newOrder(), customerKey: null, benefits: taken });
    });
    expect(statements).toEqual([]);
    world.clock.advance(31 * DAY + HOUR);
    expect(await benefits(null)).toEqual([]);
    await movePromotion(world.ctx(), { promotionId: promotion.promotionId, move: 'end' });
  });

  it('with a limit in total are gone when they are, and come back with a dead order', async () => {
    const promotion = await make({ way: 'automatic', claimLimit: 5, title: '前五名' });
    const taken = await benefits(null);
    expect(taken.map(({ title }) => title)).toEqual(['前五名']);
    const orders = Array.from({ length: 15 }, newOrder);
    expect(await outcomes(orders.map((orderId) => spend(someone(), taken, orderId)))).toEqual({
      ok: 5,
      'promotion-used-up': 10,
    });
    expect(await benefits(null)).toEqual([]);
    for (const orderId of orders) await giveBack(orderId);
    expect(await claimed(promotion)).toBe(0);
    expect(await benefits(null)).toHaveLength(1);
  });
});
