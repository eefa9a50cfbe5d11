import { beforeAll, describe, expect, it } from 'vitest';
import { DAY, HOUR } from '#kernel/time';
import { createSource, findLiveSource, ingestBatch, type LiveSource } from '#modules/cdp';
import { savePackage, type Package } from '#modules/commerce';
import type { TicketItem, TicketsAnswer } from '#modules/desk/contract';
import { type Client, makeStores, type StorePlace, useServer } from '#testing';
import { browsePlays, type Play, proposePlays } from '../index.ts';
import { addPackage } from '../test-places.ts';
import type { AlertDetail, AlertItem, AlertPeople, AlertsAnswer } from './listening-contract.ts';

const server = useServer({ rateLimits: false });
let here: StorePlace;
let source: LiveSource;
let manager: Client;
let fresh: Package;
let serial = 0;
const ALERTS = '/api/intelligence/listening/alerts';
const ROTTEN = [
  '菜全烂了，太不新鲜了，失望',
  '我家的也烂了，不新鲜，差评',
  '蔫得没法吃，不新鲜，退钱',
  '叶子全黄了，一点都不新鲜',
];
const PHONE = '13900030007';

beforeAll(async () => {
  const { world } = server;
  world.clock.set('2027-06-08T12:00:00+08:00');
  ({ here } = await makeStores(() => world.ctx(), 'GR'));
  const made = await createSource(world.ctx(), { name: '业主群', kind: 'server' });
  source = (await findLiveSource(world.database.db, made.source.sourceId))!;
  fresh = await addPackage(world.ctx(), 'today', { name: '今日鲜选', scene: 'fresh', topics: ['freshness'] });
  await addPackage(world.ctx(), 'leak-check', { name: '漏水检测', topics: ['leak'] });
  await signIn();
  await say(['阳台在漏水，谁家师傅好', '漏水怎么修', '想查一查漏水']);
  await say(['想买点新鲜的菜', '有新鲜的鱼吗']);
});

/** Sessions do not last for days. */
async function signIn(): Promise<void> {
  manager = await server.signInAs('store_manager', { areaKind: 'store', areaId: here.storeId });
}

async function say(texts: readonly string[]): Promise<void> {
  const { world } = server;
  const events = texts.map((text, at) => ({
    type: 'track',
    event: 'Community Post Published',
    messageId: `gr-${++serial}`,
    anonymousId: `resident-${at}`,
    // The first of them is somebody whom the house knows.
    ...(at === 0 ? { context: { traits: { phone: PHONE, name: '王小明' } } } : {}),
    timestamp: world.clock.now().toISOString(),
    properties: { communityCode: 'GR1', channel: 'chat', text },
  }));
  const ctx = world.ctx({ actor: { kind: 'source', sourceId: source.sourceId } });
  expect((await ingestBatch(ctx, source, { events })).accepted).toBe(texts.length);
  expect(await server.drain()).toEqual({ parked: 0 });
}

const plays = async (state: Play['state']): Promise<readonly Play[]> => {
  const filter = { communityId: here.communityId, state };
  return browsePlays(server.world.ctx(), filter, { before: undefined, limit: 20 });
};
const named = async (state: Play['state']): Promise<string[]> =>
  (await plays(state)).map(({ offer }) => offer.packageName);
const propose = () => proposePlays(server.world.ctx(), { communityIds: [here.communityId], packageIds: [fresh.id] });

async function alertOf(topic: string): Promise<AlertItem> {
  const { items } = (await manager.get<AlertsAnswer>(`${ALERTS}?view=all`)).body;
  return items.find((each) => each.topic === topic)!;
}
const detailOf = async ({ cityId, alertId }: AlertItem): Promise<AlertDetail> =>
  (await manager.get<AlertDetail>(`${ALERTS}/${cityId}/${alertId}`)).body;
const tickets = async (subjectId: string): Promise<TicketItem[]> =>
  (await manager.get<TicketsAnswer>(`/api/desk/tickets?subjectId=${subjectId}`)).body.items;
