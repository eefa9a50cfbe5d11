import { beforeAll, describe, expect, it } from 'vitest';
import type { SkuId } from '#kernel/ids';
import { fen } from '#kernel/money';
import { addDays, businessDay, HOUR, MINUTE } from '#kernel/time';
import type { Context } from '#platform/context';
import { availableStock } from '#modules/inventory';
import { type Client, somebodyWaits, useServer } from '#testing';
import { layStock, makeBuyer, makeGoods, type Buyer, type GoodsGround } from '../orders/fixtures/goods.ts';
import type { PlacedOrder } from '../orders/goods-order-contract.ts';
import { ordersByIds } from '../orders/order-store.ts';
import type { Order, OrderId } from '../orders/order.ts';
import { linesOf } from '../orders/line-store.ts';
import { timeOutOrders } from '../orders/time-out-orders.ts';
import { cancelGroupBuy } from './cancel-group-buy.ts';
import { closeGroupBuy } from './close-group-buy.ts';
import { countsOf } from './count-store.ts';
import { expireTeams } from './expire-teams.ts';
import { extendGroupBuy } from './extend-group-buy.ts';
import { freezeGroupBuys } from './freeze-group-buys.ts';
import { item, OPEN_LIST, openCampaign, teamOf, tieredBy } from './fixtures/open.ts';
import { groupBuysByIds, itemsOf } from './group-buy-store.ts';
import type { GroupBuy, GroupTerms, ItemTerms } from './group-buy.ts';
import { plannedGroupBuys } from './planned-days-store.ts';
import { settleGroupBuys } from './settle-group-buys.ts';
import { closeSumsOf } from './settle-store.ts';
import { teamById } from './team-store.ts';
import type { TeamId } from './team.ts';

const server = useServer({ rateLimits: false });
const ctx = () => server.world.ctx();
const db = () => server.world.database.db;
let ground: GoodsGround;
let people: { readonly buyer: Buyer; readonly client: Client }[];
const PEOPLE = 30;

beforeAll(async () => {
  ground = await makeGoods(ctx, 'GB');
  await layStock(
    ctx(),
    ground.gridId,
    ground.skuIds.map((skuId) => ({ skuId, counted: 10_000 })),
  );
  people = [];
  for (let at = 0; at < PEOPLE; at += 1) {
    const buyer = await makeBuyer(ctx(), `139000${String(40_000 + at)}`);
    people.push({ buyer, client: await server.client(buyer.userId) });
  }
});

const sku = (at: number): SkuId => ground.skuIds[at] as SkuId;
const who = (at: number): Client => (people[at] as { client: Client }).client;

async function open(terms: GroupTerms, items: readonly ItemTerms[], hours = 6): Promise<GroupBuy> {
  const { groupBuys } = await openCampaign(ctx(), ground, { terms, items, hours });
  return groupBuys[0] as GroupBuy;
}

const order = (
  groupBuy: GroupBuy,
  at: number,
  lines: readonly { skuId: SkuId; quantity: number }[],
  over: { team?: TeamId | 'new'; seenTotalFen?: number } = {},
) =>
  who(at).post<PlacedOrder & { code: string; left: number }>('/api/commerce/own/orders', {
    channel: 'group_buy',
    groupBuyId: groupBuy.groupBuyId,
    team: over.team ?? null,
    lines,
    seenTotalFen: over.seenTotalFen ?? lines.reduce((sum, line) => sum + line.quantity * 800, 0),
  });
const placed = async (...asked: Parameters<typeof order>): Promise<PlacedOrder> => {
  const { status, body, text } = await order(...asked);
  if (status !== 200) throw new Error(`not placed: ${status} ${text}`);
  return body;
};
const pay = async (it: PlacedOrder, behaviour = 'normal') => {
  const token = it.payment?.cashierUrl.split('/').at(-1) ?? '';
  const paid = await server.anonymous.post(`/api/commerce/sandbox/cashier/${token}/pay`, { behaviour });
  expect(paid.status).toBe(200);
};
const stateOf = async (it: PlacedOrder): Promise<Order> => {
  const [found] = await ordersByIds(db(), [it.orderId as OrderId]);
  if (found === undefined) throw new Error('no such order');
  return found;
};
const fresh = async (it: GroupBuy): Promise<GroupBuy> => {
  const [found] = await groupBuysByIds(db(), [it.groupBuyId]);
  if (found === undefined) throw new Error('no such group buy');
  return found;
};
const teamIdOf = async (it: PlacedOrder): Promise<TeamId> => (await stateOf(it)).teamId as TeamId;
const taken = async (it: GroupBuy): Promise<number[]> =>
  ((await itemsOf(db(), [it.groupBuyId])).get(it.groupBuyId) ?? []).map((each) => each.taken);
