import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { UserId } from '#kernel/ids';
import { customerOf } from '#platform/auth';
import { touchpointsByIds } from '#modules/touchpoints';
import { type Client, useServer } from '#testing';
import type { LeadDetail, LeadItem, LeadsAnswer, OfferAnswer, OwnLeadsAnswer } from './contract.ts';
import { approveOffer, makeOfferPlaces, type OfferPlaces } from './test-places.ts';

const server = useServer();
let places: OfferPlaces;
let token: string;
let holder: Client;
let colleague: Client;
/** A steward of the other store's community. */
let neighbour: Client;
let manager: Client;
let sibling: Client;

beforeAll(async () => {
  const { world } = server;
  places = await makeOfferPlaces(() => world.ctx(), 'GH');
  await server.drain();
  const playId = await approveOffer(() => world.ctx(), places.here.communityId, 'H1');
  await server.drain();
  const { db } = world.database;
  const found = await sql<{ share_token: string; touchpoint_id: string }>`
    select share_token, touchpoint_id from growth.share_link where play_id = ${playId}`.execute(db);
  token = found.rows[0]?.share_token ?? '';
  const people = await touchpointsByIds(db, places.here.touchpoints);
  const clientOf = (mine: boolean): Promise<Client> => {
    const user = people.find((each) => (each.touchpointId === found.rows[0]?.touchpoint_id) === mine)?.userId;
    return server.client(user as UserId);
  };
  holder = await clientOf(true);
  colleague = await clientOf(false);
  const [other] = await touchpointsByIds(db, places.there.touchpoints);
  if (other === undefined) throw new Error('two serve the other community');
  neighbour = await server.client(other.userId);
  manager = await server.signInAs('store_manager', { areaKind: 'store', areaId: places.here.storeId });
  sibling = await server.signInAs('store_manager', { areaKind: 'store', areaId: places.there.storeId });
});

const leadBody = async (phone: string, visitorId: string) => {
  const offer = await server.anonymous.get<OfferAnswer>(`/api/growth/offers/${token}`);
  expect(offer.status).toBe(200);
  return {
    name: '王女士',
    phone,
    need: offer.body.needs[0],
    note: '',
    consentVersion: offer.body.consentVersion,
    visitorId,
  };
};