async function close({ ticketId, revision }: TicketItem, asked: object): Promise<void> {
  expect((await manager.post(`/api/desk/tickets/${ticketId}/close`, { revision, ...asked })).status).toBe(200);
  expect(await server.drain()).toEqual({ parked: 0 });
}

describe('a community that complains of us', () => {
  it('is offered no more of it: what is proposed is taken back by the system, with why', async () => {
    expect(await propose()).toMatchObject({ proposed: 1 });
    expect(await named('proposed')).toEqual(['今日鲜选']);
    await say(ROTTEN);
    expect(await alertOf('freshness')).toMatchObject({ state: 'open' });
    expect(await named('withdrawn')).toEqual(['今日鲜选']);
    const [held] = await plays('withdrawn');
    expect(held!.decisionReason).toMatch(/^\d 人在抱怨「新鲜度」，处理完之前先不推$/u);
    // Something else takes its place: people ask for it.
    expect(await named('proposed')).toEqual(['漏水检测']);
    const run = await propose();
    expect(run).toMatchObject({ proposed: 0 });
    expect(run.skipped[0]?.why).toMatch(/在抱怨「新鲜度」，处理完之前先不推/u);
  });

  it('shows who stands behind the complaints, masked, as far as anybody knows', async () => {
    const { cityId, alertId } = await alertOf('freshness');
    const { body, text } = await manager.get<AlertPeople>(`${ALERTS}/${cityId}/${alertId}/people`);
    expect(body.people).toBe(ROTTEN.length);
    const known = body.items.filter(({ phone }) => phone !== '');
    expect(known).toMatchObject([{ name: '王*', phone: '139****0007', messages: 1, orders: [] }]);
    expect(text).not.toContain(PHONE);
  });

  it('is offered it again once that is settled, in words that own up to it', async () => {
    const alert = await alertOf('freshness');
    const path = `${ALERTS}/${alert.cityId}/${alert.alertId}`;
    expect((await manager.post(`${path}/ticket`, { revision: alert.revision })).status).toBe(200);
    await server.drain();
    server.world.clock.advance(HOUR);
    const [ticket] = (await tickets(alert.alertId)) as [TicketItem];
    await close(ticket, { outcome: 'resolved', followUpDays: 3 });
    expect((await named('proposed')).toSorted()).toEqual(['今日鲜选', '漏水检测'].toSorted());
    const again = (await plays('proposed')).find(({ packageId }) => packageId === fresh.id)!;
    expect(again.script).toContain('大家说过菜不够新鲜');
    expect(again.reasons.join()).toContain('「新鲜度」的抱怨刚处理完');
  });

  it('shows the trend after that', async () => {
    expect((await detailOf(await alertOf('freshness'))).after).toMatchObject({ days: 0, verdict: 'early' });
    server.world.clock.advance(3 * DAY);
    await signIn();
    const detail = await detailOf(await alertOf('freshness'));
    expect(detail.after).toMatchObject({ days: 2, before: ROTTEN.length, after: 0, verdict: 'quiet' });
    expect(detail.byDay).toHaveLength(18);
  });

  it('is taken seriously again where the follow-up finds that it is not well', async () => {
    const alert = await alertOf('freshness');
    const [first] = (await tickets(alert.alertId)) as [TicketItem];
    const [asking] = (await tickets(first.ticketId)) as [TicketItem];
    await close(asking, { outcome: 'not_settled' });
    expect(await alertOf('freshness')).toMatchObject({ alertId: alert.alertId, state: 'in_hand' });
    expect((await tickets(alert.alertId)).map(({ state }) => state).toSorted()).toEqual(['done', 'open']);
    expect(await named('proposed')).toEqual(['漏水检测']);
  });

  it('is pushed nothing that was taken out of the offer meanwhile', async () => {
    const { id, revision: expectedRevision, createdAt: _at, updatedAt: _then, ...facts } = fresh;
    await savePackage(server.world.ctx(), { id, expectedRevision, facts: { ...facts, active: false } });
    const open = (await tickets((await alertOf('freshness')).alertId)).find(({ state }) => state === 'open')!;
    await close(open, { outcome: 'resolved' });
    expect(await named('proposed')).toEqual(['漏水检测']);
  });
});
