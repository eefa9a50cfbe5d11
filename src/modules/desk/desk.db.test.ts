import { beforeAll, describe, expect, it } from 'vitest';
import { DAY } from '#kernel/time';
import type { Announcement } from '#platform/outbox';
import { PaymentDecided, PaymentHeld } from '#modules/commerce/events';
import { VisitCancelled, VisitMoved, VisitUnplaced } from '#modules/fulfilment/events';
import { NpsAnswered } from '#modules/growth/events';
import { type Client, makeCustomer, makeStores, type StorePlace, useServer } from '#testing';
import type { TicketDetail, TicketItem, TicketsAnswer } from './contract.ts';
import { openTicket } from './tickets/open-ticket.ts';

const server = useServer();
let here: StorePlace;
let there: StorePlace;
let manager: Client;
let colleague: Client;
let sibling: Client;
let customer: Awaited<ReturnType<typeof makeCustomer>>;
const NOON = '2027-06-06T12:00:00+08:00';
const TICKETS = '/api/desk/tickets';

beforeAll(async () => {
  const { world } = server;
  world.clock.set(NOON);
  ({ here, there } = await makeStores(() => world.ctx(), 'DK'));
  customer = await makeCustomer(world.ctx(), { name: '王小明', phone: '13900030001' });
  const area = { areaKind: 'store', areaId: here.storeId } as const;
  manager = await server.signInAs('store_manager', area);
  colleague = await server.signInAs('store_manager', area);
  sibling = await server.signInAs('store_manager', { areaKind: 'store', areaId: there.storeId });
});

const announce = async (events: readonly Announcement[]): Promise<void> => {
  await server.world.ctx().transaction((tx) => tx.announce(events));
  expect(await server.drain()).toEqual({ parked: 0 });
};
const place = () => ({ cityId: here.cityId, communityId: here.communityId, storeId: here.storeId });
const answered = (score: number) => {
  const ctx = server.world.ctx();
  const surveyId = ctx.newId<'Survey'>();
  const ids = { surveyId, projectId: ctx.newId<'Project'>(), orderId: ctx.newId<'Order'>() };
  return NpsAnswered(surveyId, { ...place(), ...customer, ...ids, score, hasComment: true });
};
const visitFacts = () => ({
  ...place(),
  ...customer,
  visitId: server.world.ctx().newId<'Visit'>(),
  service: 'measure',
  leadId: null,
  shareToken: null,
  packageId: null,
  projectId: null,
  startsAt: new Date(server.world.clock.now().getTime() + 3 * DAY).toISOString(),
});
const unplaced = (visit: ReturnType<typeof visitFacts>) =>
  VisitUnplaced(visit.visitId, { ...visit, previousTouchpointId: null, why: '请假' });
const list = async (query: string, who = manager): Promise<TicketsAnswer> =>
  (await who.get<TicketsAnswer>(`${TICKETS}?${query}`)).body;
const about = async (id: string): Promise<TicketItem[]> =>
  (await list('limit=200')).items.filter((item) => item.subject.id === id);