describe('a lead over HTTP', () => {
  it('is left by a visitor, heard of at once, followed up by the steward, and seen by the manager', async () => {
    const heard = await holder.live(['my-lead']);
    const [near, far] = [await manager.live(['lead']), await sibling.live(['lead'])];
    const visited = await server.anonymous.post(`/api/growth/offers/${token}/visits`, { visitorId: 'browser-1' });
    expect(visited.body).toEqual({ counted: true });
    const body = await leadBody('13900010001', 'browser-1');
    const left = await server.anonymous.post(`/api/growth/offers/${token}/leads`, body, { key: 'lead-key-1' });
    const again = await server.anonymous.post(`/api/growth/offers/${token}/leads`, body, { key: 'lead-key-1' });
    expect(left).toMatchObject({ status: 200, body: { alreadyLeft: false } });
    expect(again.text).toBe(left.text);
    const { id } = await heard.next((message) => message.type === 'LeadRecorded');
    await near.next((message) => message.id === id);

    const mine = await holder.get<LeadsAnswer>('/api/growth/my/leads');
    expect(mine.body.items).toHaveLength(1);
    expect(mine.body.items[0]).toMatchObject({
      leadId: id,
      name: '王*',
      phone: '139****0001',
      state: 'new',
      needName: '漏水',
    });
    const revealed = await holder.post(`/api/growth/my/leads/${id}/reveal`);
    expect(revealed.body).toMatchObject({ name: '王女士', phone: '13900010001' });
    const step = await holder.post<LeadItem>(`/api/growth/my/leads/${id}/follow-up`, {
      step: 'contacted',
      note: '周六上门',
    });
    expect(step.body).toMatchObject({ state: 'contacted', overdue: false });
    const refused = await holder.post(`/api/growth/my/leads/${id}/outcome`, { outcome: 'lost' });
    expect(refused).toMatchObject({ status: 422, body: { faults: [{ path: 'body.reason' }] } });
    const lost = { outcome: 'lost', reason: 'too_expensive' };
    expect((await manager.post(`/api/growth/leads/${id}/outcome`, lost)).body).toMatchObject({
      lostReasonName: '嫌贵',
    });
    const detail = await manager.get<LeadDetail>(`/api/growth/leads/${id}`);
    expect(detail.body.timeline.map((entry) => entry.by)).toEqual(['resident', 'touchpoint', 'staff']);

    const { body: own } = await server.anonymous.get<OfferAnswer>(`/api/growth/offers/${token}`);
    expect(own.neighbours).toMatchObject({ count: 1, visitors: 1, recent: [{ mask: '王*' }] });
    // A lead of the sibling's own is the first that reaches the sibling: nothing of this one did.
    const theirs = await neighbour.post('/api/growth/my/leads', {
      communityId: places.there.communityId,
      name: '钱先生',
      phone: '13900010009',
      consent: true,
    });
    expect((await far.next()).id).toBe((theirs.body as { lead: LeadItem }).lead.leadId);
    for (const stream of [heard, near, far]) stream.close();
  });

  it('is nobody else’s: not by list, id, search, export, reveal or act', async () => {
    const left = await server.anonymous.post(
      `/api/growth/offers/${token}/leads`,
      await leadBody('13900010002', 'browser-2'),
    );
    const { leadNumber } = left.body as { leadNumber: string };
    const list = await manager.get<LeadsAnswer>(`/api/growth/leads?text=${leadNumber}`);
    const leadId = list.body.items[0]?.leadId ?? '';
    expect((await manager.get(`/api/growth/leads/export?text=${leadNumber}`)).text).toContain(leadNumber);
    expect((await sibling.get(`/api/growth/leads/export?text=${leadNumber}`)).text).not.toContain(leadNumber);
    for (const [stranger, base] of [
      [sibling, '/api/growth/leads'],
      [colleague, '/api/growth/my/leads'],
    ] as const) {
      const seen = await stranger.get<LeadsAnswer>(base);
      expect(seen.body.items.map((item) => item.leadId)).not.toContain(leadId);
      expect((await stranger.get(`${base}/${leadId}`)).status).toBe(404);
      expect((await stranger.post(`${base}/${leadId}/reveal`)).status).toBe(404);
      expect((await stranger.post(`${base}/${leadId}/follow-up`, { step: 'contacted' })).status).toBe(404);
      expect((await stranger.post(`${base}/${leadId}/outcome`, { outcome: 'lost', reason: 'not_now' })).status).toBe(
        404,
      );
    }
    // Whoever reads may not act, whoever acts may not export, and nobody unknown may do either.
    expect((await holder.get('/api/growth/leads')).status).toBe(403);
    expect((await holder.get('/api/growth/leads/export')).status).toBe(403);
    const city = await server.signInAs('city_manager', { areaKind: 'city', areaId: places.cityId });
    expect((await city.post(`/api/growth/leads/${leadId}/reveal`)).status).toBe(403);
    expect((await manager.get('/api/growth/my/leads')).status).toBe(403);
    expect((await server.anonymous.get('/api/growth/leads')).status).toBe(401);
  });

  it('is added by hand by a touchpoint, who is the witness; it belongs to no play', async () => {
    const choices = await holder.get('/api/growth/lead-choices');
    expect(choices.body.needs).toContainEqual({ code: 'damp', name: '潮湿发霉' });
    const body = {
      communityId: places.here.communityId,
      name: '赵先生',
      phone: '13900010003',
      need: 'damp',
      consent: true,
    };
    expect((await holder.post('/api/growth/my/leads', { ...body, consent: false })).status).toBe(422);
    const added = await holder.post('/api/growth/my/leads', body);
    const { lead } = added.body as { lead: LeadItem };
    expect(lead).toMatchObject({
      channel: 'by_hand',
      playId: null,
      storeId: places.here.storeId,
      needName: '潮湿发霉',
    });
    expect((await holder.post('/api/growth/my/leads', body)).body).toMatchObject({
      alreadyLeft: true,
      lead: { leadId: lead.leadId },
    });
    expect(await colleague.post('/api/growth/my/leads', body)).toMatchObject({
      status: 409,
      body: { code: 'lead-of-colleague' },
    });
    const detail = await holder.get<LeadDetail>(`/api/growth/my/leads/${lead.leadId}`);
    expect(detail.body.consent).toMatchObject({ givenBy: 'verbal', witnessName: lead.touchpointName });
  });

  it('is refused with the new text when the consent is to an old one', async () => {
    const body = await leadBody('13900010004', 'browser-4');
    const admin = await server.signInAs('admin');
    const text = '同意本店用上面的称呼和电话联系我，只为沟通这次预约，随时可以要求删除。';
    expect((await manager.post('/api/growth/consent-texts', { version: '2', text })).status).toBe(403);
    expect((await admin.post('/api/growth/consent-texts', { version: '2', text })).body).toMatchObject({
      current: true,
    });
    const refused = await server.anonymous.post(`/api/growth/offers/${token}/leads`, body);
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'consent-outdated', detail: expect.stringContaining(text) },
    });
    const fresh = await leadBody('13900010004', 'browser-4');
    expect((await server.anonymous.post(`/api/growth/offers/${token}/leads`, fresh)).status).toBe(200);
  });

  it('moves the flywheel, for those who may see it', async () => {
    expect(await server.drain()).toEqual({ parked: 0 });
    const volume = async (client: Client) => {
      const { body } = await client.get<{ stages: { stage: string; volume: number }[] }>('/api/insight/flywheel');
      return Object.fromEntries(body.stages.map((each) => [each.stage, each.volume]));
    };
    expect(await volume(manager)).toMatchObject({
      propose: 1,
      approve: 1,
      task: 1,
      visit: 3,
      lead: 4,
      follow_up: 1,
      outcome: 1,
    });
    expect(await volume(sibling)).toMatchObject({ propose: 0, approve: 0, task: 0, visit: 0, lead: 1 });
    const list = await manager.get('/api/insight/flywheel/stages/lead');
    expect(list.body.items).toMatchObject([{ communityName: '青枫里', volume: 4 }]);
    const theirs = await sibling.get('/api/insight/flywheel/stages/lead');
    expect(theirs.body.items).toMatchObject([{ communityName: '澄湖苑', volume: 1 }]);
    expect((await manager.get('/api/insight/flywheel/stages/lead/export')).text).toContain('青枫里');
    expect((await manager.get('/api/insight/metrics')).body.items.length).toBeGreaterThan(30);
    expect((await holder.get('/api/insight/flywheel')).status).toBe(403);
  });
});

