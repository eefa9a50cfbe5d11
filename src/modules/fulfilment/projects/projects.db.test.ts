import { createHash, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Id, TouchpointId } from '#kernel/ids';
import { HOUR } from '#kernel/time';
import { drainOutbox } from '#platform/outbox';
import { useServer, type Client } from '#testing';
import type { MyProjectDetail, ProjectDetail, ProjectsAnswer } from '../contract.ts';
import { onOrderPaid } from './on-order-paid.ts';
import { projectOfOrder } from './project-store.ts';
import { remindOwners } from './remind-owners.ts';
import { startProject } from './start-project.ts';
import {
  cancelOrder,
  makeCustomer,
  makeGround,
  makeVisit,
  payOrder,
  picture,
  recruit,
  type Customer,
  type Ground,
} from './test-works.ts';

const server = useServer();
let ground: Ground;
let technician: { touchpointId: TouchpointId; client: Client };
let stranger: { touchpointId: TouchpointId; client: Client };
let manager: Client;
let otherManager: Client;

const ctx = () => server.world.ctx();

beforeAll(async () => {
  ground = await makeGround(ctx);
  const hire = async () => {
    const hired = await recruit(ctx, ground, 'technician');
    return { touchpointId: hired.touchpointId, client: await server.client(hired.userId) };
  };
  technician = await hire();
  stranger = await hire();
  manager = await server.signInAs('store_manager', { areaKind: 'store', areaId: ground.storeId });
  otherManager = await server.signInAs('store_manager', { areaKind: 'store', areaId: ground.otherStoreId });
});

/** A paid order with its project, its owner signed in, and the technician with an install visit of it. */
async function begin(): Promise<{ projectId: Id<'Project'>; owner: Client; customer: Customer }> {
  const customer = await makeCustomer(ctx);
  const orderId = ctx().newId<'Order'>();
  await payOrder(ctx(), ground, customer, { orderId });
  expect(await server.drain()).toEqual({ parked: 0 });
  const project = await projectOfOrder(ctx().db, orderId);
  if (project === undefined) throw new Error('no project began');
  const { touchpointId } = technician;
  const { projectId } = project;
  await makeVisit(ctx(), ground, customer, { service: 'install', touchpointId, projectId });
  return { projectId, owner: await server.client(customer.userId), customer };
}

const own = (projectId: string) => `/api/fulfilment/own/projects/${projectId}`;
const my = (projectId: string) => `/api/fulfilment/my/projects/${projectId}`;
const staff = (projectId: string) => `/api/fulfilment/projects/${projectId}`;

async function milestoneAt(projectId: string, ordinal: number) {
  const { body } = await technician.client.get<MyProjectDetail>(my(projectId));
  const milestone = body.milestoneList[ordinal - 1];
  if (milestone === undefined) throw new Error('no such milestone');
  return milestone;
}

let pictures = 0;
async function upload(projectId: string, milestoneId: string, as = technician.client) {
  pictures += 1;
  return as.upload(`${my(projectId)}/milestones/${milestoneId}/photos`, await picture(pictures));
}

const submit = (projectId: string, milestoneId: string, body: object = {}) =>
  technician.client.post(`${my(projectId)}/milestones/${milestoneId}/submit`, { note: '管线已铺好', ...body });

/** Submits a milestone with one photo, and lets the owner confirm it. */
async function pass(projectId: string, owner: Client, ordinal: number) {
  const { milestoneId } = await milestoneAt(projectId, ordinal);
  expect((await upload(projectId, milestoneId)).status).toBe(200);
  const submitted = await submit(projectId, milestoneId);
  expect([submitted.status, submitted.text]).toEqual([200, submitted.text]);
  const { round } = submitted.body as { round: number };
  return owner.post(`${own(projectId)}/milestones/${milestoneId}/confirm`, { round });
}