describe('a detractor', () => {
  it('opens a ticket, is called back and never seen by the next store', async () => {
    const [near, far] = [await manager.live(['ticket']), await sibling.live(['ticket'])];
    await announce([answered(9), answered(7)]);
    expect((await list('kind=detractor_callback')).items).toEqual([]);
    const low = answered(3);
    await announce([low]);
    const { id } = await near.next((message) => message.type === 'TicketOpened');
    const [item] = (await list('kind=detractor_callback')).items as [TicketItem];
    expect(item).toMatchObject({
      ticketId: id,
      subject: { kind: 'survey', id: low.aggregateId },
      summary: '打了 3 分（满分 10 分），还写了原因，请打电话问问',
      priority: 'urgent',
      state: 'open',
      name: '王*',
      phone: '139****0001',
      overdue: false,
    });
    expect(item.ticketNumber).toMatch(/^GD-DK-270606-\d{4}$/);
    expect(new Date(item.dueAt).getTime()).toBeLessThanOrEqual(new Date(item.openedAt).getTime() + DAY);

    const one = `${TICKETS}/${id}`;
    for (const path of [one, `${one}/take`, `${one}/close`, `${one}/reveal`]) {
      const body = { revision: 1, outcome: 'resolved' };
      const answer = path === one ? await sibling.get(path) : await sibling.post(path, body);
      expect([path, answer.status]).toEqual([path, 404]);
    }
    const taken = await manager.post<TicketDetail>(`${one}/take`, { revision: 1 });
    expect(taken.body).toMatchObject({ state: 'taken', mine: true, revision: 2 });
    expect(await colleague.post(`${one}/close`, { revision: 1, outcome: 'resolved' })).toMatchObject({
      status: 409,
      body: { code: 'ticket-changed-meanwhile' },
    });
    const revealed = await manager.post(`${one}/reveal`);
    expect(revealed.body).toMatchObject({ name: '王小明', phone: '13900030001', notes: [] });
    const closed = await manager.post<TicketDetail>(`${one}/close`, {
      revision: 2,
      outcome: 'called_back',
      note: '说墙角没抹平，约了周三返工',
    });
    expect(closed.body).toMatchObject({ state: 'done', outcomeName: '已回访', hasNote: true });
    expect(closed.body.timeline.map((step) => [step.move, step.by])).toEqual([
      ['opened', 'system'],
      ['taken', 'staff'],
      ['done', 'staff'],
    ]);
    expect(closed.text).not.toContain('墙角');
    expect((await manager.post(`${one}/reveal`)).body.notes).toEqual([{ step: 3, text: '说墙角没抹平，约了周三返工' }]);
    expect((await manager.post(`${one}/take`, { revision: 3 })).status).toBe(409);
    await near.next((message) => message.type === 'TicketClosed');

    expect(await list('', sibling)).toMatchObject({ items: [], counts: { open: 0, byState: {} } });
    const csv = await manager.get(`${TICKETS}/export`);
    expect(csv.text).toContain(item.ticketNumber);
    expect(csv.text).not.toContain('13900030001');
    expect((await sibling.get(`${TICKETS}/export`)).text).not.toContain(item.ticketNumber);
    far.close();
    near.close();
  });

  it('is taken by one of two who reach for it at once', async () => {
    const low = answered(5);
    await announce([low]);
    const [item] = (await about(low.aggregateId)) as [TicketItem];
    const path = `${TICKETS}/${item.ticketId}/take`;
    const both = await Promise.all([manager, colleague].map((who) => who.post(path, { revision: 1 })));
    expect(both.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  });
});

describe('held money', () => {
  it('waits with its figures', async () => {
    const ctx = server.world.ctx();
    const paymentId = ctx.newId<'Payment'>();
    const facts = { ...place(), ...customer, paymentId, orderId: ctx.newId<'Order'>() };
    await announce([
      PaymentHeld(paymentId, { ...facts, why: 'amount_differs', expectedFen: 500_000, receivedFen: 499_900 }),
    ]);
    expect(await about(paymentId)).toMatchObject([
      { kind: 'payment_held', summary: '应收 ¥5,000.00，实收 ¥4,999.00：金额对不上，请核对', state: 'open' },
    ]);
    const { orderId, cityId, communityId, storeId } = facts;
    await announce([
      PaymentDecided(paymentId, { paymentId, orderId, cityId, communityId, storeId, decision: 'refund' }),
    ]);
    expect(await about(paymentId)).toMatchObject([{ state: 'done' }]);
  });
});

describe('a visit that nobody can do', () => {
  it('has one ticket at a time, closed by itself once the visit has a time again or is called off', async () => {
    const visit = visitFacts();
    await announce([unplaced(visit), unplaced(visit)]);
    expect(await about(visit.visitId)).toHaveLength(1);
    const appointment = { touchpointId: server.world.ctx().newId<'Touchpoint'>(), endsAt: visit.startsAt };
    await announce([
      VisitMoved(visit.visitId, { ...visit, ...appointment, previousTouchpointId: null, why: '另排了人' }),
    ]);
    expect(await about(visit.visitId)).toMatchObject([{ state: 'done', outcome: 'resolved', takenBy: null }]);
    await announce([unplaced(visit)]);
    expect((await about(visit.visitId)).map((item) => item.state).toSorted()).toEqual(['done', 'open']);
    await announce([VisitCancelled(visit.visitId, { ...visit, touchpointId: null, by: 'customer', reason: '不做了' })]);
    expect(new Set((await about(visit.visitId)).map((item) => item.outcome))).toEqual(
      new Set(['no_action', 'resolved']),
    );
    const [last] = (await about(visit.visitId)) as [TicketItem];
    const { body } = await manager.get<TicketDetail>(`${TICKETS}/${last.ticketId}`);
    expect(body.timeline.at(-1)).toMatchObject({ move: 'done', by: 'system' });
  });

  it('has one ticket however many open it at once', async () => {
    const visit = visitFacts();
    const cause = {
      ...place(),
      kind: 'visit_unplaced',
      subject: { kind: 'visit', id: visit.visitId },
      personId: customer.personId,
      facts: { service: 'measure', startsAt: visit.startsAt },
    } as const;
    await Promise.all(Array.from({ length: 8 }, () => openTicket(server.world.ctx(), cause)));
    expect(await about(visit.visitId)).toHaveLength(1);
  });
});

describe('the list', () => {
  it('is in the order of deadlines, by pages, and knows what is overdue', async () => {
    const all = await list('limit=200');
    expect(all.items.map((item) => item.dueAt)).toEqual(all.items.map((item) => item.dueAt).toSorted());
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: TicketsAnswer = await list(`limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...page.items.map((item) => item.ticketId));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(all.items.map((item) => item.ticketId));
    expect(await list('overdue=true')).toMatchObject({ items: [], counts: { overdue: 0 } });
    server.world.clock.advance(2 * DAY);
    const late = await list('overdue=true');
    expect(late.items.length).toBe(all.counts.open);
    expect(late.items.every((item) => item.overdue && item.state !== 'done')).toBe(true);
    expect((await list('view=done')).items.every((item) => item.state === 'done')).toBe(true);
    expect((await manager.get('/api/desk/ticket-choices')).body.outcomes).toHaveLength(5);
  });
});

describe('a ticket’s number', () => {
  it('finds it, typed whole, in part, in any case or by its last four digits, within the area alone', async () => {
    const low = answered(2);
    await announce([low, answered(1)]);
    const [ticket] = (await about(low.aggregateId)) as [TicketItem];
    const { ticketNumber } = ticket;
    const numbers = async (text: string, who = manager) =>
      (await list(`text=${encodeURIComponent(text)}&limit=200`, who)).items.map((each) => each.ticketNumber);
    for (const typed of [ticketNumber, ticketNumber.toLowerCase(), ticketNumber.replaceAll('-', ' ')]) {
      expect(await numbers(typed)).toEqual([ticketNumber]);
    }
    const ending = await numbers(ticketNumber.slice(-4));
    expect(ending).toContain(ticketNumber);
    expect(ending.every((each) => each.endsWith(ticketNumber.slice(-4)))).toBe(true);
    expect(await numbers(ticketNumber.slice(0, -4))).toContain(ticketNumber);
    expect(await numbers(ticketNumber, sibling)).toEqual([]);
    const nothing = await list('text=王小明');
    expect(nothing).toMatchObject({ items: [], counts: { open: 0 } });
    const csv = await (await server.signInAs('admin')).get(`${TICKETS}/export?text=${ticketNumber}`);
    expect(csv.text.trim().split('\n')).toHaveLength(2);
  });
});
