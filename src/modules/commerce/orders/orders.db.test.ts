import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Client, useServer } from '#testing';
import { heldAccount } from '../payments/books.ts';
import { makeCustomer } from '../payments/fixtures/orders.ts';
import { Till } from '../payments/fixtures/till.ts';
import { completeService } from './complete-orders.ts';
import type { OrderDetail } from './order-contract.ts';
import { ordersByIds } from './order-store.ts';
import type { OrderId } from './order.ts';

const server = useServer({ rateLimits: false });
const till = new Till(server);
beforeAll(() => till.open('PC'));

describe('an order', () => {
  it('is called off by the customer only before the deposit', async () => {
    const order = await till.orderMade();
    await till.pay(await till.start(order));
    const refused = await till.mine.post(`/api/commerce/own/orders/${order.orderId}/cancel`, { reason: 'not_now' });
    expect(refused).toMatchObject({ status: 409, body: { code: 'illegal-move' } });
  });

  it('is called off by staff after it with a word on the money', async () => {
    const order = await till.orderMade();
    await till.pay(await till.start(order));
    await till.pay(await till.start(order, 'balance'));
    const path = `/api/commerce/orders/${order.orderId}/cancel`;
    expect((await till.admin.post(path, { reason: 'our_fault' })).body).toMatchObject({
      code: 'refund-decision-missing',
    });
    expect((await till.admin.post(path, { reason: 'our_fault', refundFen: 1_000_001 })).body.code).toBe(
      'refund-above-rest',
    );
    const cancelled = await till.admin.post<OrderDetail>(path, { reason: 'our_fault', refundFen: 900_000 });
    expect(cancelled.body).toMatchObject({ state: 'cancelled', cancelReasonName: '我们的原因' });
    await till.settleRefunds();
    expect(await till.now(order)).toMatchObject({ state: 'cancelled', paidFen: 1_000_000, refundedFen: 900_000 });
    const { payments } = await till.detail(order);
    expect(payments.map((payment) => payment.refundedFen)).toEqual([100_000, 800_000]);
    expect(await till.eventsOf(order)).toEqual([
      'OrderPlaced',
      'OrderPaid',
      'OrderPaid',
      'OrderCancelled',
      'OrderRefunded',
      'OrderRefunded',
    ]);
    expect(await till.faultsOf(order)).toEqual([]);
  });

  it('is complete once its works are done and all of it is paid, whichever comes last', async () => {
    const { db } = server.world.database;
    const worksDone = async (orderId: OrderId): Promise<void> => {
      const [order] = await ordersByIds(db, [orderId]);
      await server.world.ctx().transaction((tx) => completeService(tx, { ...order!, orderId }));
    };
    const order = await till.orderMade();
    await till.pay(await till.start(order));
    await worksDone(order.orderId);
    expect(await till.now(order)).toMatchObject({ state: 'deposit_paid' });
    await till.pay(await till.start(order, 'balance'));
    await worksDone(order.orderId);
    await worksDone(order.orderId);
    expect(await till.now(order)).toMatchObject({ state: 'completed' });
    const events = await till.eventsOf(order);
    expect(events).toEqual(['OrderPlaced', 'OrderPaid', 'OrderPaid', 'OrderCompleted']);
  });

  it('called off while its money comes ends one way, and no money is lost', async () => {
    for (let round = 0; round < 6; round += 1) {
      const order = await till.orderMade();
      const started = await till.start(order);
      await till.pay(started, 'late_notice');
      const body = await till.noticeOf(started);
      const [key] = await till.keys();
      const cancel = () => till.mine.post(`/api/commerce/own/orders/${order.orderId}/cancel`, { reason: 'not_now' });
      const [told, cancelled] = await Promise.all(
        round % 2 === 0 ? [till.signed(key, body), cancel()] : [cancel(), till.signed(key, body)].toReversed(),
      );
      expect(told?.status).toBe(200);
      const after = await till.now(order);
      if (cancelled?.status === 200) {
        expect(after).toMatchObject({ state: 'cancelled', paidFen: 0 });
        expect(await till.balance(heldAccount(started.paymentId))).toBe(-200_000);
      } else {
        expect(after).toMatchObject({ state: 'deposit_paid', paidFen: 200_000 });
      }
      expect(await till.faultsOf(order)).toEqual([]);
    }
  });

  it('is seen by its customer, its seller and the staff of its place, and nobody else', async () => {
    const order = await till.orderMade();
    const started = await till.start(order);
    const stranger = await server.client((await makeCustomer(server.world.ctx(), '13700010002')).userId);
    const seller = await server.client(till.here.sellerUserId);
    const colleague = await server.client(till.there.sellerUserId);
    const manager = await server.signInAs('store_manager', { areaKind: 'store', areaId: till.here.storeId });
    const sibling = await server.signInAs('admin', { areaKind: 'store', areaId: till.there.storeId });
    const id = order.orderId;
    const statusOf = async (client: Client, path: string) => (await client.get(`/api/commerce${path}`)).status;
    expect(await statusOf(till.mine, `/own/orders/${id}`)).toBe(200);
    expect(await statusOf(seller, `/my/orders/${id}`)).toBe(200);
    expect(await statusOf(manager, `/orders/${id}`)).toBe(200);
    expect(await statusOf(manager, `/payments/${started.paymentId}`)).toBe(200);
    expect(await statusOf(stranger, `/own/orders/${id}`)).toBe(404);
    expect(await statusOf(colleague, `/my/orders/${id}`)).toBe(404);
    expect(await statusOf(sibling, `/orders/${id}`)).toBe(404);
    expect(await statusOf(sibling, `/payments/${started.paymentId}`)).toBe(404);
    expect((await stranger.post(`/api/commerce/own/orders/${id}/payments`, { stage: 'deposit' })).status).toBe(404);
    expect((await stranger.post(`/api/commerce/own/orders/${id}/cancel`, { reason: 'other' })).status).toBe(404);
    const acts = { cancel: { reason: 'other' }, decide: { decision: 'accept', reason: '试一试' } };
    expect((await sibling.post(`/api/commerce/orders/${id}/cancel`, acts.cancel)).status).toBe(404);
    expect((await sibling.post(`/api/commerce/payments/${started.paymentId}/decide`, acts.decide)).status).toBe(404);
    const found = await manager.get(`/api/commerce/orders?text=${order.orderNumber.toLowerCase()}`);
    expect(found.body).toMatchObject({ items: [{ orderId: id, customerName: '王*', customerPhone: '137****0001' }] });
    expect((await sibling.get(`/api/commerce/orders?text=${order.orderNumber}`)).body.items).toEqual([]);
    expect((await sibling.get(`/api/commerce/orders/export?text=${order.orderNumber}`)).text).not.toContain(
      order.orderNumber,
    );
    expect((await manager.get(`/api/commerce/orders/export?text=${order.orderNumber}`)).text).toContain(
      order.orderNumber,
    );
  });

  it('is listed by pages that miss none', async () => {
    const path = `/api/commerce/orders?communityId=${till.here.communityId}&limit=5`;
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body }: { body: { items: { orderId: string }[]; nextCursor: string | null } } = await till.admin.get(
        cursor === '' ? path : `${path}&cursor=${cursor}`,
      );
      seen.push(...body.items.map((item) => item.orderId));
      cursor = body.nextCursor;
    }
    const all = await sql<{ n: number }>`select count(*) as n from commerce.sales_order`.execute(till.db);
    expect([seen.length, new Set(seen).size]).toEqual([all.rows[0]?.n, all.rows[0]?.n]);
  });
});
