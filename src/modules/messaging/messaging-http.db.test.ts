import { beforeAll, describe, expect, it } from 'vitest';
import type { UserId } from '#kernel/ids';
import { customerOf } from '#platform/auth';
import { VisitBooked } from '#modules/fulfilment/events';
import { type Client, makeCustomer, makeStores, type StorePlace, useServer } from '#testing';
import type { MessageItem, MessagesAnswer, OwnConsentsAnswer, OwnMessagesAnswer } from './contract.ts';

const server = useServer();
const production = useServer({ mode: 'production' });
let here: StorePlace;
let there: StorePlace;
let manager: Client;
let sibling: Client;
let mine: Client;
let stranger: Client;
const PHONE = '13900020001';

const customerClient = async (phone: string, of = server): Promise<Client> => {
  const ctx = of.world.ctx();
  const userId: UserId = await ctx.transaction((tx) => customerOf(ctx, tx, phone));
  return of.client(userId);
};

async function book(of: typeof server, place: StorePlace, phone: string): Promise<string> {
  const ctx = of.world.ctx();
  const customer = await makeCustomer(ctx, { name: '王小明', phone });
  const visitId = ctx.newId<'Visit'>();
  const startsAt = '2027-06-09T02:00:00.000Z';
  await ctx.transaction((tx) =>
    tx.announce([
      VisitBooked(visitId, {
        ...customer,
        visitId,
        cityId: place.cityId,
        communityId: place.communityId,
        storeId: place.storeId,
        service: 'measure',
        leadId: null,
        shareToken: null,
        packageId: null,
        projectId: null,
        touchpointId: ctx.newId<'Touchpoint'>(),
        startsAt,
        endsAt: startsAt,
      }),
    ]),
  );
  await of.drain();
  return visitId;
}

beforeAll(async () => {
  // By day, whatever the time is where the test runs.
  for (const { world } of [server, production]) world.clock.set('2027-06-06T10:00:00+08:00');
  ({ here, there } = await makeStores(() => server.world.ctx(), 'MH'));
  manager = await server.signInAs('store_manager', { areaKind: 'store', areaId: here.storeId });
  sibling = await server.signInAs('store_manager', { areaKind: 'store', areaId: there.storeId });
  mine = await customerClient(PHONE);
  stranger = await customerClient('13900020002');
});

describe('a customer', () => {
  it('hears at once, reads, and is nobody else', async () => {
    const heard = await mine.live(['own-inbox']);
    const seen = await manager.live(['message']);
    const visitId = await book(server, here, PHONE);
    const { id } = await heard.next((message) => message.type === 'MessageDelivered');
    heard.close();
    await seen.next((message) => message.type === 'MessageDelivered' && message.id === id);
    seen.close();
    const { body } = await mine.get<OwnMessagesAnswer>('/api/messaging/own/messages');
    expect(body).toMatchObject({
      unread: 1,
      items: [{ messageId: id, title: '上门时间约好了', link: `/my/visits/${visitId}`, readAt: null }],
    });
    expect((await stranger.get<OwnMessagesAnswer>('/api/messaging/own/messages')).body).toMatchObject({
      items: [],
      unread: 0,
    });
    expect((await stranger.post('/api/messaging/own/messages/read', { messageIds: [id] })).body.unread).toBe(0);
    expect((await mine.get<OwnMessagesAnswer>('/api/messaging/own/messages')).body.unread).toBe(1);
    expect((await mine.post('/api/messaging/own/messages/read', {})).body).toEqual({ unread: 0 });
    expect((await server.anonymous.get('/api/messaging/own/messages')).status).toBe(401);
    expect((await manager.get('/api/messaging/own/messages')).status).toBe(403);
  });

  it('turns the pages of the inbox', async () => {
    await book(server, here, PHONE);
    await book(server, here, PHONE);
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const path: string = `/api/messaging/own/messages?limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`;
      const page: OwnMessagesAnswer = (await mine.get<OwnMessagesAnswer>(path)).body;
      seen.push(...page.items.map((item) => item.messageId));
      cursor = page.nextCursor;
    }
    expect(seen).toHaveLength(3);
    expect(new Set(seen).size).toBe(3);
  });

  it('allows and takes back', async () => {
    const path = '/api/messaging/own/consents';
    const { body } = await mine.get<OwnConsentsAnswer>(path);
    expect(body.items.map(({ purpose, given }) => [purpose, given])).toEqual([
      ['survey', true],
      ['marketing', false],
    ]);
    const version = body.items[1]?.version;
    const given = await mine.put<OwnConsentsAnswer>(path, { purpose: 'marketing', given: true, version });
    expect(given.body.items[1]).toMatchObject({ given: true, changedAt: expect.any(String) });
    const old = await mine.put(path, { purpose: 'marketing', given: true, version: 'old' });
    expect(old).toMatchObject({ status: 409, body: { code: 'consent-text-outdated' } });
    const back = await mine.put<OwnConsentsAnswer>(path, { purpose: 'marketing', given: false, version: 'old' });
    expect(back.body.items[1]).toMatchObject({ given: false });
  });
});

describe('staff', () => {
  it('see the ledger of their area, masked, with reasons, and export it', async () => {
    const { body } = await manager.get<MessagesAnswer>('/api/messaging/messages?state=delivered');
    const [item] = body.items as [MessageItem];
    expect(item).toMatchObject({ name: '王*', phone: '139****0001', communityName: '青枫里', stateName: '已发' });
    expect(item.reason).toBe('是本人办的事，白天，现在就发');
    expect(item.channels.map((one) => [one.channelName, one.taken, one.sandbox])).toEqual([
      ['站内消息', true, false],
      ['短信（沙箱）', true, true],
    ]);
    expect(body.counts).toEqual({ delivered: 3 });
    const csv = await manager.get('/api/messaging/messages/export');
    expect(csv.text).toContain('上门已约好');
    expect(csv.text).not.toContain(PHONE);
    expect((await sibling.get<MessagesAnswer>('/api/messaging/messages')).body).toEqual({
      items: [],
      nextCursor: null,
      counts: {},
    });
    expect((await sibling.get('/api/messaging/messages/export')).text).not.toContain('上门已约好');
    expect((await mine.get('/api/messaging/messages')).status).toBe(403);
    expect((await manager.get('/api/messaging/message-choices')).body.templates).toContainEqual({
      code: 'visit_departed',
      name: '师傅已出发',
    });
  });
});

describe('in production', () => {
  it('there is no SMS until a channel is configured, and the ledger says so', async () => {
    const places = await makeStores(() => production.world.ctx(), 'MP');
    await book(production, places.here, PHONE);
    const staff = await production.signInAs('operator');
    const { body } = await staff.get<MessagesAnswer>('/api/messaging/messages');
    expect(body.items).toMatchObject([{ state: 'delivered', template: 'visit_booked' }]);
    expect(body.items[0]?.channels).toMatchObject([
      { channel: 'in_app', taken: true },
      { channel: 'sms', taken: false, why: 'no_channel_configured', reason: '没有配置短信通道，没有发短信' },
    ]);
  });
});
