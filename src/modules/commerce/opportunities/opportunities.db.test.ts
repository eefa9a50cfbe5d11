import { beforeAll, describe, expect, it } from 'vitest';
import type { TouchpointId } from '#kernel/ids';
import { HOUR } from '#kernel/time';
import { readAfter } from '#platform/outbox';
import { VisitCancelled, VisitMoved } from '#modules/fulfilment/events';
import { touchpointsByIds } from '#modules/touchpoints';
import { useServer, type Client } from '#testing';
import type { PackageId } from '../packages/package.ts';
import {
  addDesigner,
  bookMeasure,
  makeSalePlaces,
  makeWalls,
  selling,
  type BookedMeasure,
  type SalePlace,
} from '../test-sale.ts';

const server = useServer();
const { world } = server;
let here: SalePlace;
let there: SalePlace;
let designer: Client;
let packageId: PackageId;
let phones = 0;

beforeAll(async () => {
  ({ here, there } = await makeSalePlaces(() => world.ctx(), 'OP'));
  designer = await server.client(here.designerUserId);
  packageId = await makeWalls(() => world.ctx(), 'walls');
});

const { draft, send, opportunity } = selling(() => ({ client: designer, packageId }));
const nextPhone = (): string => `1360000${String((phones += 1)).padStart(4, '0')}`;

async function book(): Promise<BookedMeasure> {
  const booked = await bookMeasure(world.ctx(), here, { phone: nextPhone(), packageId });
  await server.drain();
  return booked;
}

describe('an opportunity', () => {
  it('comes with a visit that measures, for whoever comes, with what can be quoted there', async () => {
    const { visitId } = await book();
    const mine = await opportunity(visitId);
    expect(mine.body).toMatchObject({
      state: 'open',
      communityName: '江畔花园',
      customerName: '顾*',
      packageName: '墙面焕新',
      quotation: null,
      quotations: [],
      discountLimitPercent: 10,
    });
    expect(mine.body.customerPhone).toMatch(/^136\*{4}\d{4}$/);
    expect(mine.body.packages).toMatchObject([
      { code: 'walls', priceFen: 298_000, why: '套餐标价', options: [{ code: 'paint' }, { code: 'lamp' }] },
    ]);
    const listed = await designer.get('/api/commerce/my/opportunities?limit=1');
    expect(listed.body.items).toMatchObject([{ visitId, stateName: '待报价' }]);
    const other = await server.client(there.designerUserId);
    expect((await opportunity(visitId, other)).status).toBe(404);
    expect((await draft(visitId, {}, other)).status).toBe(404);
  });

  it('does not come with a visit that installs', async () => {
    const { visitId } = await bookMeasure(world.ctx(), here, { phone: nextPhone(), service: 'install' });
    await server.drain();
    expect((await opportunity(visitId)).status).toBe(404);
  });

  it('goes to whoever comes instead, with the drafts', async () => {
    const { visitId, ...whose } = await book();
    const { quotationId } = (await draft(visitId)).body;
    const nextId = await addDesigner(world.ctx(), here, 'OP-next');
    const live = await designer.live(['my-opportunity']);
    await announceMove(visitId, whose, nextId);
    await live.next((message) => message.type === 'OpportunityChanged' && message.id === visitId);
    live.close();
    const [next] = await touchpointsByIds(world.ctx().db, [nextId]);
    const client = await server.client(next!.userId);
    expect((await opportunity(visitId)).status).toBe(404);
    expect((await send(quotationId)).status).toBe(404);
    const answered = await send(quotationId, {}, client);
    expect(answered).toMatchObject({ status: 200, body: { state: 'sent' } });
    await server.drain();
    const announced = await readAfter(world.ctx().db, 0, ['QuotationSent'], 1_000);
    expect(announced.find((event) => event.aggregateId === quotationId)?.payload).toMatchObject({
      touchpointId: nextId,
    });
  });

  it('is over with a visit that is called off, unless something was quoted', async () => {
    const open = await book();
    const { quotationId } = (await draft(open.visitId)).body;
    const quoted = await book();
    await send((await draft(quoted.visitId)).body.quotationId);
    for (const each of [open, quoted]) await announceCancel(each);
    expect((await opportunity(open.visitId)).body).toMatchObject({ state: 'lost', stateName: '已结束' });
    expect(await send(quotationId)).toMatchObject({ status: 409, body: { code: 'opportunity-closed' } });
    expect((await opportunity(quoted.visitId)).body).toMatchObject({ state: 'quoted', quotation: { state: 'sent' } });
  });
});

