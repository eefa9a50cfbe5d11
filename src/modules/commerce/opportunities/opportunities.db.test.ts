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