describe('a project begins', () => {
  it('with the deposit, once, with the milestones of its scene', async () => {
    const customer = await makeCustomer(ctx);
    const orderId = ctx().newId<'Order'>();
    await payOrder(ctx(), ground, customer, { orderId, stage: 'balance' });
    await server.drain();
    expect(await projectOfOrder(ctx().db, orderId)).toBeUndefined();
    await payOrder(ctx(), ground, customer, { orderId });
    await payOrder(ctx(), ground, customer, { orderId });
    await payOrder(ctx(), ground, customer, { orderId, stage: 'balance' });
    expect(await server.drain()).toEqual({ parked: 0 });
    const owner = await server.client(customer.userId);
    const { body } = await owner.get<{ items: { projectId: string }[] }>('/api/fulfilment/own/projects');
    expect(body.items).toMatchObject([
      {
        state: 'active',
        packageName: '卫生间翻新',
        communityName: '青枫里',
        customerName: '王*',
        milestones: 4,
        confirmed: 0,
        next: { name: '材料进场', state: 'pending' },
      },
    ]);
    const detail = await owner.get<ProjectDetail>(own(body.items[0]?.projectId ?? ''));
    expect(detail.body.milestoneList.map((each) => [each.name, each.state, each.open])).toEqual([
      ['材料进场', 'pending', true],
      ['隐蔽工程验收', 'pending', false],
      ['中期验收', 'pending', false],
      ['竣工验收', 'pending', false],
    ]);
  });

  it('once, when two deliveries race', async () => {
    const customer = await makeCustomer(ctx);
    const orderId = ctx().newId<'Order'>();
    const order = {
      ...ground,
      ...customer,
      orderId,
      orderNumber: 'DD-HZ-260606-0999',
      leadId: null,
      shareToken: null,
    };
    const begun = await Promise.all([1, 2, 3, 4].map(() => startProject(ctx(), order)));
    expect(new Set(begun.map((each) => each.projectId)).size).toBe(1);
  });

  it('not at all for an order whose cancellation was heard first, and stops with one heard later', async () => {
    const customer = await makeCustomer(ctx);
    const [early, late] = [ctx().newId<'Order'>(), ctx().newId<'Order'>()];
    await cancelOrder(ctx(), ground, customer, early);
    await server.drain();
    await payOrder(ctx(), ground, customer, { orderId: early });
    await payOrder(ctx(), ground, customer, { orderId: late });
    await server.drain();
    expect(await projectOfOrder(ctx().db, early)).toBeUndefined();
    await cancelOrder(ctx(), ground, customer, late);
    await cancelOrder(ctx(), ground, customer, late);
    await server.drain();
    // All that was ever announced, delivered once more to one who has heard it: nothing begins again.
    await drainOutbox(server.world.runtime, [{ ...onOrderPaid, name: 'test.start-again' }]);
    expect(await projectOfOrder(ctx().db, early)).toBeUndefined();
    expect(await projectOfOrder(ctx().db, late)).toMatchObject({ state: 'stopped' });
  });
});

