import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY } from '#kernel/time';
import { unbalancedEntries } from '#platform/ledger';
import { auditStock } from '#modules/inventory';
import { useServer } from '#testing';
import type { PlacedOrder } from '../orders/goods-order-contract.ts';
import { linesOf } from '../orders/line-store.ts';
import { refundOrderLines } from '../orders/refund-order-lines.ts';
import { Neighbours } from './fixtures/neighbours.ts';
import { sentLinesOf } from './parcel-line-store.ts';
import { leftOf } from './parcel-line.ts';
import { returnUncollected } from './return-uncollected.ts';

const server = useServer({ rateLimits: false });
const at = new Neighbours(server, 'PL', '1370004002');
const { arrived, bought, claimsOf, cleared, ctx, later, orderOf, parcelOf, photo, redeem, sent, settleRefunds, sku } =
  at;
beforeAll(() => at.open());

const step = fc.oneof(
  fc.record({ act: fc.constant('redeem' as const), units: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ act: fc.constant('undo' as const) }),
  fc.record({ act: fc.constant('claim' as const), units: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ act: fc.constant('decide' as const), refund: fc.boolean() }),
  fc.record({ act: fc.constant('give back' as const) }),
  fc.record({ act: fc.constant('take back' as const) }),
);
const story = fc.record({
  units: fc.integer({ min: 2, max: 9 }),
  short: fc.integer({ min: 0, max: 2 }),
  missing: fc.integer({ min: 0, max: 1 }),
  damaged: fc.integer({ min: 0, max: 2 }),
  steps: fc.array(step, { maxLength: 8 }),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Does one thing, which may well be refused. */
async function does(order: PlacedOrder, it: Step, memory: { last?: string }): Promise<void> {
  const { parcelId, left } = await parcelOf(order);
  if (it.act === 'redeem') {
    const { status, body } = await redeem(
      { how: 'list', parcelId },
      { lines: [{ parcelId, lineNo: 1, quantity: it.units }] },
    );
    if (status === 200) memory.last = body.handOverId;
  }
  if (it.act === 'undo' && memory.last !== undefined) {
    await at.leader.post(`/api/commerce/my/pick-up/hand-overs/${memory.last}/undo`, { reason: 'tapped_wrong' });
  }
  if (it.act === 'claim') {
    const asked = { kind: 'return', reason: 'not_wanted', lines: [{ lineNo: 1, quantity: it.units }] };
    await at.mine(0).post(`/api/commerce/own/orders/${order.orderId}/claims`, asked);
  }
  if (it.act === 'decide') {
    const open = (await claimsOf(order)).find((claim) => claim.state === 'opened');
    const body = it.refund
      ? { decision: 'refund', goods: 'waste', reason: '同意' }
      : { decision: 'reject', why: 'other', reason: '不同意' };
    if (open !== undefined) await at.admin.post(`/api/commerce/claims/${open.claimId}/decide`, body);
  }
  // Of what lies there: what the customer has goes back by a claim.
  if (it.act === 'give back' && left > 0) {
    const back = { order: { ...order, cityId: at.ground.cityId }, lines: [{ lineNo: 1, quantity: 1 }] };
    const why = { kind: 'cancelled', reason: '少要一件', reference: null, stock: 'keep' } as const;
    await ctx().transaction((tx) => refundOrderLines(tx, { ...back, ...why }));
    await settleRefunds();
  }
  if (it.act === 'take back') {
    await later(5 * DAY);
    await returnUncollected(ctx());
  }
}

/** What must hold of an order whatever happened. */
async function checkEven(order: PlacedOrder): Promise<void> {
  const { db } = server.world.database;
  const key = { cityId: at.ground.cityId, orderId: order.orderId };
  const [line] = (await linesOf(db, [key])).get(order.orderId) ?? [];
  const counted = (await sentLinesOf(db, [key])).get(order.orderId)?.[0];
  if (line === undefined || counted === undefined) throw new Error('nothing was sent');
  // Paid for and not given back: the customer has it, it lies there, or it is being decided.
  const kept = line.quantity - line.refundedQuantity;
  const held = counted.collected - counted.reclaimed;
  const undecided = counted.missing + counted.damaged - counted.settled;
  expect(held).toBeGreaterThanOrEqual(0);
  expect(held).toBeLessThanOrEqual(kept);
  expect(kept).toBeLessThanOrEqual(held + undecided + leftOf(counted));
  expect((await parcelOf(order)).left).toBe(Math.min(leftOf(counted), kept - held - undecided));
  const { refundedFen, paidFen } = await orderOf(order);
  expect(refundedFen).toBe(line.refundedFen + line.rebatedFen);
  expect(refundedFen).toBeLessThanOrEqual(paidFen);
  expect(await unbalancedEntries(db)).toEqual([]);
}

describe('whatever happens to an order', () => {
  it('its units, its money and the stock come out even', async () => {
    const photoIds = [await photo(at.leader, '/api/commerce/my/pick-up/photos')];
    await fc.assert(
      fc.asyncProperty(story, async ({ units, steps, ...lost }) => {
        await later(0);
        await cleared();
        const order = await bought([units]);
        const short = Math.min(lost.short, units);
        await sent(short === 0 ? [] : [{ skuId: sku(0), quantity: short }]);
        const missing = Math.min(lost.missing, units - short);
        const damaged = Math.min(lost.damaged, units - short - missing);
        if (units > short) await arrived([{ skuId: sku(0), missing, damaged, photoIds }]);
        const memory = {};
        for (const each of steps) await does(order, each, memory);
        // Parts of one payment go back a minute apart.
        for (let minutes = 0; minutes < 12; minutes += 2) await settleRefunds();
        await checkEven(order);
      }),
      { numRuns: 10, endOnFailure: true },
    );
    expect((await auditStock(ctx())).differences).toBe(0);
  }, 180_000);
});
