import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { fen } from '#kernel/money';
import { businessDay, DAY, HOUR } from '#kernel/time';
import { customerOf } from '#platform/auth';
import { readAfter } from '#platform/outbox';
import { NOTHING } from '#platform/permission';
import { useServer, type Client } from '#testing';
import type { OpportunitiesAnswer, OwnQuotation, StaffQuotation } from '../contract.ts';
import type { PackageId } from '../packages/package.ts';
import { savePackage } from '../packages/save-package.ts';
import { saveOption } from '../prices/save-option.ts';
import {
  bookMeasure,
  makeSalePlaces,
  makeWalls,
  selling,
  WALLS,
  type BookedMeasure,
  type SalePlace,
} from '../test-sale.ts';
import { DiscountTooHigh } from './compose.ts';
import { draftQuotation } from './draft-quotation.ts';
import { expireQuotations } from './expire-quotations.ts';
import { markQuotationSigned } from './mark-quotation-signed.ts';
import { QuotationNotStanding, type QuotationId } from './quotation.ts';
import { quotationForSigning } from './quotation-store.ts';

const server = useServer();
const { world } = server;
let here: SalePlace;
let there: SalePlace;
let designer: Client;
let packageId: PackageId;
let phones = 0;

beforeAll(async () => {
  ({ here, there } = await makeSalePlaces(() => world.ctx(), 'QU'));
  designer = await server.client(here.designerUserId);
  packageId = await makeWalls(() => world.ctx(), 'walls');
});

const nextPhone = (): string => `1360000${String((phones += 1)).padStart(4, '0')}`;

async function book(place = here, phone = nextPhone()): Promise<BookedMeasure & { phone: string }> {
  const booked = await bookMeasure(world.ctx(), place, { phone, packageId });
  await server.drain();
  return { ...booked, phone };
}
async function customer(phone: string): Promise<Client> {
  const ctx = world.ctx();
  return server.client(await ctx.transaction((tx) => customerOf(ctx, tx, phone)));
}
const { draft, send, withdraw, opportunity } = selling(() => ({ client: designer, packageId }));
async function sent(visitId: string): Promise<QuotationId> {
  const { quotationId } = (await draft(visitId)).body;
  expect((await send(quotationId)).status).toBe(200);
  return quotationId;
}
const sign = (quotationId: QuotationId) => world.ctx().transaction((tx) => markQuotationSigned(tx, quotationId));

