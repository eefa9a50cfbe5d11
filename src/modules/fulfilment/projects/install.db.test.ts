import { beforeAll, describe, expect, it } from 'vitest';
import type { Id, TouchpointId } from '#kernel/ids';
import { DAY } from '#kernel/time';
import { useServer, type Client } from '#testing';
import { setShifts } from '../calendars/set-shifts.ts';
import { setWorker } from '../calendars/set-worker.ts';
import type { MyProjectDetail, ProjectDetail } from '../contract.ts';
import { projectOfOrder } from './project-store.ts';
import {
  cancelOrder,
  makeCustomer,
  makeGround,
  makeVisit,
  payOrder,
  recruit,
  type Customer,
  type Ground,
} from './test-works.ts';

const server = useServer();
let ground: Ground;
let technician: { touchpointId: TouchpointId; client: Client };
let manager: Client;
let otherManager: Client;

const ctx = () => server.world.ctx();

beforeAll(async () => {
  ground = await makeGround(ctx);
  const hired = await recruit(ctx, ground, 'technician');
  technician = { touchpointId: hired.touchpointId, client: await server.client(hired.userId) };
  await setWorker(ctx(), {
    touchpointId: hired.touchpointId,
    skills: [{ skill: 'install', level: 3 }],
    maxVisitsADay: 4,
    radiusKm: 30,
    takesVisits: true,
  });
  const hours = [{ from: 540, to: 1_080 }];
  await setShifts(ctx(), {
    touchpointId: hired.touchpointId,
    weekly: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, hours })),
    exceptions: [],
  });
  manager = await server.signInAs('store_manager', { areaKind: 'store', areaId: ground.storeId });
  otherManager = await server.signInAs('store_manager', { areaKind: 'store', areaId: ground.otherStoreId });
});

async function begin(): Promise<{ projectId: Id<'Project'>; orderId: Id<'Order'>; owner: Client; customer: Customer }> {
  const customer = await makeCustomer(ctx);
  const orderId = ctx().newId<'Order'>();
  await payOrder(ctx(), ground, customer, { orderId });
  expect(await server.drain()).toEqual({ parked: 0 });
  const project = await projectOfOrder(ctx().db, orderId);
  if (project === undefined) throw new Error('no project began');
  return { projectId: project.projectId, orderId, owner: await server.client(customer.userId), customer };
}

const own = (projectId: string) => `/api/fulfilment/own/projects/${projectId}`;
const staff = (projectId: string) => `/api/fulfilment/projects/${projectId}`;

async function firstSlot(client: Client, base: string): Promise<string> {
  const from = new Date(server.world.clock.now().getTime() + 2 * DAY).toISOString().slice(0, 10);
  const { body, status, text } = await client.get<{ items: { startsAt: string }[] }>(
    `${base}/slots?from=${from}&days=3`,
  );
  expect([status, text.slice(0, 200)]).toEqual([200, text.slice(0, 200)]);
  const [first] = body.items;
  if (first === undefined) throw new Error('no slot is free');
  return first.startsAt;
}

describe('an install visit of a project', () => {
  it('is held and booked by the owner; whoever comes then works on the project', async () => {
    const { projectId, owner } = await begin();
    expect((await technician.client.get(`/api/fulfilment/my/projects/${projectId}`)).status).toBe(404);
    const startsAt = await firstSlot(owner, own(projectId));
    const held = await owner.post(`${own(projectId)}/holds`, { startsAt });
    expect(held).toMatchObject({ status: 200, body: { startsAt } });
    const other = await begin();
    // Nobody books what somebody else holds, nor the same time for another project.
    expect((await other.owner.post(`${own(other.projectId)}/visits`, { holdId: held.body.holdId })).status).toBe(409);
    expect((await other.owner.post(`${own(other.projectId)}/holds`, { startsAt })).body).toMatchObject({
      code: 'slot-taken',
    });
    const booked = await owner.post(`${own(projectId)}/visits`, { holdId: held.body.holdId });
    expect(booked).toMatchObject({ status: 200, body: { startsAt } });
    const { body } = await owner.get<ProjectDetail>(own(projectId));
    expect(body.visits).toMatchObject([{ visitId: booked.body.visitId, state: 'booked', who: { roleName: '技师' } }]);
    const mine = await technician.client.get<MyProjectDetail>(`/api/fulfilment/my/projects/${projectId}`);
    expect(mine.body.workers).toMatchObject([{ touchpointId: technician.touchpointId, because: 'visit' }]);
  });

  it('is booked by staff of the area alone, and by nobody once the order is cancelled', async () => {
    const { projectId, orderId, owner, customer } = await begin();
    const startsAt = await firstSlot(manager, staff(projectId));
    expect((await otherManager.get(`${staff(projectId)}/slots`)).status).toBe(404);
    expect((await otherManager.post(`${staff(projectId)}/holds`, { startsAt })).status).toBe(404);
    const neighbour = await server.client((await makeCustomer(ctx)).userId);
    expect((await neighbour.get(`${own(projectId)}/slots`)).status).toBe(404);
    expect((await neighbour.post(`${own(projectId)}/holds`, { startsAt })).status).toBe(404);
    const held = await manager.post(`${staff(projectId)}/holds`, { startsAt });
    expect((await owner.post(`${own(projectId)}/visits`, { holdId: held.body.holdId })).status).toBe(409);
    const booked = await manager.post(`${staff(projectId)}/visits`, { holdId: held.body.holdId });
    expect(booked.status).toBe(200);
    await cancelOrder(ctx(), ground, customer, orderId);
    await server.drain();
    expect(await owner.get(`${own(projectId)}/slots`)).toMatchObject({
      status: 409,
      body: { code: 'project-not-active' },
    });
  });

  it('is called off with its order, saying why to both, unless somebody has set out or was there', async () => {
    const { projectId, orderId, owner, customer } = await begin();
    const startsAt = await firstSlot(owner, own(projectId));
    const held = await owner.post(`${own(projectId)}/holds`, { startsAt });
    const booked = await owner.post(`${own(projectId)}/visits`, { holdId: held.body.holdId });
    const visitId = String(booked.body['visitId']);
    const { touchpointId } = technician;
    const underWay = await Promise.all(
      (['departed', 'arrived', 'done'] as const).map((state) =>
        makeVisit(ctx(), ground, customer, { service: 'install', touchpointId, state, projectId }),
      ),
    );
    await cancelOrder(ctx(), ground, customer, orderId);
    expect(await server.drain()).toEqual({ parked: 0 });
    const why = { state: 'cancelled', cancelledBy: 'system', cancelReasonName: '订单已取消' };
    expect((await owner.get(`/api/fulfilment/own/visits/${visitId}`)).body).toMatchObject(why);
    expect((await technician.client.get(`/api/fulfilment/my/visits/${visitId}`)).body).toMatchObject(why);
    for (const { visitId: each, state } of underWay) {
      expect((await owner.get(`/api/fulfilment/own/visits/${each}`)).body).toMatchObject({ state });
    }
    // Their time is free for somebody else.
    const next = await begin();
    expect(await firstSlot(next.owner, own(next.projectId))).toBe(startsAt);
    const { body } = await owner.get<{ items: { title: string; body: string }[] }>('/api/messaging/own/messages');
    expect(body.items.find((each) => each.title === '上门取消了')?.body).toContain('订单取消了');
  });
});
