import { beforeAll, expect, it } from 'vitest';
import { readAfter } from '#platform/outbox';
import { VisitMoved, type VisitBooked } from '#modules/fulfilment/events';
import { touchpointsByIds } from '#modules/touchpoints';
import { useServer, type Client } from '#testing';
import type { ContractToSign } from '../contract.ts';
import type { PackageId } from '../packages/package.ts';
import { addDesigner, bookMeasure, makeSalePlaces, makeWalls, selling, type SalePlace } from '../test-sale.ts';

const server = useServer({ rateLimits: false });
const { world } = server;
let here: SalePlace;
let before: Client;
let packageId: PackageId;
beforeAll(async () => {
  ({ here } = await makeSalePlaces(() => world.ctx(), 'MV'));
  before = await server.client(here.designerUserId);
  packageId = await makeWalls(() => world.ctx(), 'walls');
});
const sale = selling(() => ({ client: before, packageId }));

/** What fulfilment announces when somebody else comes. */
async function move(visitId: string, to: SalePlace['designerId']): Promise<void> {
  await server.drain();
  const booked = (await readAfter(world.database.db, 0, ['VisitBooked'], 1_000)).find(
    ({ aggregateId }) => aggregateId === visitId,
  );
  const payload = booked!.payload as Parameters<typeof VisitBooked>[1];
  const moved = { touchpointId: to, previousTouchpointId: here.designerId, why: '原来的设计师请假' };
  await world.ctx().transaction((tx) => tx.announce([VisitMoved(visitId, { ...payload, ...moved })]));
  expect(await server.drain()).toEqual({ parked: 0 });
}

it('whoever sells now has quotation and contract of before; whoever sold before has them no more', async () => {
  const { visitId } = await bookMeasure(world.ctx(), here, { phone: '13720000001', packageId });
  await server.drain();
  const { quotationId } = (await sale.draft(visitId)).body;
  await sale.send(quotationId);
  const quotation = `/api/commerce/my/quotations/${quotationId}`;
  const { contractId } = (await before.post<ContractToSign>(`${quotation}/contract`)).body;
  const contract = `/api/commerce/my/contracts/${contractId}`;
  const nextId = await addDesigner(world.ctx(), here, 'MV-next');
  const [next] = await touchpointsByIds(world.ctx().db, [nextId]);
  const now = await server.client(next!.userId);
  const asks = async (who: Client): Promise<number[]> => [
    (await who.get(quotation)).status,
    (await who.get(contract)).status,
    (await who.get(`${contract}/contract.pdf`)).status,
    (await who.post(`${quotation}/contract`)).status,
    (await who.post(`${contract}/open`)).status,
    (await who.post(`${contract}/proof`)).status,
  ];
  const [all, none] = [
    [200, 200, 200, 200, 200, 200],
    [404, 404, 404, 404, 404, 404],
  ];
  expect([await asks(before), await asks(now)]).toEqual([all, none]);
  await move(visitId, nextId);
  // One code a minute.
  world.clock.advance(120_000);
  expect([await asks(now), await asks(before)]).toEqual([all, none]);
  expect((await now.post<ContractToSign>(`${quotation}/contract`)).body.contractId).toBe(contractId);
});
