import { beforeAll, describe, expect, it } from 'vitest';
import { MINUTE, systemClock } from '#kernel/time';
import { createLog } from '#platform/telemetry';
import type { ClaimsAnswer, GroupBuys, OrdersAnswer, ParcelsAnswer } from '#modules/commerce/contract';
import { modules } from '#main/modules';
import { type Client, useServer } from '#testing';
import { loadGoods } from '../load/history/load-goods.ts';
import { loadWorld } from '../load/load-world.ts';
import { generateWorld } from '../world/index.ts';
import type { WriteKeys } from './integrations.ts';
import { LiveWorld } from './live-world.ts';

const world = generateWorld({
  seed: 9,
  until: systemClock.now(),
  cities: 1,
  stores: 2,
  communities: 8,
  residents: 160,
  days: 2,
  postsPerCommunityDay: 0,
  ordersPerHouseholdMonth: 0.01,
});
let keys: WriteKeys = {};
const live = new LiveWorld({
  world,
  keys: { read: async () => keys, keep: async (kept) => void (keys = kept) },
  clock: systemClock,
  log: createLog('error'),
  playedByPeople: new Set(),
  every: () => () => {},
  tickBudgetMs: Number.POSITIVE_INFINITY,
  limits: { atOnce: 4, perSecond: 1_000 },
});

describe('neighbours who order goods while the world lives', () => {
  const server = useServer({ rateLimits: false, asTheMachine: true });
  let operator: Client;

  beforeAll(async () => {
    const { runtime } = server.world;
    await loadWorld(runtime, world, () => {});
    await loadGoods(
      runtime,
      world,
      modules.flatMap((module) => module.subscriptions),
    );
    await server.drain();
    operator = await server.signInAs('operator');
    live.start({ address: server.url, speed: 60 });
    return () => live.stop();
  }, 120_000);

  const acts = (kind: string): number => live.state().acts[kind] ?? 0;
  const until = async (isSo: () => boolean): Promise<void> => {
    for (let ticks = 0; ticks < 60 && !isSo(); ticks++) {
      await live.tick(90);
      await server.drain();
      // Nobody gets two sign-in codes within a minute.
      server.world.clock.advance(MINUTE / 2);
    }
  };

  it('order in group buys and at once, pay, and fetch by their code what lies at the point', async () => {
    const before = (await operator.get<OrdersAnswer>('/api/commerce/orders?channel=group_buy')).body.counts;
    // What lies there already may be fetched before anything arrives: that has to come too, at whatever hour it is.
    await until(
      () => acts('goods-paid') > 3 && acts('instant-order') > 0 && acts('arrival') > 0 && acts('collect') > 2,
    );
    expect(live.state().lastErrors.filter(({ code }) => code === 'bug')).toEqual([]);
    expect(acts('goods-order')).toBeGreaterThan(0);
    expect(acts('arrival')).toBeGreaterThan(0);
    expect(acts('collect')).toBeGreaterThan(2);
    const after = (await operator.get<OrdersAnswer>('/api/commerce/orders?channel=group_buy')).body.counts;
    const all = ({ byState }: OrdersAnswer['counts']): number =>
      Object.values(byState).reduce((sum, orders) => sum + (orders ?? 0), 0);
    expect(all(after)).toBeGreaterThan(all(before));
    const parcels = (await operator.get<ParcelsAnswer>('/api/commerce/parcels')).body.counts;
    expect(parcels['collected'] ?? 0).toBeGreaterThan(0);
  }, 120_000);

  it('have a list that is open, and claims that somebody decides', async () => {
    const { items } = (await operator.get<GroupBuys>('/api/commerce/group-buys?state=open')).body;
    expect(items.some(({ openedBy }) => openedBy === 'headquarters')).toBe(true);
    await until(() => acts('claim-decided') > 0);
    const { counts } = (await operator.get<ClaimsAnswer>('/api/commerce/claims?view=all')).body;
    expect(counts.decided + counts.over + counts.waiting).toBeGreaterThan(0);
    expect(acts('claim-decided')).toBeGreaterThan(0);
    expect(live.state().lastErrors.filter(({ code }) => code === 'bug')).toEqual([]);
  }, 120_000);
});
