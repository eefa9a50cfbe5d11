import { beforeAll, describe, expect, it } from 'vitest';
import { DAY } from '#kernel/time';
import { NpsAnswered } from '#modules/growth/events';
import { type Client, makeCustomer, makeStores, type StorePlace, useServer } from '#testing';
import type { TicketDetail, TicketItem, TicketsAnswer } from './contract.ts';
import { openTicket } from './tickets/open-ticket.ts';

const server = useServer();
let here: StorePlace;
let manager: Client;
let colleague: Client;
let customer: Awaited<ReturnType<typeof makeCustomer>>;
const TICKETS = '/api/desk/tickets';

beforeAll(async () => {
  const { world } = server;
  world.clock.set('2027-06-06T12:00:00+08:00');
  ({ here } = await makeStores(() => world.ctx(), 'FU'));
  customer = await makeCustomer(world.ctx(), { name: '王小明', phone: '13900030002' });
  const area = { areaKind: 'store', areaId: here.storeId } as const;
  manager = await server.signInAs('store_manager', area);
  colleague = await server.signInAs('store_manager', area);
});

/** Somebody is not content: a ticket. */
async function unhappy(): Promise<TicketItem> {
  const ctx = server.world.ctx();
  const surveyId = ctx.newId<'Survey'>();
  const ids = { surveyId, projectId: ctx.newId<'Project'>(), orderId: ctx.newId<'Order'>() };
  const { cityId, communityId, storeId } = here;
  const said = { cityId, communityId, storeId, ...customer, ...ids, score: 3, hasComment: true };
  await ctx.transaction((tx) => tx.announce([NpsAnswered(surveyId, said)]));
  expect(await server.drain()).toEqual({ parked: 0 });
  return (await about(surveyId))[0]!;
}
const about = async (id: string): Promise<TicketItem[]> =>
  (await manager.get<TicketsAnswer>(`${TICKETS}?subjectId=${id}`)).body.items;
const close = (ticket: { ticketId: string; revision: number }, asked: object) =>
  manager.post<TicketDetail>(`${TICKETS}/${ticket.ticketId}/close`, { revision: ticket.revision, ...asked });

describe('a note', () => {
  it('is sealed, and puts a ticket that nobody has into the hands of whoever wrote it', async () => {
    const ticket = await unhappy();
    const path = `${TICKETS}/${ticket.ticketId}/notes`;
    expect((await manager.post(path, { revision: 1, note: ' ' })).status).toBe(422);
    const noted = await manager.post<TicketDetail>(path, { revision: 1, note: '约了周三返工' });
    expect(noted.body).toMatchObject({ state: 'taken', mine: true, revision: 2, hasNote: true });
    expect(noted.text).not.toContain('返工');
    const more = await colleague.post<TicketDetail>(path, { revision: 2, note: '师傅改到周四' });
    expect(more.body).toMatchObject({ mine: false, revision: 3 });
    expect((await colleague.post(path, { revision: 2, note: '晚了' })).status).toBe(409);
    const revealed = await manager.post(`${TICKETS}/${ticket.ticketId}/reveal`);
    expect(revealed.body.notes).toEqual([
      { step: 2, text: '约了周三返工' },
      { step: 3, text: '师傅改到周四' },
    ]);
  });
});

describe('what was settled', () => {
  it('is asked about after some days, and ends there when it is well', async () => {
    const ticket = await unhappy();
    expect(await close(ticket, { outcome: 'resolved', followUpDays: 3 })).toMatchObject({ status: 200 });
    const [asking] = (await about(ticket.ticketId)) as [TicketItem];
    expect(asking).toMatchObject({
      kind: 'follow_up',
      state: 'open',
      priority: 'normal',
      summary: `${ticket.ticketNumber} 办结 3 天后，问问好了没有：差评回访`,
    });
    expect(Date.parse(asking.dueAt) - Date.parse(asking.openedAt)).toBe(3 * DAY);
    expect(await close(asking, { outcome: 'resolved', followUpDays: 3 })).toMatchObject({
      status: 422,
      body: { code: 'ticket-follow-up-unfit' },
    });
    expect((await close(asking, { outcome: 'resolved' })).status).toBe(200);
    expect(await about(ticket.subject.id)).toHaveLength(1);
  });

  it('is opened again where it turns out not to be', async () => {
    const ticket = await unhappy();
    expect(await close(ticket, { outcome: 'not_settled' })).toMatchObject({
      status: 422,
      body: { code: 'ticket-outcome-unfit' },
    });
    await close(ticket, { outcome: 'called_back', followUpDays: 7 });
    const [asking] = (await about(ticket.ticketId)) as [TicketItem];
    expect((await close(asking, { outcome: 'not_settled', note: '还是渗' })).status).toBe(200);
    const again = (await about(ticket.subject.id)).find(({ state }) => state === 'open');
    expect(again).toMatchObject({
      kind: 'detractor_callback',
      priority: 'urgent',
      summary: '回访时说还没好：打了 3 分（满分 10 分），还写了原因，请打电话问问',
    });
  });

  it('is not asked about where nobody wants to, or nothing was settled', async () => {
    const ticket = await unhappy();
    expect(await close(ticket, { outcome: 'no_action', followUpDays: 3 })).toMatchObject({
      status: 422,
      body: { code: 'ticket-follow-up-unfit' },
    });
    expect((await close(ticket, { outcome: 'resolved' })).status).toBe(200);
    expect(await about(ticket.ticketId)).toEqual([]);
  });
});

describe('somebody of whom nothing is known', () => {
  it('can be written about, and what was written is read', async () => {
    const { cityId, communityId, storeId } = here;
    const ctx = server.world.ctx();
    const subject = { kind: 'listening_alert', id: ctx.newId<'ListeningAlert'>() };
    const facts = { kind: 'spike', people: 4, topic: '漏水', about: '' };
    const personId = ctx.newId<'Person'>();
    await openTicket(ctx, { kind: 'community_voice', subject, cityId, communityId, storeId, personId, facts });
    const [ticket] = (await about(subject.id)) as [TicketItem];
    const path = `${TICKETS}/${ticket.ticketId}`;
    expect((await manager.post(`${path}/notes`, { revision: 1, note: '在群里问了是哪一栋' })).status).toBe(200);
    const revealed = await manager.post(`${path}/reveal`);
    expect(revealed.body).toMatchObject({ name: '', phone: '', notes: [{ step: 2, text: '在群里问了是哪一栋' }] });
    await server.world.ctx().transaction((tx) => ctx.services.vault.erase(tx, personId));
    expect(await manager.post(`${path}/reveal`)).toMatchObject({ status: 409, body: { code: 'person-erased' } });
  });
});
