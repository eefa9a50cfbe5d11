import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TouchpointId } from '#kernel/ids';
import { DAY, HOUR, MINUTE } from '#kernel/time';
import { readAfter } from '#platform/outbox';
import { useServer, type Client } from '#testing';
import type { MeasureAnswer, ProgressAnswer } from '../contract.ts';
import { makeCustomer, makeGround, makeVisit, picture, recruit, type Ground } from '../projects/test-works.ts';
import { lastMeasure } from './measure-store.ts';
import { lockVisit, saveVisit } from './visit-store.ts';
import { placed, type Visit } from './visit.ts';

const server = useServer();
let ground: Ground;
let designer: { touchpointId: TouchpointId; client: Client };
let colleague: { touchpointId: TouchpointId; client: Client };
let manager: Client;
let otherManager: Client;

const ctx = () => server.world.ctx();
const soon = (ms: number) => new Date(server.world.clock.now().getTime() + ms).toISOString();

beforeAll(async () => {
  ground = await makeGround(ctx);
  const hire = async () => {
    const hired = await recruit(ctx, ground, 'designer');
    return { touchpointId: hired.touchpointId, client: await server.client(hired.userId) };
  };
  designer = await hire();
  colleague = await hire();
  manager = await server.signInAs('store_manager', { areaKind: 'store', areaId: ground.storeId });
  otherManager = await server.signInAs('store_manager', { areaKind: 'store', areaId: ground.otherStoreId });
});

async function book(service = 'measure'): Promise<{ visit: Visit; customer: Client }> {
  const customer = await makeCustomer(ctx);
  const visit = await makeVisit(ctx(), ground, customer, { service, touchpointId: designer.touchpointId });
  return { visit, customer: await server.client(customer.userId) };
}

const step = (visit: Visit, asked: object, as = designer.client) =>
  as.post<ProgressAnswer & { code?: string; detail?: string }>(`/api/fulfilment/my/visits/${visit.visitId}/progress`, {
    opId: randomUUID(),
    ...asked,
  });

const ROOMS = [
  { name: '主卧', lengthMm: 3_600, widthMm: 4_200, heightMm: 2_750 },
  { name: '卫生间', lengthMm: 1_805, widthMm: 2_333, heightMm: 2_400 },
];
const measure = (visit: Visit, body: object, as = designer.client) =>
  as.put(`/api/fulfilment/my/visits/${visit.visitId}/measure`, body);

/** Goes there and measures; what is left is to finish. */
async function arrive(visit: Visit): Promise<void> {
  for (const each of ['accepted', 'departed', 'arrived']) expect((await step(visit, { step: each })).status).toBe(200);
}

