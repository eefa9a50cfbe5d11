import { beforeAll, describe, expect, it } from 'vitest';
import { DAY, HOUR } from '#kernel/time';
import { makeStores, useContext, type StorePlace } from '#testing';
import { cancelOwnVoucher, cancelVoucher } from './cancel-voucher.ts';
import { expirePoints } from './expire-points.ts';
import { expireVouchers } from './expire-vouchers.ts';
import { takeVoucher, undoTakeVoucher } from './take-voucher.ts';
import { NO_FAULTS, outcomes, type Buyer, useMembers } from './test-members.ts';
import { makeReward } from './test-membership.ts';

const world = useContext();
let here: StorePlace;
let there: StorePlace;

beforeAll(async () => {
  ({ here, there } = await makeStores(() => world.ctx(), 'MV'));
});

const { as, balanceOf, buy, drain, faults, redeem, someone, statementOf, withPoints } = useMembers(world, () => here);

describe('redeeming', () => {
  it('of 20 places by 200 at once gives exactly 20, and points add up', async () => {
    const reward = await makeReward(() => world.ctx(), { points: 30, perPersonLimit: 1 }, { stock: 20 });
    const buyers: Buyer[] = [];
    for (let n = 0; n < 200; n += 1) {
      const buyer = someone();
      buyers.push(buyer);
      await buy(buyer, 50_00);
    }
    await drain();
    expect(await outcomes(buyers.map((buyer) => redeem(buyer, reward)))).toEqual({ ok: 20, 'reward-sold-out': 180 });
    const left = await Promise.all(buyers.map(balanceOf));
    expect([left.filter((points) => points === 20).length, left.filter((points) => points === 50).length]).toEqual([
      20, 180,
    ]);
    expect(await faults()).toEqual(NO_FAULTS);
  });

  it('by one person at once spends no point twice and keeps their limit', async () => {
    const buyer = await withPoints(100);
    const dear = await makeReward(() => world.ctx(), { points: 40 }, { stock: 50 });
    expect(await outcomes(Array.from({ length: 10 }, () => redeem(buyer, dear)))).toEqual({
      ok: 2,
      'points-not-enough': 8,
    });
    const limited = await makeReward(() => world.ctx(), { points: 5, perPersonLimit: 1 }, { stock: 50 });
    expect(await outcomes(Array.from({ length: 4 }, () => redeem(buyer, limited)))).toEqual({
      ok: 1,
      'reward-person-limit': 3,
    });
    expect(await balanceOf(buyer)).toBe(15);
    expect(await faults()).toEqual(NO_FAULTS);
  });

  it('is for what is live, here, at the price that was seen, and for whom it is published', async () => {
    const buyer = await withPoints(300);
    const elsewhere = await makeReward(
      () => world.ctx(),
      {},
      { area: { areaKind: 'community', areaId: there.communityId } },
    );
    await expect(redeem(buyer, elsewhere)).rejects.toThrow('not-found');
    const reward = await makeReward(() => world.ctx());
    await expect(redeem(buyer, { ...reward, points: 99 })).rejects.toThrow('reward-price-changed');
    const forSilver = await makeReward(() => world.ctx(), { minLevel: 2 });
    await expect(redeem(buyer, forSilver)).rejects.toThrow('reward-level-too-low');
    const atPoint = await makeReward(() => world.ctx(), { handedInAt: 'point' });
    await expect(redeem(buyer, atPoint)).rejects.toThrow('reward-place-unknown');
    expect(await balanceOf(buyer)).toBe(300);
  });
});