describe('a lead as its customer', () => {
  const customerClient = async (phone: string): Promise<Client> => {
    const ctx = server.world.ctx();
    const userId = await ctx.transaction((tx) => customerOf(ctx, tx, phone));
    return server.client(userId);
  };
  const leave = async (phone: string, visitorId: string): Promise<string> => {
    const body = await leadBody(phone, visitorId);
    const left = await server.anonymous.post(`/api/growth/offers/${token}/leads`, body);
    return (left.body as { leadNumber: string }).leadNumber;
  };

  it('is seen by phone, whoever wrote it down, and by no other phone', async () => {
    const phone = '13900010071';
    const leadNumber = await leave(phone, 'browser-71');
    await leave('13900010072', 'browser-72');
    await holder.post('/api/growth/my/leads', {
      communityId: places.here.communityId,
      name: '王女士',
      phone,
      consent: true,
    });
    const customer = await customerClient(phone);
    const { body } = await customer.get<OwnLeadsAnswer>('/api/growth/own/leads');
    expect(body.items.map((item) => [item.leadNumber === leadNumber, item.stateName, item.open])).toEqual([
      [false, '等待联系', true],
      [true, '等待联系', true],
    ]);
    expect((await server.anonymous.get('/api/growth/own/leads')).status).toBe(401);
    expect((await manager.get('/api/growth/own/leads')).status).toBe(403);
  });

  it('is called off by them alone, and then nobody sees the phone any more', async () => {
    const phone = '13900010073';
    await leave(phone, 'browser-73');
    const customer = await customerClient(phone);
    const { body } = await customer.get<OwnLeadsAnswer>('/api/growth/own/leads');
    const leadId = body.items[0]?.leadId;
    const stranger = await customerClient('13900010074');
    expect((await stranger.post(`/api/growth/own/leads/${leadId}/withdraw`)).status).toBe(404);
    const done = await customer.post(`/api/growth/own/leads/${leadId}/withdraw`);
    expect(done).toMatchObject({ status: 200, body: { state: 'lost', open: false } });
    expect((await customer.post(`/api/growth/own/leads/${leadId}/withdraw`)).status).toBe(409);
    const { body: seen } = await manager.get<LeadDetail>(`/api/growth/leads/${leadId}`);
    expect(seen).toMatchObject({ lostReason: 'withdrew', consentWithdrawn: true });
    expect(seen.timeline.at(-1)).toMatchObject({ by: 'resident', move: 'lost' });
    expect((await manager.post(`/api/growth/leads/${leadId}/reveal`)).status).not.toBe(200);
  });
});