const reserved = async (at: number): Promise<number> =>
  (await availableStock(db(), [ground.gridId], [sku(at)])).get(`${ground.gridId}/${sku(at)}`)?.reserved ?? 0;

describe('an open list', () => {
  it('is known beforehand of the days that begin after it was planned, until it is called off', async () => {
    const now = server.world.clock.now();
    const [today, tomorrow] = [businessDay(now), businessDay(addDays(now, 1))];
    const groupBuy = await open(OPEN_LIST, [item(sku(0))], 26);
    const planned = async () => {
      const asked = {
        cityIds: [groupBuy.cityId],
        from: businessDay(addDays(now, -7)),
        to: businessDay(addDays(now, 7)),
      };
      const all = await plannedGroupBuys(db(), asked);
      return all.filter(({ skuId }) => skuId === sku(0)).map(({ communityId, days }) => [communityId, days]);
    };
    expect(await planned()).toEqual([[groupBuy.communityId, [tomorrow]]]);
    expect(today < tomorrow).toBe(true);
    await cancelGroupBuy(ctx(), { groupBuyId: groupBuy.groupBuyId, reader: 'staff', reason: 'supply' });
    expect(await planned()).toEqual([]);
  });

  it('takes orders until its cut-off, and sums up what stands for the warehouse and the leader', async () => {
    const groupBuy = await open(OPEN_LIST, [item(sku(0)), item(ground.bundleId)]);
    expect(groupBuy).toMatchObject({ state: 'open', openedBy: 'headquarters', placeId: ground.gridId });
    const first = await placed(groupBuy, 0, [
      { skuId: sku(0), quantity: 2 },
      { skuId: ground.bundleId, quantity: 1 },
    ]);
    const unpaid = await placed(groupBuy, 1, [{ skuId: sku(0), quantity: 5 }]);
    await pay(first);
    expect(await stateOf(first)).toMatchObject({ state: 'paid', groupBuyId: groupBuy.groupBuyId });
    server.world.clock.advance(6 * HOUR + MINUTE);
    expect((await order(groupBuy, 2, [{ skuId: sku(0), quantity: 1 }])).body.code).toBe('group-buy-closed');
    await settleGroupBuys(ctx());
    expect(await fresh(groupBuy)).toMatchObject({ state: 'closed', outcome: 'succeeded' });
    expect(await stateOf(unpaid)).toMatchObject({ state: 'cancelled', cancelReason: 'timed_out' });
    const sums = async (as: 'sold' | 'stock') =>
      Object.fromEntries((await closeSumsOf(db(), [groupBuy.groupBuyId], as)).map((sum) => [sum.skuId, sum.units]));
    expect(await sums('sold')).toEqual({ [sku(0)]: 2, [ground.bundleId]: 1 });
    expect(await sums('stock')).toEqual({ [sku(0)]: 4, [sku(1)]: 1 });
    await server.drain();
    const counted = (await countsOf(db(), [groupBuy.groupBuyId])).get(groupBuy.groupBuyId);
    expect(counted).toMatchObject({ orders: 1, people: 1, units: 3, goodsFen: 2_400 });
  });

  it('is not left any more by whoever asks while it closes', async () => {
    const groupBuy = await open(OPEN_LIST, [item(sku(0))]);
    const mine = await placed(groupBuy, 0, [{ skuId: sku(0), quantity: 1 }]);
    await pay(mine);
    const asked = await ctx().transaction(async (tx) => {
      await freezeGroupBuys(tx, [await fresh(groupBuy)]);
      const asking = who(0).post<{ code: string }>(`/api/commerce/own/orders/${mine.orderId}/cancel`, {
        reason: 'changed_mind',
      });
      await somebodyWaits(db(), asking);
      return { asking };
    });
    expect(await asked.asking).toMatchObject({ status: 409, body: { code: 'group-buy-closed' } });
    expect((await stateOf(mine)).state).toBe('paid');
  });

  it('with a quota sells what will be bought, and takes the rest of it back when it closes', async () => {
    const level = async () => (await availableStock(db(), [ground.gridId], [sku(2)])).get(`${ground.gridId}/${sku(2)}`);
    const before = await level();
    const groupBuy = await open(OPEN_LIST, [item(sku(2), { quota: 10 })]);
    expect((await level())?.incoming).toBe((before?.incoming ?? 0) + 10);
    await pay(await placed(groupBuy, 0, [{ skuId: sku(2), quantity: 4 }]));
    const refused = await order(groupBuy, 1, [{ skuId: sku(2), quantity: 7 }]);
    expect(refused).toMatchObject({ status: 409, body: { code: 'community-limit-reached', left: 6 } });
    await closeGroupBuy(ctx(), { groupBuyId: groupBuy.groupBuyId, reader: 'staff' });
    await settleGroupBuys(ctx());
    expect((await level())?.incoming).toBe((before?.incoming ?? 0) + 4);
  });

  it('sells exactly what a community may take, however many ask at once', async () => {
    const groupBuy = await open(OPEN_LIST, [item(sku(0), { perCommunityLimit: 10 })]);
    const answers = await Promise.all(people.map((_, at) => order(groupBuy, at, [{ skuId: sku(0), quantity: 1 }])));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(10);
    expect(answers.filter((answer) => answer.body.code === 'community-limit-reached')).toHaveLength(PEOPLE - 10);
    expect(await taken(groupBuy)).toEqual([10]);
    server.world.clock.advance(16 * MINUTE);
    await timeOutOrders(ctx());
    expect(await taken(groupBuy)).toEqual([0]);
  });

  it('keeps to what one person may take, over several orders at once', async () => {
    const groupBuy = await open(OPEN_LIST, [item(sku(0), { perPersonLimit: 3 })]);
    const ask = (quantity: number) => order(groupBuy, 0, [{ skuId: sku(0), quantity }]);
    const answers = await Promise.all([ask(2), ask(2), ask(2), ask(2)]);
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect((await ask(2)).body).toMatchObject({ code: 'person-limit-reached', left: 1 });
    expect((await ask(1)).status).toBe(200);
    expect((await order(groupBuy, 1, [{ skuId: sku(0), quantity: 3 }])).status).toBe(200);
  });

  it('can be kept open for longer until it closes, and not after', async () => {
    const groupBuy = await open(OPEN_LIST, [item(sku(0))]);
    const asked = { groupBuyId: groupBuy.groupBuyId, reader: 'staff' } as const;
    const cutOffAt = new Date(groupBuy.cutOffAt.getTime() + HOUR);
    expect(await extendGroupBuy(ctx(), { ...asked, cutOffAt })).toMatchObject({ cutOffAt });
    await expect(extendGroupBuy(ctx(), { ...asked, cutOffAt: groupBuy.cutOffAt })).rejects.toThrow('cut-off-earlier');
    server.world.clock.advance(8 * HOUR);
    const late = new Date(cutOffAt.getTime() + 5 * HOUR);
    await expect(extendGroupBuy(ctx(), { ...asked, cutOffAt: late })).rejects.toThrow('group-buy-closed');
  });

  it('that is called off sends everything back', async () => {
    const groupBuy = await open(OPEN_LIST, [item(sku(1))]);
    const before = await reserved(1);
    const [paid, unpaid] = [
      await placed(groupBuy, 0, [{ skuId: sku(1), quantity: 2 }]),
      await placed(groupBuy, 1, [{ skuId: sku(1), quantity: 1 }]),
    ];
    await pay(paid);
    expect(await reserved(1)).toBe(before + 3);
    await cancelGroupBuy(ctx(), { groupBuyId: groupBuy.groupBuyId, reader: 'staff', reason: 'weather' });
    await settleGroupBuys(ctx());
    expect(await fresh(groupBuy)).toMatchObject({ state: 'cancelled', cancelReason: 'weather' });
    expect(await stateOf(paid)).toMatchObject({ state: 'cancelled', cancelReason: 'our_fault' });
    expect(await stateOf(unpaid)).toMatchObject({ state: 'cancelled' });
    expect(await reserved(1)).toBe(before);
  });
});