describe('a voucher', () => {
  it('given back in time returns its points to their lots, once', async () => {
    const buyer = await withPoints(150);
    const reward = await makeReward(() => world.ctx(), {}, { stock: 1 });
    const voucher = await redeem(buyer, reward);
    await expect(redeem(await withPoints(100), reward)).rejects.toThrow('reward-sold-out');
    const tries = Array.from({ length: 5 }, () => cancelOwnVoucher(as(buyer), voucher));
    expect((await outcomes(tries)).ok).toBe(1);
    expect(await balanceOf(buyer)).toBe(150);
    await redeem(buyer, reward);
    expect(await faults()).toEqual(NO_FAULTS);
  });

  it('cannot be given back by others, nor after its time; staff give all back with a reason', async () => {
    const buyer = await withPoints(100);
    const voucher = await redeem(buyer, await makeReward(() => world.ctx()));
    await expect(cancelOwnVoucher(as(someone()), voucher)).rejects.toThrow('not-found');
    world.clock.advance(24 * HOUR);
    await expect(cancelOwnVoucher(as(buyer), voucher)).rejects.toThrow('voucher-not-cancellable');
    const asked = { voucherId: voucher.voucherId, reason: '师傅请假了' };
    await expect(cancelVoucher(world.ctx({ scope: there.manager }), asked)).rejects.toThrow('not-found');
    await cancelVoucher(world.ctx({ scope: here.manager }), asked);
    expect(await balanceOf(buyer)).toBe(100);
    expect(await faults()).toEqual(NO_FAULTS);
  });

  it('is taken once, by its code and where it is handed in; undone soon by whoever took it', async () => {
    const buyer = await withPoints(100);
    const voucher = await redeem(buyer, await makeReward(() => world.ctx()));
    const userId = world.ctx().newId<'User'>();
    const clerk = () => world.ctx({ scope: here.manager, actor: { kind: 'user', userId } });
    await expect(takeVoucher(world.ctx({ scope: there.manager }), voucher)).rejects.toThrow('not-found');
    expect(await outcomes(Array.from({ length: 6 }, () => takeVoucher(clerk(), voucher)))).toEqual({
      ok: 1,
      'voucher-not-usable': 5,
    });
    const other = world.ctx({ scope: here.manager, actor: { kind: 'user', userId: world.ctx().newId<'User'>() } });
    await expect(undoTakeVoucher(other, voucher)).rejects.toThrow('voucher-not-undoable');
    expect((await undoTakeVoucher(clerk(), voucher)).state).toBe('live');
    await takeVoucher(clerk(), voucher);
    world.clock.advance(31 * 60_000);
    await expect(undoTakeVoucher(clerk(), voucher)).rejects.toThrow('voucher-not-undoable');
    await expect(cancelOwnVoucher(as(buyer), voucher)).rejects.toThrow('voucher-not-cancellable');
  });

  it('that nobody hands in is over with its time, and its points are spent', async () => {
    const buyer = await withPoints(100);
    const voucher = await redeem(buyer, await makeReward(() => world.ctx(), { voucherDays: 2 }));
    world.clock.advance(2 * DAY);
    await expect(takeVoucher(world.ctx({ scope: here.manager }), voucher)).rejects.toThrow('voucher-not-usable');
    expect(await expireVouchers(world.ctx())).toBeGreaterThan(0);
    expect(await balanceOf(buyer)).toBe(0);
  });

  it('whose lot ran out meanwhile: given back by its owner it runs out, by staff it is good for a month', async () => {
    const owner = await withPoints(100);
    const lucky = await withPoints(100);
    const reward = await makeReward(() => world.ctx(), { cancelHours: 720, voucherDays: 365 });
    world.clock.advance(385 * DAY);
    const late = await makeReward(() => world.ctx(), { cancelHours: 720, voucherDays: 365 });
    expect(reward.rewardId).not.toBe(late.rewardId);
    const vouchers = [await redeem(owner, late), await redeem(lucky, late)] as const;
    world.clock.advance(25 * DAY);
    await cancelOwnVoucher(as(owner), vouchers[0]);
    await cancelVoucher(world.ctx(), { voucherId: vouchers[1].voucherId, reason: '师傅请假了' });
    expect((await statementOf(owner)).slice(0, 2)).toEqual([
      ['expired', -100, 0],
      ['given_back', 100, 100],
    ]);
    expect(await balanceOf(lucky)).toBe(100);
    world.clock.advance(30 * DAY);
    while ((await expirePoints(world.ctx())) > 0);
    expect(await balanceOf(lucky)).toBe(0);
    expect(await faults()).toEqual(NO_FAULTS);
  });
});