describe('a milestone', () => {
  it('is put before the owner with photos, rejected, redone in round 2 and confirmed; everybody sees it live', async () => {
    const { projectId, owner } = await begin();
    const { milestoneId } = await milestoneAt(projectId, 1);
    const heard = await owner.live(['own-project']);
    expect(await submit(projectId, milestoneId)).toMatchObject({
      status: 422,
      body: { code: 'milestone-without-photo' },
    });
    const photo = (await upload(projectId, milestoneId)).body as { photoId: string; url: string };
    const other = (await upload(projectId, milestoneId)).body as { photoId: string };
    const photoIds = [photo.photoId, other.photoId];
    expect(await submit(projectId, milestoneId, { photoIds: [...photoIds, randomUUID()] })).toMatchObject({
      status: 409,
      body: { code: 'photos-on-their-way', detail: expect.stringContaining('3 张照片里只收到 2 张') as unknown },
    });
    expect((await owner.get(`${own(projectId)}/photos/${photo.photoId}`)).status).toBe(404);
    // A phone that did not hear the answer to an upload knows the photo twice: as its own and as the server's.
    const submitted = await submit(projectId, milestoneId, { photoIds: [...photoIds, photo.photoId] });
    expect(submitted.body).toMatchObject({ state: 'submitted', round: 1 });
    expect((await submit(projectId, milestoneId)).status).toBe(409);
    await heard.next((message) => message.type === 'MilestoneSubmitted');

    const seen = await owner.get<ProjectDetail>(own(projectId));
    expect(seen.body.milestoneList[0]).toMatchObject({
      state: 'submitted',
      rounds: [{ note: '管线已铺好', roleName: '技师', touchpointName: '张*', photos: [{}, {}] }],
    });
    const url = seen.body.milestoneList[0]?.rounds[0]?.photos[0]?.url ?? '';
    expect((await owner.get(url)).headers.get('content-type')).toBe('image/png');

    const working = await technician.client.live(['my-project']);
    const act = `${own(projectId)}/milestones/${milestoneId}`;
    expect((await owner.post(`${act}/reject`, { round: 1, comment: '' })).status).toBe(422);
    const no = { round: 1, comment: '水管接头没拍清楚' };
    expect((await owner.post(`${act}/reject`, no)).body).toMatchObject({ state: 'rejected', confirmed: 0 });
    await working.next((message) => message.type === 'MilestoneRejected');
    const mine = await technician.client.get<MyProjectDetail>(my(projectId));
    expect(mine.body.milestoneList[0]?.rounds[0]).toMatchObject({ answer: 'rejected', comment: '水管接头没拍清楚' });
    expect(mine.body.next).toMatchObject({ state: 'rejected' });

    // Photos of the first round do not count for the second.
    expect((await submit(projectId, milestoneId)).body).toMatchObject({ code: 'milestone-without-photo' });
    await upload(projectId, milestoneId);
    expect((await submit(projectId, milestoneId)).body).toMatchObject({ state: 'submitted', round: 2 });
    // The owner still looks at the first.
    expect(await owner.post(`${act}/confirm`, { round: 1 })).toMatchObject({
      status: 409,
      body: { code: 'milestone-moved-on' },
    });
    expect((await owner.post(`${act}/confirm`, { round: 2 })).body).toMatchObject({ state: 'confirmed', confirmed: 1 });
    expect((await upload(projectId, milestoneId)).status).toBe(409);
    heard.close();
    working.close();
  });

  it('is confirmed once, when two confirm at once; the same request twice gets the same answer', async () => {
    const { projectId, owner } = await begin();
    const { milestoneId } = await milestoneAt(projectId, 1);
    await upload(projectId, milestoneId);
    await submit(projectId, milestoneId);
    const path = `${own(projectId)}/milestones/${milestoneId}/confirm`;
    const answers = await Promise.all([1, 2, 3].map((at) => owner.post(path, { round: 1 }, { key: `confirm-${at}` })));
    expect(answers.map((each) => each.status).toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
    const won = answers.findIndex((each) => each.status === 200) + 1;
    expect((await owner.post(path, { round: 1 }, { key: `confirm-${won}` })).status).toBe(200);
    expect((await owner.get<ProjectDetail>(own(projectId))).body.confirmed).toBe(1);
  });

  it('waits for the one before it', async () => {
    const { projectId, owner } = await begin();
    const second = await milestoneAt(projectId, 2);
    await upload(projectId, second.milestoneId);
    expect(await submit(projectId, second.milestoneId)).toMatchObject({
      status: 409,
      body: { code: 'milestone-too-early', detail: expect.stringContaining('材料进场') },
    });
    await pass(projectId, owner, 1);
    expect((await submit(projectId, second.milestoneId)).body).toMatchObject({ state: 'submitted' });
  });

  it('is nobody else’s', async () => {
    const { projectId, owner } = await begin();
    const { milestoneId } = await milestoneAt(projectId, 1);
    const photo = (await upload(projectId, milestoneId)).body as { photoId: string };
    expect((await upload(projectId, milestoneId, stranger.client)).status).toBe(404);
    expect((await stranger.client.get(my(projectId))).status).toBe(404);
    expect((await stranger.client.get(`${my(projectId)}/photos/${photo.photoId}`)).status).toBe(404);
    expect((await stranger.client.delete(`${my(projectId)}/photos/${photo.photoId}`)).status).toBe(404);
    expect(
      (await stranger.client.post(`${my(projectId)}/milestones/${milestoneId}/submit`, { note: '好' })).status,
    ).toBe(404);
    await submit(projectId, milestoneId);
    const neighbour = await server.client((await makeCustomer(ctx)).userId);
    for (const [method, path, body] of [
      ['GET', own(projectId), undefined],
      ['GET', `${own(projectId)}/photos/${photo.photoId}`, undefined],
      ['GET', `${own(projectId)}/delivery.pdf`, undefined],
      ['POST', `${own(projectId)}/milestones/${milestoneId}/confirm`, { round: 1 }],
      ['POST', `${own(projectId)}/milestones/${milestoneId}/reject`, { round: 1, comment: '不行' }],
    ] as const) {
      expect([method, path, (await neighbour.send(method, path, body)).status]).toEqual([method, path, 404]);
    }
    expect((await otherManager.get(staff(projectId))).status).toBe(404);
    expect((await otherManager.get(`${staff(projectId)}/photos/${photo.photoId}`)).status).toBe(404);
    expect((await manager.get(`${staff(projectId)}/photos/${photo.photoId}`)).status).toBe(200);
    expect((await owner.get(staff(projectId))).status).toBe(403);
    expect((await manager.get(own(projectId))).status).toBe(403);
    expect((await owner.get(`${own(projectId)}/photos/${photo.photoId}`)).status).toBe(200);
  });

  it('can be submitted by whoever was assigned, and no longer when that was taken back', async () => {
    const { projectId } = await begin();
    const { milestoneId } = await milestoneAt(projectId, 1);
    const body = { touchpointId: stranger.touchpointId };
    const live = await stranger.client.live(['my-project']);
    expect((await otherManager.post(`${staff(projectId)}/assign`, body)).status).toBe(404);
    const { touchpointId: designer } = await recruit(ctx, ground, 'designer');
    expect((await manager.post(`${staff(projectId)}/assign`, { touchpointId: designer })).status).toBe(422);
    expect((await manager.post(`${staff(projectId)}/assign`, body)).body).toMatchObject({ assigned: true });
    await live.next((message) => message.type === 'ProjectAssigned');
    expect((await stranger.client.get('/api/fulfilment/my/projects')).body.items).toMatchObject([{ projectId }]);
    const photo = (await upload(projectId, milestoneId, stranger.client)).body as { photoId: string };
    // What one technician has not submitted is no part of what another submits.
    expect((await submit(projectId, milestoneId)).body).toMatchObject({ code: 'milestone-without-photo' });
    expect((await stranger.client.delete(`${my(projectId)}/photos/${photo.photoId}`)).status).toBe(200);
    const detail = await manager.get<ProjectDetail>(staff(projectId));
    expect(detail.body.workers.map((each) => each.because).toSorted()).toEqual(['assigned', 'visit']);
    expect((await manager.post(`${staff(projectId)}/unassign`, body)).status).toBe(200);
    expect((await stranger.client.get(my(projectId))).status).toBe(404);
    live.close();
  });

  it('reminds its owner after 72 hours, once a round, and is never confirmed by itself', async () => {
    const { projectId, owner } = await begin();
    const { milestoneId } = await milestoneAt(projectId, 1);
    await upload(projectId, milestoneId);
    await submit(projectId, milestoneId);
    await remindOwners(ctx());
    server.world.clock.advance(73 * HOUR);
    const live = await owner.live(['own-project']);
    expect(await remindOwners(ctx())).toBeGreaterThanOrEqual(1);
    expect(await remindOwners(ctx())).toBe(0);
    await live.next((message) => message.type === 'MilestoneUnanswered');
    expect((await milestoneAt(projectId, 1)).state).toBe('submitted');
    live.close();
  });
});

describe('finished works', () => {
  it('have a delivery file whose hash is shown, the same for everybody, and stay finished when the order is cancelled', async () => {
    const { projectId, owner, customer } = await begin();
    expect((await owner.get(`${own(projectId)}/delivery.pdf`)).status).toBe(409);
    const live = await manager.live(['project']);
    for (const ordinal of [1, 2, 3, 4]) {
      const { body } = await pass(projectId, owner, ordinal);
      expect(body).toMatchObject({ confirmed: ordinal, projectState: ordinal === 4 ? 'completed' : 'active' });
    }
    await live.next((message) => message.type === 'ProjectCompleted' && message.id === projectId);
    expect(await server.drain()).toEqual({ parked: 0 });
    const { body } = await owner.get<ProjectDetail>(own(projectId));
    expect(body).toMatchObject({ state: 'completed', next: null, completedAt: expect.any(String) });
    const files = await Promise.all([
      owner.get(`${own(projectId)}/delivery.pdf`),
      technician.client.get(`${my(projectId)}/delivery.pdf`),
      manager.get(`${staff(projectId)}/delivery.pdf`),
    ]);
    for (const file of files) {
      expect(file.headers.get('content-type')).toBe('application/pdf');
      expect(file.bytes.subarray(0, 5).toString()).toBe('%PDF-');
      expect(createHash('sha256').update(file.bytes).digest('hex')).toBe(body.delivery?.sha256);
    }
    await cancelOrder(ctx(), ground, customer, body.orderId);
    expect(await server.drain()).toEqual({ parked: 0 });
    expect((await owner.get<ProjectDetail>(own(projectId))).body.state).toBe('completed');
    live.close();
  });

  it('and those under way are found, counted and exported by who steers, in their area alone', async () => {
    const { projectId } = await begin();
    const { body: one } = await manager.get<ProjectDetail>(staff(projectId));
    const list = await manager.get<ProjectsAnswer>('/api/fulfilment/projects?limit=2');
    expect(list.body.items).toHaveLength(2);
    const more = await manager.get<ProjectsAnswer>(`/api/fulfilment/projects?limit=200&cursor=${list.body.nextCursor}`);
    const { counts } = list.body;
    expect(more.body.items.length + 2).toBe(counts.active + counts.completed + counts.stopped);
    const found = await manager.get<ProjectsAnswer>(`/api/fulfilment/projects?text=${one.orderNumber.toLowerCase()}`);
    expect(found.body.items.map((item) => item.projectId)).toContain(projectId);
    const waiting = await manager.get<ProjectsAnswer>('/api/fulfilment/projects?waiting=owner');
    expect(waiting.body.items).toHaveLength(counts.waitingOwner);
    expect((await manager.get('/api/fulfilment/projects/export')).text).toContain(one.orderNumber);
    expect((await otherManager.get<ProjectsAnswer>('/api/fulfilment/projects')).body.items).toEqual([]);
    expect((await otherManager.get('/api/fulfilment/projects/export')).text).not.toContain(one.orderNumber);
    expect((await technician.client.get('/api/fulfilment/projects')).status).toBe(403);
  });
});