describe('a team', () => {
  const begin = async (size: number, hours = 2) => {
    const groupBuy = await open(teamOf(size, hours), [item(sku(0))]);
    const first = await placed(groupBuy, 0, [{ skuId: sku(0), quantity: 1 }], { team: 'new' });
    return { groupBuy, first, teamId: await teamIdOf(first) };
  };
  const join = (groupBuy: GroupBuy, teamId: TeamId, at: number) =>
    order(groupBuy, at, [{ skuId: sku(0), quantity: 1 }], { team: teamId });

  it('stands once so many have paid, and all its orders with it', async () => {
    const { groupBuy, first, teamId } = await begin(3);
    const others = [(await join(groupBuy, teamId, 1)).body, (await join(groupBuy, teamId, 2)).body];
    expect((await join(groupBuy, teamId, 3)).body.code).toBe('team-full');
    await pay(first);
    await pay(others[0] as PlacedOrder);
    expect(await stateOf(first)).toMatchObject({ state: 'awaiting_group' });
    await pay(others[1] as PlacedOrder);
    for (const it of [first, ...others]) expect(await stateOf(it)).toMatchObject({ state: 'paid' });
    expect(await teamById(db(), teamId)).toMatchObject({ state: 'filled', paid: 3 });
  });

  it('gives each person one place, and exactly as many places as it has', async () => {
    const { groupBuy, teamId } = await begin(10);
    expect((await join(groupBuy, teamId, 0)).body.code).toBe('already-in-team');
    const answers = await Promise.all(people.slice(1).map((_, at) => join(groupBuy, teamId, at + 1)));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(9);
    expect(await teamById(db(), teamId)).toMatchObject({ held: 10, paid: 0, state: 'open' });
    server.world.clock.advance(16 * MINUTE);
    await timeOutOrders(ctx());
    expect(await teamById(db(), teamId)).toMatchObject({ held: 0 });
  });

  it('is filled by exactly one of those who pay at once', async () => {
    const { groupBuy, first, teamId } = await begin(5);
    const others = await Promise.all([1, 2, 3, 4].map(async (at) => (await join(groupBuy, teamId, at)).body));
    await Promise.all([first, ...others].map((it) => pay(it)));
    for (const it of [first, ...others]) expect(await stateOf(it)).toMatchObject({ state: 'paid' });
    expect(await teamById(db(), teamId)).toMatchObject({ state: 'filled', paid: 5 });
  });

  it('that does not fill in its hours fails, and what was paid goes back', async () => {
    const { groupBuy, first, teamId } = await begin(2);
    await pay(first);
    const before = await reserved(0);
    server.world.clock.advance(2 * HOUR + 1_000);
    expect((await join(groupBuy, teamId, 1)).body.code).toBe('team-over');
    await Promise.all([expireTeams(ctx()), expireTeams(ctx())]);
    expect(await teamById(db(), teamId)).toMatchObject({ state: 'failed' });
    expect(await stateOf(first)).toMatchObject({ state: 'cancelled', cancelReason: 'group_failed' });
    expect(await reserved(0)).toBe(before - 1);
    const [line] = (await linesOf(db(), [await stateOf(first)])).get(first.orderId as OrderId) ?? [];
    expect(line).toMatchObject({ refundedFen: 800 });
  });

  it('whose last payment races its end either stands whole or goes back whole', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { groupBuy, first, teamId } = await begin(2);
      const second = (await join(groupBuy, teamId, 1)).body;
      await pay(first);
      // The last order is younger than its payment time, and the team as old as its hours.
      await db()
        .updateTable('commerce.group_buy_team')
        .set({ expires_at: server.world.clock.now() })
        .where('team_id', '=', teamId)
        .execute();
      await Promise.all([pay(second).catch(() => undefined), expireTeams(ctx())]);
      await expireTeams(ctx());
      const team = await teamById(db(), teamId);
      const states = [(await stateOf(first)).state, (await stateOf(second)).state];
      if (team?.state === 'filled') expect(states).toEqual(['paid', 'paid']);
      else expect(states).toEqual(['cancelled', 'cancelled']);
    }
  });

  it('of the whole community stands when enough people paid until the cut-off, and takes more', async () => {
    const groupBuy = await open(teamOf(2, null), [item(sku(0))]);
    const [a, again, b, c] = [
      await placed(groupBuy, 0, [{ skuId: sku(0), quantity: 1 }]),
      await placed(groupBuy, 0, [{ skuId: sku(0), quantity: 2 }]),
      await placed(groupBuy, 1, [{ skuId: sku(0), quantity: 1 }]),
      await placed(groupBuy, 2, [{ skuId: sku(0), quantity: 1 }]),
    ];
    await pay(a);
    await pay(again);
    expect(await stateOf(again)).toMatchObject({ state: 'awaiting_group' });
    await pay(b);
    expect(await stateOf(a)).toMatchObject({ state: 'paid' });
    await pay(c);
    expect(await stateOf(c)).toMatchObject({ state: 'paid' });
    const alone = await open(teamOf(2, null), [item(sku(0))]);
    const single = await placed(alone, 0, [{ skuId: sku(0), quantity: 1 }]);
    await pay(single);
    server.world.clock.advance(7 * HOUR);
    await settleGroupBuys(ctx());
    expect(await fresh(groupBuy)).toMatchObject({ state: 'closed', outcome: 'succeeded' });
    expect(await fresh(alone)).toMatchObject({ state: 'closed', outcome: 'failed' });
    expect(await stateOf(single)).toMatchObject({ state: 'cancelled', cancelReason: 'group_failed' });
  });
});

