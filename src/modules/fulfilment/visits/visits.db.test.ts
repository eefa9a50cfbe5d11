import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, businessDay, DAY, HOUR, startOfBusinessDay } from '#kernel/time';
import { useServer, type Client } from '#testing';
import type {
  CalendarAnswer,
  MyVisitItem,
  OwnVisitItem,
  ServiceItem,
  SlotsAnswer,
  VisitDetail,
  VisitsAnswer,
  WorkerItem,
} from '../contract.ts';
import { confirmHold } from '../slots/confirm-hold.ts';
import { holdSlot } from '../slots/hold-slot.ts';
import {
  makeResident,
  makeTeamGround,
  recruitTeam,
  type Recruit,
  type Resident,
  type TeamGround,
} from '../slots/test-team.ts';
import type { Visit } from './visit.ts';

const server = useServer();
const ctx = () => server.world.ctx();
let ground: TeamGround;
let team: Recruit[];
let manager: Client;
let stranger: Client;

/** A day with no official holiday near it, so that the tests do not depend on when they run. */
const FIRST = '2026-07-06';
const at = (hour: number, day = 2) =>
  new Date(startOfBusinessDay(FIRST).getTime() + day * DAY + hour * HOUR).toISOString();

beforeAll(async () => {
  server.world.clock.set(new Date(startOfBusinessDay(FIRST).getTime() + 8 * HOUR));
  ground = await makeTeamGround(ctx, 'V');
  const other = await makeTeamGround(ctx, 'W');
  team = await recruitTeam(ctx, ground, 2);
  await recruitTeam(ctx, ground, 1, { role: 'technician' });
  manager = await server.signInAs('store_manager', { areaKind: 'store', areaId: ground.storeId });
  stranger = await server.signInAs('store_manager', { areaKind: 'store', areaId: other.storeId });
});

async function book(startsAt: string): Promise<{ visit: Visit; resident: Resident; customer: Client }> {
  const resident = await makeResident(ctx);
  const holder = randomUUID();
  const { near: communityId } = ground;
  const { holdId } = await holdSlot(ctx(), { service: 'measure', communityId, startsAt: new Date(startsAt), holder });
  const context = ctx();
  const visit = await context.transaction((tx) =>
    confirmHold(context, tx, {
      ...resident,
      holdId,
      holder,
      leadId: null,
      shareToken: null,
      packageId: null,
      projectId: null,
    }),
  );
  return { visit, resident, customer: await server.client(resident.userId) };
}

const worker = async (visit: Visit): Promise<Client> =>
  server.client(team.find((each) => each.touchpointId === visit.touchpointId)!.userId);

