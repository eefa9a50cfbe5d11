import { beforeAll, describe, expect, it } from 'vitest';
import { DAY, MINUTE } from '#kernel/time';
import { useServer } from '#testing';
import { completeDueOrders } from '../orders/complete-orders.ts';
import { refundOrderLines } from '../orders/refund-order-lines.ts';
import type { HandOverSheet, MyParcelsAnswer, PointTotalsAnswer, WaveAnswer } from './pick-up-contract.ts';
import { remindCollectors, returnUncollected } from './return-uncollected.ts';

import { skusByIds } from '../catalogue/spu-store.ts';
import { batchesFor } from './batch-store.ts';
import { Neighbours } from './fixtures/neighbours.ts';

const server = useServer({ rateLimits: false });
const at = new Neighbours(server, 'PU', '1370004000');
const {
  later,
  sku,
  good,
  bought,
  wave,
  sent,
  arrived,
  parcelOf,
  redeem,
  byCode,
  orderOf,
  claimsOf,
  level,
  settleRefunds,
  photo,
  cleared,
  ctx,
} = at;
beforeAll(() => at.open());

describe('goods on their way', () => {
  it('leave the warehouse, arrive, and are handed over once by code', async () => {
    const before = await level(sku(0));
    const order = await bought([2, 1]);
    expect((await parcelOf(order)).blocked).toMatchObject({ code: 'not_arrived' });
    expect(await sent()).toMatchObject({ parcels: 1, units: 3, shortUnits: 0, refundFen: 0 });
    expect(await level(sku(0))).toMatchObject({ onHand: (before?.onHand ?? 0) - 2, reserved: before?.reserved });
    expect(await arrived()).toMatchObject({ parcels: 1, customers: 1, units: 3, missing: 0, damaged: 0, claims: 0 });
    const { db } = server.world.database;
    const spuId = (await skusByIds(db, [sku(0)])).get(sku(0))!.spuId;
    const { cityId, communityId } = at.ground;
    const lately = { cityId, communityId, since: new Date(server.world.clock.now().getTime() - DAY) };
    expect(await batchesFor(db, { ...lately, spuIds: [spuId] })).toMatchObject([{ spuId, units: 2 }]);
    const parcel = await parcelOf(order);
    expect(parcel).toMatchObject({ state: 'arrived', left: 3, blocked: null, code: expect.stringMatching(/^\d{8}$/) });
    const sheet = await good(
      at.leader.post<HandOverSheet>('/api/commerce/my/pick-up/look-up', {
        pickupPointId: at.ground.pickupPointId,
        by: { how: 'scan', token: parcel.token },
      }),
    );
    expect(sheet).toMatchObject({ units: 3, customerPhone: '137****0001' });
    const handed = await good(redeem(byCode(parcel), {}, 'act-1'));
    expect(handed).toMatchObject({ units: 3, left: 0, how: 'code' });
    // The outbox of a phone that lost its network sends it again.
    expect((await good(redeem(byCode(parcel), {}, 'act-1'))).handOverId).toBe(handed.handOverId);
    expect(await redeem(byCode(parcel))).toMatchObject({ status: 409, body: { code: 'already-collected' } });
    expect(await parcelOf(order)).toMatchObject({ state: 'collected', code: null, token: null });
  });

  it('are handed over to one of fifty who try at once', async () => {
    const order = await bought([4]);
    await sent();
    await arrived();
    const parcel = await parcelOf(order);
    const answers = await Promise.all(Array.from({ length: 50 }, () => redeem(byCode(parcel))));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect(
      new Set(answers.filter((each) => each.status !== 200).map((each) => (each.body as { code?: string }).code)),
    ).toEqual(new Set(['already-collected']));
    expect(await parcelOf(order)).toMatchObject({ state: 'collected', lines: [{ collected: 4, left: 0 }] });
  });

  it('can be collected in parts, by somebody else, and taken back within five minutes', async () => {
    const order = await bought([3, 1]);
    await sent();
    await arrived();
    const parcel = await parcelOf(order);
    const lines = [{ parcelId: parcel.parcelId, lineNo: 1, quantity: 2 }];
    const part = await good(redeem(byCode(parcel), { lines, onBehalf: true }));
    expect(part).toMatchObject({ units: 2, left: 2, onBehalf: true });
    expect(await parcelOf(order)).toMatchObject({ state: 'part_collected', left: 2 });
    expect(await redeem(byCode(parcel), { lines })).toMatchObject({ status: 409, body: { code: 'not-so-many-left' } });
    const rest = await good(redeem({ how: 'scan', token: parcel.token }));
    expect(rest).toMatchObject({ units: 2, left: 0 });
    const undo = `/api/commerce/my/pick-up/hand-overs/${rest.handOverId}/undo`;
    expect(await good(at.leader.post(undo, { reason: 'wrong_items' }))).toMatchObject({ undoReason: 'wrong_items' });
    expect(await parcelOf(order)).toMatchObject({ state: 'part_collected', left: 2, code: parcel.code });
    expect((await orderOf(order)).completedAt).toBeNull();
    const again = await good(redeem(byCode(parcel)));
    server.world.clock.advance(5 * MINUTE + 1_000);
    const late = await at.leader.post(`/api/commerce/my/pick-up/hand-overs/${again.handOverId}/undo`, {
      reason: 'tapped_wrong',
    });
    expect(late).toMatchObject({ status: 409, body: { code: 'undo-too-late' } });
  });

  it('of a customer are handed over all at once, and wrong digits are not guessed', async () => {
    const [one, two] = [await bought([1], 1), await bought([2], 1)];
    await sent();
    await arrived();
    const parcel = await parcelOf(one, 1);
    const wrong = { how: 'code', code: parcel.code === '12345678' ? '87654321' : '12345678' };
    for (let tries = 0; tries < 8; tries += 1) expect((await redeem(wrong)).status).toBe(404);
    expect(await redeem(byCode(parcel))).toMatchObject({ status: 429, body: { code: 'too-many-wrong-codes' } });
    const forged = { how: 'scan', token: `${parcel.token?.slice(0, -3) ?? ''}AAA` };
    expect((await redeem(forged)).status).toBe(429);
    // Whoever is on the list can be picked, and the customer can be found by their phone.
    const found = await good(
      at.leader.get<MyParcelsAnswer>(
        `/api/commerce/my/pick-up/parcels?pickupPointId=${at.ground.pickupPointId}&text=0002`,
      ),
    );
    expect(found.items.map((each) => each.orderId).toSorted()).toEqual([one.orderId, two.orderId].toSorted());
    const handed = await good(redeem({ how: 'list', parcelId: parcel.parcelId }));
    expect(handed).toMatchObject({ units: 3, left: 0 });
    expect((await parcelOf(two, 1)).state).toBe('collected');
    server.world.clock.advance(10 * MINUTE);
    expect((await redeem(wrong)).status).toBe(404);
  });

  it('are nobody else’s: another point, another customer, another leader', async () => {
    const order = await bought([1]);
    await sent();
    await arrived();
    const parcel = await parcelOf(order);
    const path = `/api/commerce/own/parcels/${parcel.parcelId}`;
    expect((await at.mine(1).get(path)).status).toBe(404);
    const stranger = await server.signInAs('group_leader');
    const asked = { pickupPointId: at.ground.pickupPointId, by: byCode(parcel) };
    expect((await stranger.post('/api/commerce/my/pick-up/hand-overs', asked)).status).toBe(404);
    expect((await at.leader.post('/api/commerce/waves', wave())).status).toBe(404);
    expect((await at.mine(0).get(`${path}/qr.svg`)).text).toContain('<svg');
    await good(redeem(byCode(parcel)));
  });

  it('of which too little came are short for whoever ordered last, and the money goes back by itself', async () => {
    const before = await level(sku(0));
    const [first, second, third] = [await bought([3], 0), await bought([2], 1), await bought([2], 2)];
    const shortages = [{ skuId: sku(0), quantity: 3 }];
    const preview = await good(at.admin.post<WaveAnswer>('/api/commerce/waves/preview', wave(shortages)));
    const done = await sent(shortages);
    expect(done).toEqual({ ...preview, waveId: done.waveId });
    expect(done).toMatchObject({ parcels: 3, units: 4, shortUnits: 3, shortOrders: 2, refundFen: 3_000 });
    expect(await level(sku(0))).toMatchObject({ onHand: (before?.onHand ?? 0) - 7, reserved: before?.reserved });
    expect((await parcelOf(first, 0)).lines[0]).toMatchObject({ quantity: 3, short: 0, left: 3 });
    expect((await parcelOf(second, 1)).lines[0]).toMatchObject({ quantity: 2, short: 1, left: 1 });
    expect(await parcelOf(third, 2)).toMatchObject({ state: 'cancelled', lines: [{ short: 2, left: 0 }] });
    expect(await claimsOf(second, 1)).toMatchObject([
      { kind: 'shortage', automatic: true, state: 'approved', amountFen: 1_000, lines: [{ quantity: 1 }] },
    ]);
    await settleRefunds();
    expect(await claimsOf(third, 2)).toMatchObject([{ state: 'refunded', refundedFen: 2_000 }]);
    expect(await orderOf(third, 2)).toMatchObject({ refundedFen: 2_000, state: 'paid' });
    // Nothing of it is left to be claimed.
    expect(await completeDueOrders(ctx())).toBeGreaterThan(0);
    expect(await orderOf(third, 2)).toMatchObject({ state: 'completed' });
    await arrived();
    expect((await good(redeem(byCode(await parcelOf(second, 1))))).units).toBe(1);
    await good(redeem(byCode(await parcelOf(first, 0))));
  });

  it('that arrive broken or not at all are claimed by themselves, with the leader’s picture', async () => {
    const [first, second] = [await bought([2], 0), await bought([3], 1)];
    await sent();
    const broken = { skuId: sku(0), missing: 1, damaged: 1 };
    const asked = { pickupPointId: at.ground.pickupPointId, pickupOn: null };
    const without = await at.leader.post('/api/commerce/my/pick-up/arrivals', { ...asked, exceptions: [broken] });
    expect(without).toMatchObject({ status: 422, body: { code: 'damage-photo-missing' } });
    const photoIds = [await photo(at.leader, '/api/commerce/my/pick-up/photos')];
    expect(await arrived([{ ...broken, photoIds }])).toMatchObject({ units: 3, missing: 1, damaged: 1, claims: 2 });
    expect((await parcelOf(first, 0)).lines[0]).toMatchObject({ missing: 0, damaged: 0, left: 2 });
    expect((await parcelOf(second, 1)).lines[0]).toMatchObject({ missing: 1, damaged: 1, left: 1 });
    const claims = await claimsOf(second, 1);
    expect(claims.map((claim) => [claim.kind, claim.state, claim.amountFen, claim.photos.length])).toEqual([
      ['damage', 'approved', 1_000, 1],
      ['shortage', 'approved', 1_000, 1],
    ]);
    const totals = await good(
      at.leader.get<PointTotalsAnswer>(`/api/commerce/my/pick-up/totals?pickupPointId=${at.ground.pickupPointId}`),
    );
    expect(totals.items.find((item) => item.skuId === sku(0))).toMatchObject({
      ordered: 5,
      arrived: 4,
      missing: 1,
      damaged: 1,
      left: 3,
    });
    await good(redeem(byCode(await parcelOf(first, 0))));
    await good(redeem(byCode(await parcelOf(second, 1))));
    await settleRefunds();
    await settleRefunds();
    expect(await orderOf(second, 1)).toMatchObject({ refundedFen: 2_000 });
    expect((await claimsOf(second, 1)).map((claim) => claim.state)).toEqual(['refunded', 'refunded']);
  });

  it('wait while a refund of them is open, and a unit that was given back is not handed over', async () => {
    const order = await bought([3]);
    await sent();
    await arrived();
    const parcel = await parcelOf(order);
    const lines = [{ lineNo: 1, quantity: 1 }];
    const back = { order: { ...order, cityId: at.ground.cityId }, lines, reason: '少要一件', reference: null } as const;
    const racing = await Promise.allSettled([
      ctx().transaction((tx) => refundOrderLines(tx, { ...back, kind: 'cancelled', stock: 'keep' })),
      redeem(byCode(parcel), { lines: [{ parcelId: parcel.parcelId, lineNo: 1, quantity: 3 }] }),
    ]);
    const [refunded, redeemed] = racing;
    expect(refunded.status).toBe('fulfilled');
    const handed = redeemed.status === 'fulfilled' && redeemed.value.status === 200;
    if (!handed) {
      expect(await redeem(byCode(parcel))).toMatchObject({
        status: 409,
        body: { code: 'parcel-blocked', block: 'refund_open' },
      });
      await settleRefunds();
      expect((await good(redeem(byCode(parcel)))).units).toBe(2);
    }
    expect((await parcelOf(order)).state).toBe('collected');
  });

  it('that nobody fetched are announced again, then taken back and refunded as their rule says', async () => {
    await cleared();
    const before = await level(sku(0));
    const order = await bought([2]);
    await sent();
    await arrived();
    expect(await remindCollectors(ctx())).toBe(0);
    await later(3 * DAY);
    expect(await remindCollectors(ctx())).toBe(1);
    expect(await remindCollectors(ctx())).toBe(0);
    expect(await returnUncollected(ctx())).toBe(0);
    await later(DAY);
    expect(await returnUncollected(ctx())).toBe(1);
    expect(await returnUncollected(ctx())).toBe(0);
    expect(await parcelOf(order)).toMatchObject({ state: 'returned', lines: [{ returned: 2, left: 0 }] });
    expect(await level(sku(0))).toEqual(before);
    await settleRefunds();
    expect(await orderOf(order)).toMatchObject({ refundedFen: 2_000 });
  });
});