describe('a visit on its way', () => {
  it('is accepted, departed, arrived and done, live to the customer, who never sees where anybody is', async () => {
    const { visit, customer } = await book('install');
    const watch = () => customer.get<ProgressAnswer>(`/api/fulfilment/own/visits/${visit.visitId}/progress`);
    expect((await watch()).body).toMatchObject({
      state: 'booked',
      who: { name: expect.stringMatching(/^张\*/), roleName: '设计师' },
      expectedAt: visit.startsAt.toISOString(),
      steps: [],
      rating: { open: false },
    });
    expect((await step(visit, { step: 'departed' })).status).toBe(409);
    await step(visit, { step: 'accepted' });
    // About 3 km away as the crow flies: some ten minutes of driving and five to park.
    const departed = await step(visit, { step: 'departed', position: { lng: 120.15, lat: 30.307 } });
    const { body, text } = await watch();
    expect(text).not.toContain('30.307');
    expect(departed.body.state).toBe('departed');
    const ahead = Date.parse(body.expectedAt ?? '') - server.world.clock.now().getTime();
    expect(ahead).toBeGreaterThan(10 * MINUTE);
    expect(ahead).toBeLessThan(30 * MINUTE);
    await step(visit, { step: 'arrived' });
    expect((await watch()).body.expectedAt).toBeNull();
    expect((await step(visit, { step: 'done', outcome: 'not_measured', reason: '不想量' })).body.code).toBe(
      'not-to-be-measured',
    );
    expect((await step(visit, { step: 'done' })).body).toMatchObject({ state: 'done', outcome: 'done' });
    expect((await watch()).body.steps.map((each) => each.step)).toEqual(['accepted', 'departed', 'arrived', 'done']);
    await server.drain();
    const told = await readAfter(server.world.database.db, -1, ['VisitProgressed'], 1_000);
    const states = told.filter((event) => event.aggregateId === visit.visitId).map((event) => event.payload);
    expect(states.map((payload) => (payload as { state: string }).state)).toEqual([
      'accepted',
      'departed',
      'arrived',
      'done',
    ]);
  });

  it('takes steps that are sent late, once each, in their order, never from the future', async () => {
    const { visit } = await book('install');
    server.world.clock.advance(3 * HOUR);
    const accepted = { step: 'accepted', opId: randomUUID(), happenedAt: soon(-2 * HOUR) };
    expect((await step(visit, { ...accepted, happenedAt: soon(-9 * HOUR) })).body.code).toBe('step-before-last');
    expect((await step(visit, { ...accepted, happenedAt: soon(HOUR) })).body.code).toBe('step-in-future');
    expect((await step(visit, accepted)).body.steps).toEqual([{ step: 'accepted', at: accepted.happenedAt }]);
    // The device did not hear the answer, and sends it again under another key.
    expect(await step(visit, accepted)).toMatchObject({ status: 200, body: { state: 'accepted' } });
    const departed = { step: 'departed', happenedAt: soon(-HOUR) };
    expect((await step(visit, { step: 'departed', happenedAt: soon(-150 * MINUTE) })).body.code).toBe(
      'step-before-last',
    );
    expect((await step(visit, departed)).status).toBe(200);
    expect((await step(visit, departed)).status).toBe(409);
    // A clock that is a minute ahead counts as now.
    expect((await step(visit, { step: 'arrived', happenedAt: soon(MINUTE) })).status).toBe(200);
    expect((await step(visit, accepted)).body).toMatchObject({ state: 'arrived' });
    const twice = await Promise.all([1, 2].map(() => step(visit, { step: 'done' })));
    expect(twice.map((each) => each.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  });

  it('is nobody else’s; whoever had it is told that it moved on', async () => {
    const { visit, customer } = await book();
    const neighbour = await server.client((await makeCustomer(ctx)).userId);
    const path = `/visits/${visit.visitId}/progress`;
    expect((await step(visit, { step: 'accepted' }, colleague.client)).status).toBe(404);
    expect((await measure(visit, { basedOn: 0, rooms: [] }, colleague.client)).status).toBe(404);
    expect((await colleague.client.get(`/api/fulfilment/my${path}`)).status).toBe(404);
    expect((await neighbour.get(`/api/fulfilment/own${path}`)).status).toBe(404);
    expect((await otherManager.get(`/api/fulfilment${path}`)).status).toBe(404);
    expect((await manager.get(`/api/fulfilment${path}`)).status).toBe(200);
    expect((await customer.get(`/api/fulfilment${path}`)).status).toBe(403);
    await step(visit, { step: 'accepted' });
    await ctx().transaction(async (tx) => {
      const now = await lockVisit(tx.db, ctx().scope, 'staff', visit.visitId);
      if (now === undefined) throw new Error('no visit');
      await saveVisit(tx.db, placed(now, { ...now, touchpointId: colleague.touchpointId }));
    });
    expect((await step(visit, { step: 'departed' })).body.code).toBe('visit-not-yours');
    expect((await step(visit, { step: 'accepted' }, colleague.client)).status).toBe(200);
  });
});

describe('the measuring form', () => {
  it('has to be there before the visit is done, and says what is missing', async () => {
    const { visit } = await book();
    expect((await measure(visit, { basedOn: 0, rooms: ROOMS })).status).toBe(409);
    await arrive(visit);
    const refused = await step(visit, { step: 'done' });
    expect(refused).toMatchObject({ status: 409, body: { code: 'measuring-missing' } });
    expect(refused.body.detail).toContain('房间尺寸');
    const first = await measure(visit, { basedOn: 0, rooms: ROOMS, wallCondition: 'damp' });
    expect(first.body).toMatchObject({ revision: 1, totalArea: 1_512 + 421, missing: ['有没有漏水'] });
    expect((await step(visit, { step: 'done' })).body.detail).toMatch(/还差：有没有漏水。/);
    expect((await measure(visit, { basedOn: 0, rooms: [] })).body.code).toBe('measuring-changed-meanwhile');
    const leaks = [{ where: '卫生间顶', severity: 'drip' }];
    const whole = { basedOn: 1, rooms: ROOMS, wallCondition: 'damp', leaks, notes: '业主要求保留浴缸' };
    expect((await measure(visit, whole)).body).toMatchObject({ revision: 2, missing: [] });
    expect((await step(visit, { step: 'done' })).body).toMatchObject({ state: 'done', outcome: 'done' });
  });

  it('keeps photos and notes for the worker and for staff of the area; notes are sealed', async () => {
    const { visit, customer } = await book();
    await arrive(visit);
    await measure(visit, { basedOn: 0, rooms: ROOMS, wallCondition: 'good', leaks: [], notes: '门口密码贴在鞋柜里' });
    const base = `/api/fulfilment/my/visits/${visit.visitId}/measure`;
    const photo = (await designer.client.upload(`${base}/photos`, await picture(901))).body as { url: string };
    for (const [client, path] of [
      [designer.client, base],
      [manager, base.replace('/my', '')],
    ] as const) {
      const { body } = await client.get<MeasureAnswer>(path);
      expect(body).toMatchObject({ notes: '门口密码贴在鞋柜里', wallConditionName: '完好', leaks: [], missing: [] });
      expect(body.rooms.map((room) => [room.area, room.wallArea])).toEqual([
        [1_512, 4_290],
        [421, 1_986],
      ]);
      expect((await client.get(body.photos[0]?.url ?? '')).headers.get('content-type')).toBe('image/png');
    }
    const kept = await lastMeasure(server.world.database.db, visit);
    expect(JSON.stringify(kept?.form) + kept?.notesSealed?.toString('utf8')).not.toContain('鞋柜');
    expect((await otherManager.get(base.replace('/my', ''))).status).toBe(404);
    expect((await colleague.client.get(photo.url)).status).toBe(404);
    expect((await customer.get(base)).status).toBe(403);
  });

  it('can be left out with a reason; such a visit is not rated', async () => {
    const { visit, customer } = await book();
    await arrive(visit);
    expect((await step(visit, { step: 'done', outcome: 'not_home' })).status).toBe(422);
    const done = await step(visit, { step: 'done', outcome: 'not_home', reason: '敲门没人应' });
    expect(done.body).toMatchObject({ state: 'done', outcome: 'not_home', outcomeName: '客户不在家' });
    const rated = await customer.post(`/api/fulfilment/own/visits/${visit.visitId}/rating`, { stars: 1 });
    expect(rated).toMatchObject({ status: 409, body: { code: 'nothing-to-rate' } });
  });
});

describe('a rating', () => {
  it('is given once, within 14 days, by the customer alone; staff of the area read it', async () => {
    const { visit, customer } = await book('install');
    const path = `/api/fulfilment/own/visits/${visit.visitId}/rating`;
    await arrive(visit);
    expect((await customer.post(path, { stars: 5 })).body.code).toBe('nothing-to-rate');
    await step(visit, { step: 'done' });
    const neighbour = await server.client((await makeCustomer(ctx)).userId);
    expect((await neighbour.post(path, { stars: 1 })).status).toBe(404);
    expect((await customer.post(path, { stars: 6 })).status).toBe(422);
    const both = await Promise.all([5, 4].map((stars) => customer.post(path, { stars, comment: '很准时' })));
    expect(both.map((each) => each.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const { body } = await customer.get<ProgressAnswer>(`/api/fulfilment/own/visits/${visit.visitId}/progress`);
    expect(body.rating).toMatchObject({ open: false, stars: expect.any(Number) });
    const read = await manager.get(`/api/fulfilment/visits/${visit.visitId}/rating`);
    expect(read.body).toMatchObject({ comment: '很准时', stars: body.rating.stars });
    // It is heard with what else is said there.
    const heard = await manager.get('/api/cdp/listening/voices?channel=review&sentiment=positive&days=90');
    expect(heard.body.items.map((voice: { eventId: string }) => voice.eventId)).toContain(visit.visitId);
    expect((await otherManager.get(`/api/fulfilment/visits/${visit.visitId}/rating`)).status).toBe(404);
    await server.drain();
    const told = await readAfter(server.world.database.db, -1, ['VisitRated'], 1_000);
    expect(told.filter((event) => event.aggregateId === visit.visitId)).toHaveLength(1);
    expect(JSON.stringify(told)).not.toContain('很准时');
  });

  it('is closed after 14 days', async () => {
    const { visit, customer } = await book('install');
    await arrive(visit);
    await step(visit, { step: 'done' });
    server.world.clock.advance(14 * DAY + MINUTE);
    const late = await server.client(customer.userId);
    expect((await late.post(`/api/fulfilment/own/visits/${visit.visitId}/rating`, { stars: 5 })).body.code).toBe(
      'rating-closed',
    );
  });
});