describe('a customer', () => {
  it('sees, moves and cancels their visit, live, and nobody else does', async () => {
    const { visit, customer } = await book(at(9));
    const path = `/api/fulfilment/own/visits/${visit.visitId}`;
    const live = await customer.live(['own-visit']);
    const { body, text } = await customer.get<{ items: OwnVisitItem[] }>('/api/fulfilment/own/visits');
    expect(body.items).toHaveLength(1);
    expect(body.items[0]).toMatchObject({
      serviceName: '上门量房',
      stateName: '已预约',
      canChange: true,
      changeUntil: at(7),
      who: { name: expect.stringMatching(/^王\*/), roleName: '设计师' },
    });
    expect(text).not.toContain('王小');
    const slots = await customer.get<SlotsAnswer>(`${path}/slots?from=${businessDay(new Date(at(9, 3)))}&days=1`);
    expect(slots.body.items.map((slot) => slot.startsAt)).toContain(at(15, 3));
    const moved = await customer.post(`${path}/reschedule`, { startsAt: at(15, 3) });
    expect(moved).toMatchObject({ status: 200, body: { startsAt: at(15, 3), samePerson: true } });
    await live.next((message) => message.type === 'VisitMoved' && message.id === visit.visitId);
    const { customer: neighbour } = await book(at(11));
    for (const [method, url, asked] of [
      ['GET', path, undefined],
      ['GET', `${path}/slots`, undefined],
      ['POST', `${path}/reschedule`, { startsAt: at(9, 4) }],
      ['POST', `${path}/cancel`, { reason: 'other' }],
    ] as const) {
      expect((await neighbour.send(method, url, asked)).status).toBe(404);
    }
    expect((await customer.post(`${path}/cancel`, { reason: 'plans_changed' })).status).toBe(200);
    expect((await customer.post(`${path}/cancel`, { reason: 'plans_changed' })).status).toBe(409);
    live.close();
  });

  it('is told the next free times where one is taken', async () => {
    const { visit, customer } = await book(at(9, 5));
    await book(at(15, 5));
    await book(at(15, 5));
    const refused = await customer.post<{ code: string; detail: string; next: { startsAt: string }[] }>(
      `/api/fulfilment/own/visits/${visit.visitId}/reschedule`,
      { startsAt: at(15, 5) },
    );
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'slot-taken', detail: expect.stringContaining('约满') },
    });
    expect(refused.body.next.length).toBeGreaterThan(0);
    expect(refused.body.next[0]!.startsAt > at(15, 5)).toBe(true);
  });

  it('calls within two hours of it', async () => {
    const { visit, customer } = await book(at(9, 6));
    const before = server.world.clock.now();
    server.world.clock.set(new Date(new Date(at(7, 6)).getTime() + 60_000));
    const path = `/api/fulfilment/own/visits/${visit.visitId}`;
    const refused = await customer.post(`${path}/cancel`, { reason: 'other' });
    expect(refused).toMatchObject({ status: 409, body: { code: 'visit-too-late-to-change' } });
    expect((await customer.get<OwnVisitItem>(path)).body.canChange).toBe(false);
    expect(
      (await manager.post(`/api/fulfilment/visits/${visit.visitId}/cancel`, { reason: 'no_contact' })).status,
    ).toBe(200);
    server.world.clock.set(before);
  });
});

describe('who goes there', () => {
  it('sees their own day, and name, phone and door only shortly before; the audit knows', async () => {
    const { visit, resident } = await book(at(9, 7));
    const me = await worker(visit);
    const { body, text } = await me.get<{ items: MyVisitItem[] }>(
      `/api/fulfilment/my/visits?from=${businessDay(visit.startsAt)}&days=1`,
    );
    expect(body.items).toMatchObject([
      { visitId: visit.visitId, customerName: expect.stringMatching(/^赵/), canReveal: false },
    ]);
    expect(text).not.toContain(resident.phone);
    const path = `/api/fulfilment/my/visits/${visit.visitId}`;
    expect(await me.post(`${path}/reveal`, {})).toMatchObject({ status: 409, body: { code: 'reveal-not-now' } });
    const colleague = await server.client(team.find((each) => each.touchpointId !== visit.touchpointId)!.userId);
    expect((await colleague.get(path)).status).toBe(404);
    expect((await colleague.post(`${path}/reveal`, {})).status).toBe(404);
    const before = server.world.clock.now();
    server.world.clock.set(addDays(visit.startsAt, -1));
    const revealed = await me.post(`${path}/reveal`, {});
    expect(revealed).toMatchObject({
      status: 200,
      body: { name: '赵女士', phone: resident.phone, address: '3 幢 502 室' },
    });
    const audited = await sql`
      select 1 from platform.audit_entry where subject_id = ${visit.visitId} and purpose = 'service_visit'`.execute(
      ctx().db,
    );
    expect(audited.rows).toHaveLength(1);
    server.world.clock.set(before);
  });

  it('asks for leave and is not offered any more; whoever loses and gains a visit hears it', async () => {
    const { visit } = await book(at(9, 8));
    const me = await worker(visit);
    const lost = await me.live(['my-visit']);
    const leave = { from: at(0, 8), to: at(24, 8), reason: 'annual' };
    const { body } = await me.post('/api/fulfilment/my/leave', leave);
    expect(body).toMatchObject({ moved: 1, unplaced: 0 });
    await lost.next((message) => message.type === 'VisitMoved' && message.id === visit.visitId);
    const calendar = await me.get<CalendarAnswer>(
      `/api/fulfilment/my/calendar?from=${businessDay(new Date(at(9, 8)))}&days=1`,
    );
    expect(calendar.body.days).toMatchObject([{ note: '请假（年假）', visits: [] }]);
    const detail = await manager.get<VisitDetail>(`/api/fulfilment/visits/${visit.visitId}`);
    expect(detail.body.decisions[0]).toMatchObject({ occasionName: '自动改派' });
    expect(detail.body.decisions[0]!.candidates.find((each) => each.touchpointId === visit.touchpointId)?.whyNot).toBe(
      '请假',
    );
    lost.close();
  });
});

