import { beforeAll, describe, expect, it } from 'vitest';
import type { LeadsAnswer } from '#modules/growth/contract';
import type { TaskDetail, TaskItem } from '#modules/touchpoints/contract';
import { systemClock } from '#kernel/time';
import { createLog } from '#platform/telemetry';
import { modules } from '#main/modules';
import { type Client, useServer } from '#testing';
import { loadWorld } from '../load/load-world.ts';
import { generateWorld, type CommunityPlan } from '../world/index.ts';
import type { WriteKeys } from './integrations.ts';
import { LiveWorld } from './live-world.ts';
import { liveWorldRoutes } from './routes.ts';

const world = generateWorld({
  seed: 11,
  until: systemClock.now(),
  cities: 1,
  stores: 3,
  communities: 20,
  residents: 760,
  days: 35,
  postsPerCommunityDay: 3,
});
// Every other one does everything and the rest nothing, so that tasks are forwarded and passed on whatever their ids.
const people = [...world.touchpoints()].map((plan, at) => ({ ...plan, diligence: at % 2 }));
world.touchpoints = function* () {
  yield* people;
};
let keys: WriteKeys = {};
const live = new LiveWorld({
  world,
  keys: { read: async () => keys, keep: async (kept) => void (keys = kept) },
  clock: systemClock,
  log: createLog('error'),
  playedByPeople: new Set(),
  // The beat is the test's: `tick` by hand, and each tick does all that is due.
  every: () => () => {},
  tickBudgetMs: Number.POSITIVE_INFINITY,
  limits: { atOnce: 4, perSecond: 1_000 },
  goodsOrdersADay: 0,
});
const demo = {
  name: 'demo',
  schema: { name: 'demo', migrations: [], tables: {} },
  routes: liveWorldRoutes(live),
  subscriptions: [],
  live: [],
  jobs: [],
  messages: { zh: {} },
};

describe('a city that lives through the doors of its own server', () => {
  const server = useServer({ modules: [...modules, demo as never], asTheMachine: true });
  let operator: Client;

  beforeAll(async () => {
    await loadWorld(server.world.runtime, world, () => {});
    await server.drain();
    operator = await server.signInAs('operator');
    live.start({ address: server.url, speed: 60 });
    return () => live.stop();
  });

  const pass = async (ticks: number, minutes: number): Promise<void> => {
    for (let tick = 0; tick < ticks; tick++) {
      await live.tick(minutes);
      await server.drain();
    }
  };
  const acts = (kind: string): number => live.state().acts[kind] ?? 0;
  const communityId = async ({ name }: CommunityPlan): Promise<string> => {
    const { body } = await operator.get(`/api/territory/communities?text=${encodeURIComponent(name)}`);
    return body.items[0].id;
  };

  it('people write in their groups and buy, through sources that were opened once', async () => {
    const before = systemClock.now();
    await pass(13, 60);
    expect(acts('post')).toBeGreaterThan(0);
    expect(acts('order')).toBeGreaterThan(0);
    const admin = await server.signInAs('admin');
    const { body } = await admin.get('/api/cdp/sources');
    expect(body.items.map((source: { kind: string }) => source.kind).toSorted()).toEqual(['chat', 'server']);
    const accepted = body.items.map((source: { accepted: number }) => source.accepted);
    expect(accepted.reduce((sum: number, count: number) => sum + count, 0)).toBe(acts('post') + acts('order'));
    const written = await Promise.all(
      world.communities.map(async (community) => {
        const path = `/api/cdp/communities/${await communityId(community)}/posts?purpose=community_listening&limit=50`;
        return (await operator.get<{ items: { occurredAt: string; text: string | null }[] }>(path)).body.items;
      }),
    );
    const fresh = written.flat().filter(({ occurredAt }) => new Date(occurredAt) >= before);
    expect(fresh.length).toBeGreaterThan(0);
    expect(fresh.every(({ text }) => (text ?? '').length > 3)).toBe(true);
    expect(keys).toEqual({ chat: expect.any(String), till: expect.any(String) });
  });

  it('an approved play is offered, answered, forwarded, seen, and followed up; who declines passes it on', async () => {
    const ids = await Promise.all(world.communities.map(communityId));
    const proposed = await operator.post('/api/intelligence/plays/propose', { communityIds: ids });
    expect(proposed.status).toBeLessThan(300);
    await server.drain();
    const plays = await operator.get('/api/intelligence/plays?state=proposed&limit=200');
    const playIds = plays.body.items.map((play: { id: string }) => play.id);
    expect(playIds.length).toBeGreaterThan(15);
    expect(acts('forward') + acts('accept')).toBe(0);
    await operator.post('/api/intelligence/plays/approve', { playIds });
    await server.drain();
    live.setSpeed(60);
    const wanted = ['forward', 'lead', 'decline', 'contacted'];
    for (let tries = 0; tries < 200 && wanted.some((kind) => acts(kind) === 0); tries++) await pass(1, 20);
    expect(Object.keys(live.state().acts)).toEqual(expect.arrayContaining(wanted));
    expect(acts('visit')).toBeGreaterThan(acts('lead'));
    const leads = (await operator.get<LeadsAnswer>('/api/growth/leads')).body;
    expect(leads.items.length).toBeGreaterThan(0);
    expect(leads.items.some(({ state }) => state !== 'new')).toBe(true);
    const tasks = (await operator.get<{ items: TaskItem[] }>('/api/touchpoints/tasks?limit=200')).body;
    const passedOn = tasks.items.find(({ attempt }) => attempt > 1);
    expect(passedOn).toBeDefined();
    const detail = (await operator.get<TaskDetail>(`/api/touchpoints/tasks/${passedOn?.taskId}`)).body;
    expect(detail.offers[0]?.answer).toBe('declined');
    const offer = await server.anonymous.get(`/api/growth/offers/${detail.shareToken}`);
    expect(offer.status).toBe(200);
    expect(live.state().lastErrors.filter(({ code }) => code === 'bug')).toEqual([]);
  }, 240_000);

  it('shows itself to whoever may look, and takes orders from who may give them', async () => {
    const admin = await server.signInAs('admin');
    const guide = await server.signInAs('store_manager');
    expect((await guide.get('/api/demo/world')).status).toBe(403);
    expect((await operator.post('/api/demo/world', { speed: 0 })).status).toBe(403);
    expect((await operator.get('/api/demo/world')).body).toMatchObject({ running: true, speed: 60 });
    expect((await admin.post('/api/demo/world', { speed: 20_000 })).status).toBe(422);
    expect((await admin.post('/api/demo/world', { speed: 0 })).body).toMatchObject({ running: false, speed: 0 });
    expect((await admin.post('/api/demo/world', { speed: 120 })).body).toMatchObject({ running: true, speed: 120 });
  });
});

describe('a server without a demo world', () => {
  const server = useServer();
  it('has no such routes', async () => {
    const admin = await server.signInAs('admin');
    expect((await admin.get('/api/demo/world')).status).toBe(404);
  });
});
