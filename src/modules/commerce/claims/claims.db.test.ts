import type { VoicesAnswer } from '#modules/cdp/contract';
import type { TicketDetail, TicketsAnswer } from '#modules/desk/contract';
import { NpsAnswered } from '#modules/growth/events';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '#kernel/time';
import { useServer } from '#testing';
import type { ClaimableAnswer, ClaimDetail, OwnClaim } from './claim-contract.ts';
import type { PlacedOrder } from '../orders/goods-order-contract.ts';
import { ordersByIds } from '../orders/order-store.ts';
import type { Order } from '../orders/order.ts';
import { completeDueOrders } from '../orders/complete-orders.ts';
import type { OwnParcel } from '../pick-up/pick-up-contract.ts';

import { Neighbours } from '../pick-up/fixtures/neighbours.ts';

const server = useServer({ rateLimits: false });
const at = new Neighbours(server, 'CL', '1370004001');
const {
  later,
  sku,
  good,
  bought,
  sent,
  arrived,
  parcelOf,
  redeem,
  byCode,
  orderOf,
  claimsOf,
  level,
  settleRefunds,
  photo,
  ctx,
} = at;
beforeAll(() => at.open());

describe('a claim', () => {
  const collected = async (quantities: readonly number[], by = 3): Promise<PlacedOrder> => {
    const order = await bought(quantities, by);
    await sent();
    await arrived();
    await good(redeem(byCode(await parcelOf(order, by))));
    return order;
  };
  const claim = async (order: PlacedOrder, asked: object, by = 3) => {
    const photoIds = [await photo(at.mine(by), '/api/commerce/own/claims/photos')];
    const body = { kind: 'quality', reason: 'rotten', photoIds, ...asked };
    return at.mine(by).post<OwnClaim>(`/api/commerce/own/orders/${order.orderId}/claims`, body);
  };

  it('of little is granted at once, with what it was made from kept', async () => {
    const order = await collected([3]);
    const made = await good(claim(order, { lines: [{ lineNo: 1, quantity: 2 }], words: '烂了两个' }));
    expect(made).toMatchObject({ state: 'approved', amountFen: 2_000, approvedFen: 2_000, hasWords: true });
    await settleRefunds();
    expect(await claimsOf(order, 3)).toMatchObject([{ state: 'refunded', refundedFen: 2_000 }]);
    expect(await orderOf(order, 3)).toMatchObject({ refundedFen: 2_000, state: 'paid' });
    const detail = await good(at.admin.get<ClaimDetail>(`/api/commerce/claims/${made.claimId}`));
    expect(detail.decisions).toMatchObject([
      {
        automatic: true,
        decision: 'refund',
        inputs: { amountFen: 2_000, photos: 1, claims30: 1 },
        rule: { automaticUpToFen: 2_000 },
      },
    ]);
    const { words } = await good(at.admin.post<{ words: object[] }>(`/api/commerce/claims/${made.claimId}/words`));
    expect(words).toMatchObject([{ words: '烂了两个' }]);
    // It is heard with what else is said there.
    const heard = await good(at.admin.get<VoicesAnswer>('/api/cdp/listening/voices?channel=claim&topic=freshness'));
    expect(heard.items.map(({ eventId }) => eventId)).toContain(made.claimId);
    const more = await claim(order, { lines: [{ lineNo: 1, quantity: 2 }] });
    expect(more).toMatchObject({ status: 409, body: { code: 'not-claimable' } });
    const overridden = await good(
      at.admin.post<ClaimDetail>(`/api/commerce/claims/${made.claimId}/override`, { reason: '照片是网图' }),
    );
    expect(overridden.decisions[0]).toMatchObject({ overrideReason: '照片是网图' });
    const next = await good(claim(order, { lines: [{ lineNo: 1, quantity: 1 }] }));
    expect(next.state).toBe('opened');
    await good(at.mine(3).post(`/api/commerce/own/claims/${next.claimId}/withdraw`));
  });

  it('waits for a person, who may ask, say no, hear an appeal, and grant a part', async () => {
    const order = await collected([5], 2);
    const made = await good(claim(order, { lines: [{ lineNo: 1, quantity: 5 }] }, 2));
    expect(made).toMatchObject({ state: 'opened', amountFen: 5_000 });
    // Not complete while it is open, whatever the hour.
    await later(3 * DAY);
    await completeDueOrders(ctx());
    expect((await orderOf(order, 2)).state).toBe('paid');
    const decide = (body: object) => at.admin.post<ClaimDetail>(`/api/commerce/claims/${made.claimId}/decide`, body);
    await good(decide({ decision: 'needs_more', reason: '再拍一张全景' }));
    const answered = { words: '补一张', photoIds: [await photo(at.mine(2), '/api/commerce/own/claims/photos')] };
    await good(at.mine(2).post(`/api/commerce/own/claims/${made.claimId}/answer`, answered));
    const seen = await good(
      at.leader.post<{ seen: string }>(`/api/commerce/my/claims/${made.claimId}/confirm`, { seen: 'as_said' }),
    );
    expect(seen.seen).toBe('as_said');
    expect(
      (await at.leader.post(`/api/commerce/claims/${made.claimId}/decide`, { decision: 'refund', reason: '看过了' }))
        .status,
    ).toBe(403);
    await good(decide({ decision: 'reject', why: 'used_up', reason: '已经吃完' }));
    await good(at.mine(2).post(`/api/commerce/own/claims/${made.claimId}/appeal`, { words: '没吃，还在' }));
    expect(await at.mine(2).post(`/api/commerce/own/claims/${made.claimId}/appeal`, { words: '没吃' })).toMatchObject({
      status: 409,
      body: { code: 'appeal-over' },
    });
    const queue = await good(at.admin.get<{ counts: object }>('/api/commerce/claims'));
    expect(queue.counts).toMatchObject({ waiting: 1, appealed: 1 });
    expect(
      await good(decide({ decision: 'refund', amountFen: 1_234, goods: 'none', reason: '补偿一部分' })),
    ).toMatchObject({
      state: 'approved',
      approvedFen: 1_234,
    });
    expect(await decide({ decision: 'refund', reason: '再退' })).toMatchObject({ status: 409 });
    await settleRefunds();
    expect(await claimsOf(order, 2)).toMatchObject([{ state: 'refunded', refundedFen: 1_234 }]);
    expect(await orderOf(order, 2)).toMatchObject({ refundedFen: 1_234 });
  });

  it('comes of a ticket, and stands in its timeline', async () => {
    const order = await collected([2]);
    const { ground, admin } = at;
    const surveyId = ctx().newId<'Survey'>();
    const { cityId, communityId } = ground;
    const [{ personId, customerKey }] = (await ordersByIds(server.world.database.db, [order.orderId])) as [Order];
    const answered = { cityId, communityId, storeId: null, personId: personId!, customerKey: customerKey!, score: 2 };
    const of = { surveyId, projectId: ctx().newId<'Project'>(), orderId: order.orderId, hasComment: true };
    await ctx().transaction((tx) => tx.announce([NpsAnswered(surveyId, { ...answered, ...of })]));
    await server.drain();
    const { items } = await good(admin.get<TicketsAnswer>(`/api/desk/tickets?subjectId=${surveyId}`));
    const { ticketId } = items[0]!;
    const said = { kind: 'quality', reason: 'rotten', words: '', lines: [{ lineNo: 1, quantity: 1 }], ticketId };
    const path = `/api/commerce/orders/${order.orderId}/claims`;
    const { claimId } = await good(admin.post<ClaimDetail>(path, said));
    const ticket = await good(admin.get<TicketDetail>(`/api/desk/tickets/${ticketId}`));
    expect(ticket).toMatchObject({ state: 'taken', mine: true });
    expect(ticket.timeline.at(-1)).toMatchObject({ move: 'claimed', by: 'staff', refId: claimId });
    await good(
      admin.post(`/api/desk/tickets/${ticketId}/close`, { revision: ticket.revision, outcome: 'called_back' }),
    );
    // Nothing comes of what is done: neither the claim nor its place in the timeline.
    expect((await admin.post(path, said)).status).toBe(409);
    expect(await claimsOf(order, 3)).toHaveLength(1);
  });

  it('is opened by staff for whoever calls, and decided as one of their own', async () => {
    const order = await collected([2]);
    const path = `/api/commerce/orders/${order.orderId}`;
    const { lines, reasons } = await good(at.admin.get<ClaimableAnswer>(`${path}/claimable`));
    expect(lines).toMatchObject([{ lineNo: 1, claimable: 2 }]);
    expect(reasons.map(({ reason }) => reason)).toContain('rotten');
    const said = {
      kind: 'quality',
      reason: 'rotten',
      words: '电话里说压坏了一盒',
      lines: [{ lineNo: 1, quantity: 1 }],
    };
    const made = await good(at.admin.post<ClaimDetail>(`${path}/claims`, said));
    // The rule wants a photo: a person decides.
    expect(made).toMatchObject({ state: 'opened', amountFen: 1_000, hasWords: true });
    expect(made.timeline[0]).toMatchObject({ move: 'opened', by: 'staff' });
    expect((await at.mine(2).post(`${path}/claims`, said)).status).toBe(403);
    await good(
      at.admin.post(`/api/commerce/claims/${made.claimId}/decide`, { decision: 'refund', reason: '电话里说清楚了' }),
    );
    await settleRefunds();
    expect(await claimsOf(order, 3)).toMatchObject([{ state: 'refunded', refundedFen: 1_000 }]);
    const more = await at.admin.post(`${path}/claims`, { ...said, lines: [{ lineNo: 1, quantity: 2 }] });
    expect(more).toMatchObject({ status: 409, body: { code: 'not-claimable' } });
  });

  it('ends with its window, to the moment', async () => {
    const order = await collected([1]);
    await later(48 * HOUR - MINUTE);
    const open = await good(at.mine(3).get<{ lines: object[] }>(`/api/commerce/own/orders/${order.orderId}/claimable`));
    expect(open.lines).toMatchObject([{ claimable: 1, why: null }]);
    server.world.clock.advance(MINUTE + 1_000);
    expect(await claim(order, { lines: [{ lineNo: 1, quantity: 1 }] })).toMatchObject({
      status: 409,
      body: { code: 'claim-window-over' },
    });
    await completeDueOrders(ctx());
    expect((await orderOf(order, 3)).state).toBe('completed');
  });

  it('is made good by another one, at no charge, with the next goods', async () => {
    const order = await collected([2]);
    const before = await level(sku(0));
    const made = await good(claim(order, { kind: 'exchange', reason: 'broken', lines: [{ lineNo: 1, quantity: 1 }] }));
    expect(made.state).toBe('opened');
    const decided = await good(
      at.admin.post<ClaimDetail>(`/api/commerce/claims/${made.claimId}/decide`, {
        decision: 'exchange',
        goods: 'waste',
        reason: '换一件',
      }),
    );
    expect(decided).toMatchObject({ state: 'exchanged', refundedFen: 0 });
    expect(await level(sku(0))).toMatchObject({ onHand: before?.onHand, reserved: (before?.reserved ?? 0) + 1 });
    expect(await sent()).toMatchObject({ parcels: 1, units: 1 });
    await arrived();
    const { items } = await good(at.mine(3).get<{ items: OwnParcel[] }>('/api/commerce/own/parcels'));
    const [again] = items.filter((each) => each.orderId === order.orderId);
    expect(again).toMatchObject({ replacement: true, left: 1 });
    await good(redeem(byCode(again as OwnParcel)));
    expect(await level(sku(0))).toMatchObject({ onHand: (before?.onHand ?? 0) - 1, reserved: before?.reserved });
    expect(await orderOf(order, 3)).toMatchObject({ refundedFen: 0, state: 'paid' });
  });
});
