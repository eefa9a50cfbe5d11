import { beforeAll, describe, expect, it } from 'vitest';
import { MINUTE, systemClock } from '#kernel/time';
import { createLog } from '#platform/telemetry';
import type { CodesAnswer, BookingView, HoldAnswer, SlotsAnswer } from '#modules/growth/contract';
import type { OrdersAnswer } from '#modules/commerce/contract';
import type { ProjectsAnswer, ProjectDetail, VisitsAnswer } from '#modules/fulfilment/contract';
import { type Client, useServer } from '#testing';
import { loadWorld } from '../load/load-world.ts';
import { generateWorld } from '../world/index.ts';
import type { WriteKeys } from './integrations.ts';
import { LiveWorld } from './live-world.ts';
import { somebodyOf } from './passers-by.ts';

const world = generateWorld({
  seed: 5,
  until: systemClock.now(),
  cities: 1,
  stores: 2,
  communities: 12,
  residents: 400,
  days: 3,
  postsPerCommunityDay: 0,
  ordersPerHouseholdMonth: 0.01,
});
let keys: WriteKeys = {};
const played = new Set<string>();
const makeLive = (): LiveWorld =>
  new LiveWorld({
    world,
    keys: { read: async () => keys, keep: async (kept) => void (keys = kept) },
    clock: systemClock,
    log: createLog('error'),
    playedByPeople: played,
    every: () => () => {},
    tickBudgetMs: Number.POSITIVE_INFINITY,
    limits: { atOnce: 4, perSecond: 1_000 },
    goodsOrdersADay: 0,
  });

describe('homes that are renewed while the world lives', () => {
  const server = useServer({ rateLimits: false, asTheMachine: true });
  let operator: Client;
  let live = makeLive();

  beforeAll(async () => {
    await loadWorld(server.world.runtime, world, () => {});
    await server.drain();
    operator = await server.signInAs('operator');
    live.start({ address: server.url, speed: 60 });
    return () => live.stop();
  }, 60_000);

  const acts = (kind: string): number => live.state().acts[kind] ?? 0;
  /** Lets time pass until it is so, or a month is over. */
  const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
    for (let ticks = 0; ticks < 120 && !(await isSo()); ticks++) {
      await live.tick(360);
      await server.drain();
    }
  };

  /** Somebody books by a printed code, as people do. */
  async function book(code: string, nth: number): Promise<string> {
    const path = `/api/growth/bookings/${code}`;
    const page = (await server.anonymous.get<BookingView>(path)).body;
    const place = page.communities[0]!;
    const plan = world.communities.find(({ name }) => name === place.name)!;
    const { resident, address } = somebodyOf(world, plan, {
      next: () => (nth % 7) / 7,
      bytes: () => new Uint8Array(),
    })!;
    const visitorId = `a-person-at-the-door-${nth}`;
    const { communityId } = place;
    const { days } = (await server.anonymous.get<SlotsAnswer>(`${path}/slots?days=7&communityId=${communityId}`)).body;
    const { startsAt } = days.flatMap(({ slots }) => slots)[0]!;
    const held = await server.anonymous.post<HoldAnswer>(`${path}/holds`, { startsAt, visitorId, communityId });
    const { name, phone } = resident;
    const packageId = page.packages[nth % page.packages.length]?.packageId;
    const { consentVersion } = page;
    const form = { communityId, holdId: held.body.holdId, visitorId, name, phone, address, packageId, consentVersion };
    expect((await server.anonymous.post(path, form)).status).toBe(200);
    return phone;
  }

  it('a booking becomes a measured home, a signed contract, a paid order and works that the owner confirms', async () => {
    const codes = (await operator.get<CodesAnswer>('/api/growth/codes')).body.items;
    expect(codes.length).toBeGreaterThan(6);
    const phones: string[] = [];
    for (const [nth, { code }] of codes.slice(0, 7).entries()) phones.push(await book(code, nth));
    // One of them is played by a person: the world keeps its hands off.
    played.add(phones[0]!);
    await server.drain();
    await until(() => acts('paid-deposit') > 0 && acts('milestone-confirmed') > 1);
    expect(live.state().lastErrors.filter(({ code }) => code === 'bug')).toEqual([]);
    expect(acts('visit-done')).toBeGreaterThan(0);
    expect(acts('signed')).toBeGreaterThan(0);
    const { counts } = (await operator.get<OrdersAnswer>('/api/commerce/orders')).body;
    expect(counts.byState['deposit_paid'] ?? 0).toBeGreaterThan(0);
    const { items } = (await operator.get<ProjectsAnswer>('/api/fulfilment/projects')).body;
    const confirmed = items.find((project) => project.confirmed > 0);
    const detail = (await operator.get<ProjectDetail>(`/api/fulfilment/projects/${confirmed?.projectId}`)).body;
    expect(detail.milestoneList[0]).toMatchObject({ state: 'confirmed' });
  }, 240_000);

  it('a restart goes on from where the server is, up to the survey and the rest of the money', async () => {
    await live.stop();
    // Nobody gets two sign-in codes within a minute.
    server.world.clock.advance(2 * MINUTE);
    live = makeLive();
    live.start({ address: server.url, speed: 60 });
    const isComplete = async (): Promise<boolean> => {
      const { items } = (await operator.get<OrdersAnswer>('/api/commerce/orders?state=completed')).body;
      return items.length > 0;
    };
    // One notice in thirty comes late: what was paid counts once it was heard of.
    await until(async () => acts('paid-balance') > 0 && (await isComplete()));
    expect(acts('paid-balance')).toBeGreaterThan(0);
    expect(live.state().lastErrors.filter(({ code }) => code === 'bug')).toEqual([]);
    const { counts } = (await operator.get<ProjectsAnswer>('/api/fulfilment/projects')).body;
    expect(counts.completed).toBeGreaterThan(0);
    expect(await isComplete()).toBe(true);
  }, 240_000);

  it('does nothing for whom a person plays', async () => {
    const [phone] = played;
    const masked = `${phone?.slice(0, 3)}****${phone?.slice(-4)}`;
    const orders = (await operator.get<OrdersAnswer>('/api/commerce/orders')).body.items;
    expect(orders.filter(({ customerPhone }) => customerPhone === masked)).toEqual([]);
    const { items } = (await operator.get<VisitsAnswer>('/api/fulfilment/visits')).body;
    expect(items.some(({ customerPhone }) => customerPhone === masked)).toBe(true);
  });
});