describe('a quotation', () => {
  it('has the prices of the server, line by line, and a deposit', async () => {
    const { visitId } = await book();
    const discount = { amountFen: 20_000, reason: 'neighbours' };
    const drafted = await draft(visitId, { discount, priceFen: 1 });
    expect(drafted).toMatchObject({
      status: 201,
      body: {
        state: 'draft',
        revision: 1,
        listFen: 407_767,
        discountFen: 20_000,
        totalFen: 387_767,
        depositFen: 116_300,
      },
    });
    expect(drafted.body.lines).toMatchObject([
      { kind: 'package', name: '墙面焕新', quantity: 1, unit: '套', amountFen: 298_000, why: '套餐标价' },
      { kind: 'option', code: 'paint', quantity: 12.35, unitPriceFen: 8_888, amountFen: 109_767 },
      { kind: 'discount', code: 'neighbours', amountFen: -20_000, why: '邻居同期开工' },
    ]);
    const again = await designer.get(`/api/commerce/my/quotations/${drafted.body.quotationId}`);
    expect(again.body).toEqual(drafted.body);
  });

  it('is refused where it makes no sense', async () => {
    const { visitId } = await book();
    const cases: [object, string][] = [
      [{ options: [{ code: 'lamp', quantity: 1.5 }] }, 'quotation-quantity-unfit'],
      [{ options: [{ code: 'gone', quantity: 1 }] }, 'option-unknown'],
      [{ options: [{ code: 'paint', quantity: 1.234 }] }, 'invalid-request'],
      [
        {
          options: [
            { code: 'lamp', quantity: 1 },
            { code: 'lamp', quantity: 1 },
          ],
        },
        'invalid-request',
      ],
      [{ packageId: '01900000-0000-7000-8000-000000000000' }, 'package-unknown'],
      [{ discount: { amountFen: 40_777, reason: 'goodwill' } }, 'quotation-discount-too-high'],
      [{ discount: { amountFen: 100, reason: 'because' } }, 'invalid-request'],
    ];
    for (const [over, code] of cases) expect((await draft(visitId, over)).body).toMatchObject({ code });
    expect((await draft(visitId, { discount: { amountFen: 40_776, reason: 'goodwill' } })).status).toBe(201);
  });

  it('takes more off for those who may edit prices', async () => {
    const { visitId } = await book();
    const asked = {
      visitId,
      packageId,
      quantityHundredths: 100,
      options: [],
      discount: { amountFen: fen(100_000), reason: 'goodwill' },
    } as const;
    const scope = { ...NOTHING, touchpoint: here.designerId };
    await expect(draftQuotation(world.ctx({ scope }), asked)).rejects.toThrow(DiscountTooHigh);
    expect(await draftQuotation(world.ctx({ scope, permissions: ['price.edit'] }), asked)).toMatchObject({
      totalFen: 198_000,
    });
  });

  it('gives way to the next one, and only what was sent is seen by the customer, and by no other', async () => {
    const { visitId, phone } = await book();
    const first = (await draft(visitId)).body.quotationId;
    const second = (await draft(visitId, { options: [] })).body.quotationId;
    expect(await send(first)).toMatchObject({ status: 409, body: { code: 'illegal-move' } });
    const client = await customer(phone);
    const own = async () => (await client.get<{ items: OwnQuotation[] }>('/api/commerce/own/quotations')).body.items;
    expect(await own()).toEqual([]);
    expect((await client.get(`/api/commerce/own/quotations/${second}`)).status).toBe(404);
    await send(second);
    const third = (await draft(visitId)).body.quotationId;
    await send(third);
    expect((await own()).map((item) => [item.revision, item.state, item.stateName])).toEqual([
      [3, 'sent', '待签约'],
      [2, 'superseded', '已有新报价'],
    ]);
    const one = await client.get<OwnQuotation>(`/api/commerce/own/quotations/${third}`);
    expect(one.body).toMatchObject({ sellerName: '沈*', sellerRoleName: '设计师', communityName: '江畔花园' });
    expect(one.body.lines.map((line) => line.why)).toEqual(['套餐标价', '选项标价']);
    const stranger = await customer(nextPhone());
    expect((await stranger.get(`/api/commerce/own/quotations/${third}`)).status).toBe(404);
    expect((await designer.get(`/api/commerce/own/quotations/${third}`)).status).toBe(404);
  });

  it('at other prices goes out once the seller agreed to the new total', async () => {
    const own = await makeWalls(() => world.ctx(), 'changing');
    const { visitId } = await book();
    const { quotationId } = (await draft(visitId, { packageId: own })).body;
    const price = { packageId: own, optionCode: null, areaKind: 'store', areaId: here.storeId, to: null };
    const admin = await server.signInAs('admin');
    const from = businessDay(world.clock.now());
    expect((await admin.post('/api/commerce/prices', { ...price, priceFen: 308_000, from })).status).toBe(201);
    const told = await send(quotationId);
    expect(told).toMatchObject({
      status: 409,
      body: {
        code: 'quotation-prices-changed',
        totalFen: 417_767,
        changes: [{ name: '墙面焕新', fromFen: 298_000, toFen: 308_000 }],
      },
    });
    expect(told.body.detail).toContain('「墙面焕新」的价格变了，现在合计 ¥4,177.67');
    expect((await designer.get(`/api/commerce/my/quotations/${quotationId}`)).body).toMatchObject({
      state: 'draft',
      totalFen: 407_767,
    });
    expect((await send(quotationId, { confirmedTotalFen: 407_767 })).status).toBe(409);
    const agreed = await send(quotationId, { confirmedTotalFen: 417_767 });
    expect(agreed).toMatchObject({ status: 200, body: { state: 'sent', totalFen: 417_767, depositFen: 125_300 } });
    expect(agreed.body.lines[0].why).toContain('滨江店价目');
  });

  it('with something that is no longer offered does not go out', async () => {
    const own = await makeWalls(() => world.ctx(), 'shrinking');
    const { visitId } = await book();
    const { quotationId } = (await draft(visitId, { packageId: own })).body;
    await saveOption(world.ctx(), {
      packageId: own,
      code: 'paint',
      expected: 1,
      facts: { name: '儿童漆', kind: 'per_area', unit: '㎡', priceFen: fen(8_888), active: false, position: 1 },
    });
    expect(await send(quotationId)).toMatchObject({ status: 422, body: { code: 'option-unknown' } });
    await savePackage(world.ctx(), {
      id: own,
      expectedRevision: 1,
      facts: { ...WALLS, code: 'shrinking', active: false },
    });
    expect(await send(quotationId)).toMatchObject({ status: 422, body: { code: 'package-unknown' } });
  });

  it('sent twice at the same moment is sent once', async () => {
    const { visitId } = await book();
    const { quotationId } = (await draft(visitId)).body;
    const answers = await Promise.all([send(quotationId), send(quotationId), send(quotationId)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
    await server.drain();
    const announced = await readAfter(world.ctx().db, 0, ['QuotationSent'], 1_000);
    expect(announced.filter((event) => event.aggregateId === quotationId)).toHaveLength(1);
  });

  it('is taken back by its seller, and the customer is told', async () => {
    const { visitId, phone } = await book();
    const client = await customer(phone);
    const live = await client.live(['own-quotation']);
    const quotationId = await sent(visitId);
    await live.next((message) => message.type === 'QuotationSent' && message.id === quotationId);
    expect(await withdraw(quotationId)).toMatchObject({ status: 200, body: { state: 'withdrawn' } });
    await live.next((message) => message.type === 'QuotationWithdrawn' && message.id === quotationId);
    live.close();
    expect((await withdraw(quotationId)).status).toBe(409);
    await expect(sign(quotationId)).rejects.toThrow(QuotationNotStanding);
  });
});

describe('signing', () => {
  it('wins the opportunity, once', async () => {
    const { visitId } = await book();
    const quotationId = await sent(visitId);
    expect(await quotationForSigning(world.ctx().db, quotationId)).toMatchObject({ state: 'sent', totalFen: 407_767 });
    const tried = await Promise.allSettled([sign(quotationId), sign(quotationId), sign(quotationId)]);
    expect(tried.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect((await opportunity(visitId)).body).toMatchObject({ state: 'won', quotation: { state: 'signed' } });
    expect(await draft(visitId)).toMatchObject({ status: 409, body: { code: 'opportunity-closed' } });
    expect((await withdraw(quotationId)).status).toBe(409);
  });

  it('and a revision at the same moment leave one of them standing', async () => {
    const { visitId } = await book();
    const first = await sent(visitId);
    const second = (await draft(visitId)).body.quotationId;
    const [signing, sending] = await Promise.allSettled([sign(first), send(second)]);
    const states = (await opportunity(visitId)).body.quotations.map(({ state }) => state);
    const won = signing.status === 'fulfilled';
    expect(states).toEqual(won ? ['draft', 'signed'] : ['sent', 'superseded']);
    expect(sending).toMatchObject({ value: { status: won ? 409 : 200 } });
  });

  it('is too late after seven days, which the customer sees at once and the job writes down', async () => {
    const { visitId, phone } = await book();
    const quotationId = await sent(visitId);
    const client = await customer(phone);
    const stateSeen = async () => (await client.get(`/api/commerce/own/quotations/${quotationId}`)).body.state;
    world.clock.advance(7 * DAY - HOUR);
    expect(await stateSeen()).toBe('sent');
    world.clock.advance(HOUR + 1_000);
    expect(await stateSeen()).toBe('expired');
    await expect(sign(quotationId)).rejects.toThrow(QuotationNotStanding);
    expect(await expireQuotations(world.ctx())).toBeGreaterThan(0);
    expect(await expireQuotations(world.ctx())).toBe(0);
    const again = await sent(visitId);
    expect((await opportunity(visitId)).body.quotations.map(({ state }) => state)).toEqual(['sent', 'expired']);
    expect(await stateSeen()).toBe('expired');
    expect((await sign(again)).state).toBe('signed');
  });
});

describe('staff', () => {
  it('see the opportunities and quotations of their area, masked, and no others', async () => {
    const { visitId, phone } = await book();
    const quotationId = await sent(visitId);
    const manager = await server.signInAs('store_manager', { areaKind: 'store', areaId: here.storeId });
    const sibling = await server.signInAs('store_manager', { areaKind: 'store', areaId: there.storeId });
    const listed = await manager.get<{ items: StaffQuotation[] }>(`/api/commerce/quotations?visitId=${visitId}`);
    expect(listed.body.items).toMatchObject([{ quotationId, sellerName: '沈*', customerName: '顾*', state: 'sent' }]);
    expect(listed.text).not.toContain(phone);
    expect((await manager.get(`/api/commerce/quotations/${quotationId}`)).body.lines).toHaveLength(2);
    const chances = await manager.get('/api/commerce/opportunities?state=quoted&limit=1');
    expect(chances.body.items).toMatchObject([{ visitId, quotation: { quotationId }, touchpointId: here.designerId }]);
    const next = await manager.get(`/api/commerce/opportunities?limit=1&cursor=${chances.body.nextCursor}`);
    expect(next.body.items[0].visitId).not.toBe(visitId);
    const one = await manager.get(`/api/commerce/opportunities/${visitId}`);
    expect(one.body).toMatchObject({ visitId, state: 'quoted', sellerName: '沈*', quotations: [{ quotationId }] });
    expect(one.body.quotations[0].lines).toHaveLength(2);
    expect((await sibling.get(`/api/commerce/opportunities/${visitId}`)).status).toBe(404);
    expect((await sibling.get(`/api/commerce/quotations/${quotationId}`)).status).toBe(404);
    for (const path of ['quotations', 'opportunities']) {
      expect((await sibling.get(`/api/commerce/${path}`)).body.items).toEqual([]);
      expect((await designer.get(`/api/commerce/${path}`)).status).toBe(403);
    }
    expect((await manager.get('/api/commerce/my/opportunities')).status).toBe(403);
  });

  it('count opportunities by state, and only quotations that can still be signed', async () => {
    const manager = await server.signInAs('store_manager', { areaKind: 'store', areaId: here.storeId });
    const counts = async () =>
      (await manager.get<OpportunitiesAnswer>('/api/commerce/opportunities?state=won')).body.counts;
    const before = await counts();
    const { visitId } = await book();
    const live = await manager.live(['opportunity']);
    const { totalFen, quotationId } = (await send((await draft(visitId)).body.quotationId)).body;
    await live.next((message) => message.type === 'QuotationSent' && message.id === quotationId);
    live.close();
    const after = await counts();
    expect(after.byState['quoted']).toBe((before.byState['quoted'] ?? 0) + 1);
    expect(after.quotations).toBe(before.quotations + 1);
    expect(after.quotedFen).toBe(before.quotedFen + totalFen);
    await withdraw(quotationId);
    expect(await counts()).toMatchObject({ quotations: before.quotations, quotedFen: before.quotedFen });
  });

  it('find nothing personal in what was kept', async () => {
    const { visitId, phone } = await book();
    await sent(visitId);
    const kept = await sql<{ row: string }>`
      select o::text as row from commerce.opportunity o where o.visit_id = ${visitId}
      union all select q::text from commerce.quotation q where q.visit_id = ${visitId}`.execute(world.ctx().db);
    expect(kept.rows).toHaveLength(2);
    expect(JSON.stringify(kept.rows)).not.toMatch(new RegExp(`${phone}|顾明轩`));
  });
});