describe('settling', () => {
  it('gives everybody the difference of the tier that was reached, once, however often and at once it runs', async () => {
    const tiers = [
      { from: 5, priceFen: fen(700) },
      { from: 10, priceFen: fen(550) },
    ];
    const groupBuy = await open(tieredBy('units'), [item(sku(0), { tiers }), item(sku(1), { tiers })]);
    const bought: [PlacedOrder, number, number][] = [];
    for (let at = 0; at < 6; at += 1) {
      const lines = [
        { skuId: sku(0), quantity: 2 },
        { skuId: sku(1), quantity: 1 },
      ];
      const it = await placed(groupBuy, at, lines);
      await pay(it);
      bought.push([it, 2, 1]);
    }
    server.world.clock.advance(7 * HOUR);
    await Promise.allSettled([settleGroupBuys(ctx()), settleGroupBuys(ctx()), settleGroupBuys(ctx())]);
    await settleGroupBuys(ctx());
    expect(await fresh(groupBuy)).toMatchObject({ state: 'closed', outcome: 'succeeded' });
    const finals = ((await itemsOf(db(), [groupBuy.groupBuyId])).get(groupBuy.groupBuyId) ?? []).map(
      (it) => it.finalFen,
    );
    expect(finals).toEqual([550, 700]);
    for (const [it] of bought) {
      const lines = (await linesOf(db(), [await stateOf(it)])).get(it.orderId as OrderId) ?? [];
      expect(lines.map((line) => line.rebatedFen)).toEqual([2 * 250, 100]);
    }
  });

  it('goes on where it broke off: every step finds what is left', async () => {
    const groupBuy = await open(teamOf(2, 5), [item(sku(0))]);
    const filled = await placed(groupBuy, 0, [{ skuId: sku(0), quantity: 1 }], { team: 'new' });
    const second = await placed(groupBuy, 1, [{ skuId: sku(0), quantity: 1 }], { team: await teamIdOf(filled) });
    const alone = await placed(groupBuy, 2, [{ skuId: sku(0), quantity: 1 }], { team: 'new' });
    for (const it of [filled, second, alone]) await pay(it);
    server.world.clock.advance(7 * HOUR);
    // Broken off after each step that commits: the context refuses the transactions after it.
    for (let steps = 1; steps <= 8; steps += 1) await settleGroupBuys(breakingAfter(steps)).catch(() => undefined);
    await settleGroupBuys(ctx());
    expect(await fresh(groupBuy)).toMatchObject({ state: 'closed', outcome: 'partly' });
    expect(await stateOf(filled)).toMatchObject({ state: 'paid' });
    expect(await stateOf(alone)).toMatchObject({ state: 'cancelled', cancelReason: 'group_failed' });
    expect((await closeSumsOf(db(), [groupBuy.groupBuyId])).map((sum) => sum.units)).toEqual([2]);
  });
});

/** A context whose process dies after so many transactions. */
function breakingAfter(steps: number): Context {
  const real = ctx();
  let left = steps;
  const breaking: Context = {
    ...real,
    transaction: <T>(work: Parameters<typeof real.transaction<T>>[0]): Promise<T> => {
      if (left <= 0) throw new Error('the process is gone');
      left -= 1;
      return real.transaction(work);
    },
    under: () => breaking,
  };
  return breaking;
}
