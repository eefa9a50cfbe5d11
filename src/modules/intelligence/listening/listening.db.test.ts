import { beforeAll, describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '#kernel/time';
import { createSource, findLiveSource, forgetGoodsNames, ingestBatch, type LiveSource } from '#modules/cdp';
import type { ListeningAnswer, VoicesAnswer } from '#modules/cdp/contract';
import type { TicketDetail, TicketsAnswer } from '#modules/desk/contract';
import { commitImport, previewImport } from '#modules/territory';
import { type Client, makeGoodsHistory, makeStores, type StorePlace, useServer } from '#testing';
import type { AlertDetail, AlertItem, AlertsAnswer } from './listening-contract.ts';

const server = useServer({ rateLimits: false });
let here: StorePlace;
let there: StorePlace;
let source: LiveSource;
let manager: Client;
let sibling: Client;
let admin: Client;
let serial = 0;
const NOON = '2027-06-08T12:00:00+08:00';
const ALERTS = '/api/intelligence/listening/alerts';
const OPENED = 'purpose=community_listening';

beforeAll(async () => {
  const { world } = server;
  world.clock.set(NOON);
  ({ here, there } = await makeStores(() => world.ctx(), 'LS'));
  const made = await createSource(world.ctx(), { name: '业主群', kind: 'server' });
  source = (await findLiveSource(world.database.db, made.source.sourceId))!;
  manager = await server.signInAs('store_manager', { areaKind: 'store', areaId: here.storeId });
  sibling = await server.signInAs('store_manager', { areaKind: 'store', areaId: there.storeId });
  admin = await server.signInAs('admin');
});

/** Residents say something in the group of the community, now. */
async function say(texts: readonly string[], more: { author?: string; code?: string } = {}): Promise<void> {
  const { world } = server;
  const events = texts.map((text) => ({
    type: 'track',
    event: 'Community Post Published',
    messageId: `ls-${++serial}`,
    anonymousId: more.author ?? `resident-${serial}`,
    timestamp: world.clock.now().toISOString(),
    properties: { communityCode: more.code ?? 'LS1', channel: 'chat', text },
  }));
  const ctx = world.ctx({ actor: { kind: 'source', sourceId: source.sourceId } });
  expect((await ingestBatch(ctx, source, { events })).accepted).toBe(texts.length);
  expect(await server.drain()).toEqual({ parked: 0 });
}

const alerts = async (who = manager, query = 'view=all'): Promise<AlertsAnswer> =>
  (await who.get<AlertsAnswer>(`${ALERTS}?${query}`)).body;
const alertOf = async (topic: string, kind: AlertItem['kind']): Promise<AlertItem | undefined> =>
  (await alerts()).items.find((each) => each.topic === topic && each.kind === kind);
const summary = async (): Promise<ListeningAnswer> =>
  (await manager.get<ListeningAnswer>('/api/cdp/listening/summary?days=7')).body;
const voices = async (query: string): Promise<VoicesAnswer> =>
  (await manager.get<VoicesAnswer>(`/api/cdp/listening/voices?${query}`)).body;

describe('what a community says', () => {
  it('is counted by feeling, topic and day, within the reader’s area', async () => {
    await say(['今天有人团西瓜吗', '橱柜做工真不错，缝隙很均匀', '快递柜又满了']);
    await say(['收到货了，谢谢团长'], { code: 'LS2' });
    const { now, topics, byDay } = await summary();
    expect([now.posts, now.positive]).toEqual([3, 1]);
    expect(byDay).toHaveLength(7);
    expect(topics.map(({ topic }) => topic)).toContain('workmanship');
  });

  it('stays sealed without a purpose, and is masked with one', async () => {
    await say(['你们的瓷砖做工太差了，住3栋2单元501，快打13912345678，气死了']);
    const sealed = await voices('days=7&sentiment=negative');
    expect(sealed.items.every(({ text }) => text === null)).toBe(true);
    const [newest] = (await voices(`days=7&sentiment=negative&${OPENED}`)).items;
    expect(newest?.text).toContain('瓷砖');
    expect(newest?.text).not.toMatch(/13912345678|501/u);
  });

  it('is read anew by a person, and the counts follow', async () => {
    const before = await summary();
    const [voice] = (await voices('days=7&sentiment=positive')).items;
    const label = { sentiment: 'negative', severity: 1, topics: ['design'] };
    const path = `/api/cdp/listening/voices/${voice!.cityId}/${voice!.eventId}/label`;
    expect((await sibling.put(path, label)).status).toBe(404);
    expect((await manager.put(path, { ...label, topics: ['unheard_of'] })).status).toBe(422);
    expect((await manager.put(path, label)).status).toBe(200);
    expect((await manager.put(path, label)).status).toBe(200);
    const after = await summary();
    expect(after.now).toEqual({
      posts: before.now.posts,
      positive: before.now.positive - 1,
      negative: before.now.negative + 1,
    });
    const topics = new Map(after.topics.map((each) => [each.topic, each]));
    const earlier = before.topics.find(({ topic }) => topic === 'workmanship')!;
    expect(topics.get('design')?.negative).toBe(1);
    expect(topics.get('workmanship')?.positive).toBe(earlier.positive - 1);
    expect((await voices('days=7&unchecked=true')).items.some(({ eventId }) => eventId === voice!.eventId)).toBe(false);
  });
});

describe('an alert', () => {
  const LEAKS = [
    '阳台漏水了，地板都泡了一片，烦死了',
    '我家也漏，天花板一直渗水，没人管',
    '下雨就漏水，说了半年了还没修',
    '卫生间漏水，楼下来找我了，真糟心',
  ];

  it('is not raised by one loud person', async () => {
    for (const text of LEAKS) await say([text, `${text}！`], { author: 'loud' });
    expect(await alertOf('leak', 'spike')).toBeUndefined();
  });

  it('stands once several people complain within the hour, once, and is seen by those whose area it is', async () => {
    server.world.clock.advance(20 * MINUTE);
    await say(LEAKS);
    const alert = await alertOf('leak', 'spike');
    expect(alert).toMatchObject({ kind: 'spike', topicName: '漏水', communityName: '青枫里', state: 'open' });
    expect(alert!.people).toBeGreaterThanOrEqual(4);
    await say(LEAKS);
    expect((await alerts()).items.filter(({ topic, kind }) => topic === 'leak' && kind === 'spike')).toHaveLength(1);
    expect((await alerts(sibling)).items).toEqual([]);
    expect((await sibling.get(`${ALERTS}/${alert!.cityId}/${alert!.alertId}`)).status).toBe(404);
  });

  it('shows the complaints day by day, and in groups that tell the same story', async () => {
    const { cityId, alertId } = (await alertOf('leak', 'spike'))!;
    const { body } = await manager.get<AlertDetail>(`${ALERTS}/${cityId}/${alertId}?${OPENED}`);
    expect(body.byDay.at(-1)!.people).toBeGreaterThanOrEqual(4);
    expect(body.clusters[0]!.messages).toBeGreaterThanOrEqual(3);
    expect(body.clusters[0]!.example).toContain('漏');
    expect(body.clusters.reduce((sum, each) => sum + each.messages, 0)).toBeGreaterThanOrEqual(8);
    const sealed = await manager.get<AlertDetail>(`${ALERTS}/${cityId}/${alertId}`);
    expect(sealed.body.clusters.map(({ example }) => example)).toEqual([null]);
  });

  it('tells that other communities of the same store complain of the same', async () => {
    const alert = (await alertOf('leak', 'spike'))!;
    const stores = async () =>
      (await manager.get<AlertDetail>(`${ALERTS}/${alert.cityId}/${alert.alertId}`)).body.stores;
    expect(await stores()).toEqual([]);
    const lines = ['code,name,city,lng,lat,communities', 'SLS1,一店,LS,120.15,30.28,LS1;LS2'];
    const bytes = Buffer.from(lines.join('\n'));
    const asked = { kind: 'stores', datum: 'wgs84', fileName: 'stores.csv', bytes } as const;
    const { id: importId } = await previewImport(server.world.ctx(), asked);
    await commitImport(server.world.ctx(), { importId, lines: 'all' });
    await say(['漏水漏得心烦，没人管'], { code: 'LS2' });
    expect(await stores()).toEqual([{ name: '一店', communities: 1, messages: 1 }]);
  });

  it('names the goods that people complain of, as the catalogue calls them', async () => {
    await makeGoodsHistory(server.world, 1);
    forgetGoodsNames();
    await say(['青菜1全烂了，太不新鲜了，失望', '我家的青菜1也烂了，不新鲜，差评', '青菜1蔫得没法吃，不新鲜，退钱']);
    const { cityId, alertId } = (await alertOf('freshness', 'spike'))!;
    const { body } = await manager.get<AlertDetail>(`${ALERTS}/${cityId}/${alertId}?${OPENED}`);
    expect(body.clusters.flatMap(({ items }) => items)).toContain('青菜1');
    expect(body.goods).toMatchObject([{ name: '青菜1', people: 3, communities: 0, sameSource: 0, batches: [] }]);
    const { items } = await summary();
    expect(items).toMatchObject([{ name: '青菜1', messages: 3, people: 3, communities: 1 }]);
    const naming = await voices(`days=7&item=${items[0]!.item}`);
    expect(naming.items.map(({ goods }) => goods)).toEqual([['青菜1'], ['青菜1'], ['青菜1']]);
  });

  it('becomes a ticket with a deadline, and is done with it', async () => {
    const alert = (await alertOf('leak', 'spike'))!;
    const path = `${ALERTS}/${alert.cityId}/${alert.alertId}`;
    expect((await sibling.post(`${path}/ticket`, { revision: alert.revision })).status).toBe(404);
    expect((await manager.post(`${path}/ticket`, { revision: alert.revision })).status).toBe(200);
    expect((await manager.post(`${path}/ticket`, { revision: alert.revision })).status).toBe(409);
    await server.drain();
    const { ticketId } = (await alertOf('leak', 'spike'))!;
    const ticket = (await manager.get<TicketDetail>(`/api/desk/tickets/${ticketId}`)).body;
    expect(ticket).toMatchObject({ kind: 'community_voice', priority: 'high', state: 'open' });
    const done = { revision: ticket.revision, outcome: 'resolved', note: '' };
    expect((await manager.post(`/api/desk/tickets/${ticketId}/close`, done)).status).toBe(200);
    await server.drain();
    expect(await alertOf('leak', 'spike')).toMatchObject({ state: 'done' });
  });

  it('of a grave message stands at once, as a ticket that is due within the hour', async () => {
    await say(['吃了群里买的虾，孩子上吐下泻，现在在医院挂急诊']);
    const [alert] = (await alerts(manager, 'view=open&kind=grave')).items;
    expect(alert).toMatchObject({ kind: 'grave', state: 'in_hand', graveKinds: ['food'] });
    const tickets = (await manager.get<TicketsAnswer>(`/api/desk/tickets?subjectId=${alert!.alertId}`)).body;
    expect(tickets.items).toHaveLength(1);
    const [ticket] = tickets.items;
    expect(ticket).toMatchObject({ priority: 'urgent', kindName: '小区反馈' });
    expect(Date.parse(ticket!.dueAt) - Date.parse(ticket!.openedAt)).toBe(HOUR);
  });

  it('is one for all who tell of the same danger', async () => {
    const grave = async () =>
      (await alerts(manager, 'view=all&kind=grave')).items.filter((each) => each.graveKinds.includes('food'));
    const before = await grave();
    await say(['我家吃了那个虾也上吐下泻，两个大人都进了急诊', '吃完虾拉肚子拉到脱水，刚挂了急诊']);
    const after = await grave();
    expect(after).toHaveLength(before.length);
    expect(after[0]!.people).toBe(3);
    const { cityId, alertId } = after[0]!;
    const { body } = await manager.get<AlertDetail>(`${ALERTS}/${cityId}/${alertId}`);
    expect(body.clusters[0]).toMatchObject({ messages: 3, people: 3 });
    const tickets = (await manager.get<TicketsAnswer>(`/api/desk/tickets?subjectId=${alertId}`)).body;
    expect(tickets.items).toHaveLength(1);
  });

  it('waits for a person where grave ones are looked at first, and can be dismissed with a reason', async () => {
    const rule = { leastPeople: 3, onceIn: 1_000, graveToTicket: false, revision: 0 };
    expect((await manager.put('/api/intelligence/listening/rule', rule)).status).toBe(403);
    expect((await admin.put('/api/intelligence/listening/rule', rule)).status).toBe(200);
    expect((await admin.put('/api/intelligence/listening/rule', rule)).status).toBe(409);
    await say(['插座打火花了，一股焦味，我不敢碰']);
    const alert = (await alerts(manager, 'view=open&kind=grave')).items.find(({ state }) => state === 'open')!;
    const { open } = await alerts(manager, 'view=open');
    const path = `${ALERTS}/${alert.cityId}/${alert.alertId}`;
    const dismissed = await manager.post<AlertItem>(`${path}/dismiss`, { revision: alert.revision, reason: 'known' });
    expect(dismissed.body).toMatchObject({ state: 'dismissed', dismissReason: 'known' });
    expect((await manager.post(`${path}/ticket`, { revision: dismissed.body.revision })).status).toBe(409);
    expect((await alerts(manager, 'view=open')).open).toBe(open - 1);
  });
});

describe('a message that a person finds worth seeing to', () => {
  const path = ({ cityId, eventId }: { cityId: string; eventId: string }): string =>
    `/api/intelligence/listening/voices/${cityId}/${eventId}/ticket`;

  it('becomes a ticket of its own, once', async () => {
    await say(['墙面有裂缝，想问问怎么补']);
    const voice = (await voices('days=7&topic=crack')).items[0]!;
    expect((await sibling.post(path(voice))).status).toBe(404);
    const taken = await manager.post<AlertItem>(path(voice));
    expect(taken.body).toMatchObject({ kind: 'message', state: 'in_hand' });
    expect(await manager.post(path(voice))).toMatchObject({ status: 409, body: { code: 'voice-taken-before' } });
    await server.drain();
    const { items } = (await manager.get<TicketsAnswer>(`/api/desk/tickets?subjectId=${taken.body.alertId}`)).body;
    expect(items).toMatchObject([{ priority: 'high', summary: expect.stringContaining('同事看了觉得要跟进') }]);
    const { body } = await manager.get<AlertDetail>(`${ALERTS}/${voice.cityId}/${taken.body.alertId}`);
    expect(body.clusters).toMatchObject([{ messages: 1, people: 1 }]);
  });

  it('is grave where somebody says so', async () => {
    await say(['邻居家的狗一直没人管，饿得直叫，我投诉了三次']);
    const voice = (await voices('days=7&sentiment=negative')).items[0]!;
    const label = { sentiment: 'negative', severity: 3, topics: [] };
    const correct = `/api/cdp/listening/voices/${voice.cityId}/${voice.eventId}/label`;
    expect((await manager.put(correct, label)).status).toBe(200);
    await server.drain();
    const [newest] = (await alerts(manager, 'view=all&kind=grave')).items;
    expect(newest).toMatchObject({ kind: 'grave', topic: null, state: 'open' });
  });
});