describe('a store', () => {
  it('sees its visits by day and state, places what waits, and exports; another store sees nothing', async () => {
    const { visit } = await book(at(9, 9));
    for (const { touchpointId } of team) {
      await manager.post(`/api/fulfilment/workers/${touchpointId}/leaves`, {
        from: at(0, 9),
        to: at(24, 9),
        reason: 'ill',
      });
    }
    const day = businessDay(visit.startsAt);
    const list = await manager.get<VisitsAnswer>(`/api/fulfilment/visits?from=${day}&to=${day}&view=unplaced`);
    expect(list.body).toMatchObject({
      items: [{ visitId: visit.visitId, who: null, canPlace: true }],
      counts: { unplaced: 1 },
    });
    const place = { touchpointId: team[0]!.touchpointId, reason: '本人答应来' };
    const url = `/api/fulfilment/visits/${visit.visitId}`;
    expect((await stranger.post(`${url}/place`, place)).status).toBe(404);
    expect((await stranger.get(url)).status).toBe(404);
    expect((await stranger.get<VisitsAnswer>('/api/fulfilment/visits')).body.items).toEqual([]);
    expect((await manager.post(`${url}/place`, place)).body).toMatchObject({ breaks: '请假', startsAt: at(9, 9) });
    const csv = await manager.get(`/api/fulfilment/visits/export?from=${day}&to=${day}`);
    expect(csv.text).toContain(visit.visitNumber);
    expect(csv.text).toContain('上门量房');
    const again = { previousVisitId: visit.visitId, service: 'measure', startsAt: at(10, 10) };
    expect((await stranger.post('/api/fulfilment/visits', again)).status).toBe(404);
    expect((await manager.post('/api/fulfilment/visits', again)).body).toMatchObject({ startsAt: at(10, 10) });
  });

  it('keeps its people and their weeks; services are for headquarters to edit', async () => {
    const { body } = await manager.get<{ items: WorkerItem[] }>(
      `/api/fulfilment/workers?skill=design&storeId=${ground.storeId}`,
    );
    expect(body.items.map((each) => each.touchpointId).toSorted()).toEqual(
      team.map((each) => each.touchpointId).toSorted(),
    );
    const url = `/api/fulfilment/workers/${team[0]!.touchpointId}`;
    const hours = [{ from: '09:00', to: '12:00' }];
    const overlap = { weekly: [{ weekday: 1, hours: [...hours, { from: '11:00', to: '15:00' }] }] };
    expect(await manager.put(`${url}/shifts`, overlap)).toMatchObject({
      status: 422,
      body: { code: 'shifts-overlap' },
    });
    expect((await stranger.put(`${url}/shifts`, { weekly: [] })).status).toBe(404);
    const weekly = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, hours: [{ from: '09:00', to: '18:00' }] }));
    expect((await manager.put(`${url}/shifts`, { weekly })).status).toBe(200);
    const services = await manager.get<{ items: ServiceItem[] }>('/api/fulfilment/services');
    const measure = services.body.items.find((each) => each.service === 'measure')!;
    expect(measure).toMatchObject({ minutes: 90, minNoticeHours: 4, skillName: '量房设计' });
    const edit = { ...measure, bufferMinutes: 20 };
    expect((await manager.put('/api/fulfilment/services/measure', edit)).status).toBe(403);
    const admin = await server.signInAs('admin');
    expect((await admin.put('/api/fulfilment/services/measure', edit)).body).toMatchObject({
      bufferMinutes: 20,
      revision: 2,
    });
    expect((await admin.put('/api/fulfilment/services/measure', edit)).status).toBe(409);
  });
});