describe('giving an opportunity up', () => {
  const giveUp = (client: Client, visitId: string, body: object, whose = 'my/') =>
    client.post(`/api/commerce/${whose}opportunities/${visitId}/give-up`, body);

  it('is the seller’s, with a reason and their words; what was quoted is taken back, and the contract with it', async () => {
    const { visitId } = await book();
    const { quotationId } = (await draft(visitId)).body;
    await send(quotationId);
    const contract = await designer.post(`/api/commerce/my/quotations/${quotationId}/contract`);
    await draft(visitId);
    const other = await server.client(there.designerUserId);
    expect((await giveUp(other, visitId, { reason: 'not_now' })).status).toBe(404);
    expect((await giveUp(designer, visitId, { reason: 'bored' })).status).toBe(422);
    const key = 'give-up-once';
    const body = { reason: 'too_expensive', note: '等孩子中考完' };
    const path = `/api/commerce/my/opportunities/${visitId}/give-up`;
    const answers = [await designer.post(path, body, { key }), await designer.post(path, body, { key })];
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 200, body: { state: 'lost', lossReasonName: '嫌贵' } });
    }
    expect(await server.drain()).toEqual({ parked: 0 });
    const mine = (await opportunity(visitId)).body;
    expect(mine).toMatchObject({ state: 'lost', lossNote: '等孩子中考完', giveUpReasons: [] });
    expect(mine.quotations.map((each) => each.state)).toEqual(['withdrawn', 'withdrawn']);
    expect((await designer.get(`/api/commerce/my/contracts/${contract.body.contractId}`)).body.state).toBe('voided');
    const events = await readAfter(world.ctx().db, 0, ['OpportunityClosed', 'QuotationWithdrawn'], 1_000);
    const about = events.filter((event) => (event.payload as { visitId: string }).visitId === visitId);
    expect(about.map((event) => event.type).toSorted()).toEqual(['OpportunityClosed', 'QuotationWithdrawn']);
    expect(JSON.stringify(events)).not.toContain('中考');
    expect(await giveUp(designer, visitId, { reason: 'not_now' })).toMatchObject({
      status: 409,
      body: { code: 'opportunity-closed' },
    });
    expect((await draft(visitId)).status).toBe(409);
  });

  it('is also for who steers the area', async () => {
    const { visitId } = await book();
    const place = (storeId: string) => ({ areaKind: 'store', areaId: storeId }) as const;
    const manager = await server.signInAs('store_manager', place(here.storeId));
    const far = await server.signInAs('store_manager', place(there.storeId));
    expect((await giveUp(far, visitId, { reason: 'no_answer' }, '')).status).toBe(404);
    const { body } = await manager.get(`/api/commerce/opportunities/${visitId}`);
    expect(body.giveUpReasons).toContainEqual({ code: 'no_answer', name: '联系不上' });
    expect(await giveUp(manager, visitId, { reason: 'no_answer' }, '')).toMatchObject({
      status: 200,
      body: { state: 'lost', lossReasonName: '联系不上', sellerRoleName: '设计师' },
    });
  });
});

async function announceMove(
  visitId: BookedMeasure['visitId'],
  whose: Omit<BookedMeasure, 'visitId'>,
  to: TouchpointId,
) {
  await world.ctx().transaction((tx) =>
    tx.announce([
      VisitMoved(visitId, {
        ...visitFacts({ visitId, ...whose }),
        touchpointId: to,
        startsAt: new Date(tx.now.getTime() + 48 * HOUR).toISOString(),
        endsAt: new Date(tx.now.getTime() + 49 * HOUR).toISOString(),
        previousTouchpointId: here.designerId,
        why: '设计师临时请假',
      }),
    ]),
  );
  await server.drain();
}
async function announceCancel(booked: BookedMeasure) {
  await world.ctx().transaction((tx) =>
    tx.announce([
      VisitCancelled(booked.visitId, {
        ...visitFacts(booked),
        touchpointId: here.designerId,
        by: 'customer',
        reason: 'no_time',
      }),
    ]),
  );
  await server.drain();
}
const visitFacts = ({ visitId, customerKey, personId }: BookedMeasure) => ({
  visitId,
  customerKey,
  personId,
  cityId: here.cityId,
  communityId: here.communityId,
  storeId: here.storeId,
  service: 'measure',
  leadId: null,
  shareToken: null,
  packageId,
  projectId: null,
});
