import { beforeAll, describe, expect, it } from 'vitest';
import { DAY, HOUR, startOfBusinessDay } from '#kernel/time';
import type { TicketDetail, TicketsAnswer } from '#modules/desk/contract';
import { NpsAnswered } from '#modules/growth/events';
import { type Client, makeCustomer, useServer } from '#testing';
import type { SlotsAnswer, VisitDetail } from '../contract.ts';
import { makeTeamGround, recruitTeam, type TeamGround } from '../slots/test-team.ts';

const server = useServer();
const ctx = () => server.world.ctx();
let ground: TeamGround;
let manager: Client;
let stranger: Client;
/** A day with no official holiday near it. */
const FIRST = '2026-07-06';

beforeAll(async () => {
  server.world.clock.set(new Date(startOfBusinessDay(FIRST).getTime() + 8 * HOUR));
  ground = await makeTeamGround(ctx, 'TV');
  const other = await makeTeamGround(ctx, 'TW');
  await recruitTeam(ctx, ground, 1);
  manager = await server.signInAs('store_manager', { areaKind: 'store', areaId: ground.storeId });
  stranger = await server.signInAs('store_manager', { areaKind: 'store', areaId: other.storeId });
});

/** A ticket about somebody, whose phone the house may not know. */
async function ticketAbout(phone: string | undefined): Promise<string> {
  const surveyId = ctx().newId<'Survey'>();
  const whom =
    phone === undefined
      ? { personId: ctx().newId<'Person'>(), customerKey: 'c'.repeat(64) as never }
      : await makeCustomer(ctx(), { name: '王小明', phone });
  const ids = { surveyId, projectId: ctx().newId<'Project'>(), orderId: ctx().newId<'Order'>() };
  const place = { cityId: ground.cityId, communityId: ground.near, storeId: ground.storeId };
  const said = NpsAnswered(surveyId, { ...place, ...whom, ...ids, score: 2, hasComment: false });
  await ctx().transaction((tx) => tx.announce([said]));
  expect(await server.drain()).toEqual({ parked: 0 });
  const { items } = (await manager.get<TicketsAnswer>(`/api/desk/tickets?subjectId=${surveyId}`)).body;
  return items[0]!.ticketId;
}

async function firstSlot(ticketId: string): Promise<string> {
  const path = `/api/fulfilment/tickets/${ticketId}/slots?service=measure&from=2026-07-08&days=2`;
  const { items } = (await manager.get<SlotsAnswer>(path)).body;
  return items[0]!.startsAt;
}
const book = (ticketId: string, body: object, who = manager) =>
  who.post(`/api/fulfilment/tickets/${ticketId}/visits`, { service: 'measure', ...body });

describe('a visit that comes of a ticket', () => {
  it('is booked to the home of whom it is about, and stands in the timeline', async () => {
    const ticketId = await ticketAbout('13900030003');
    const startsAt = await firstSlot(ticketId);
    expect((await book(ticketId, { startsAt }, stranger)).status).toBe(404);
    const booked = await book(ticketId, { startsAt });
    expect(booked.status).toBe(200);
    const ticket = (await manager.get<TicketDetail>(`/api/desk/tickets/${ticketId}`)).body;
    expect(ticket.timeline.at(-1)).toMatchObject({ move: 'visited', refId: booked.body.visitId });
    const visit = await manager.get<VisitDetail>(`/api/fulfilment/visits/${booked.body.visitId}`);
    expect(visit.body).toMatchObject({ customerName: '王*', customerPhone: '139****0003', startsAt });
    expect(await book(ticketId, { startsAt })).toMatchObject({ status: 409, body: { code: 'slot-taken' } });
  });

  it('asks who it is where nobody knows a phone', async () => {
    const ticketId = await ticketAbout(undefined);
    const startsAt = await firstSlot(ticketId);
    expect(await book(ticketId, { startsAt })).toMatchObject({ status: 409, body: { code: 'ticket-without-phone' } });
    expect((await book(ticketId, { startsAt, contact: { name: '李姐', phone: '139' } })).status).toBe(422);
    const contact = { name: '李姐', phone: '13900030004' };
    const booked = await book(ticketId, { startsAt, contact });
    expect(booked.status).toBe(200);
    const visit = await manager.get<VisitDetail>(`/api/fulfilment/visits/${booked.body.visitId}`);
    expect(visit.body).toMatchObject({ customerPhone: '139****0004' });
  });

  it('is not booked for whoever asked to be forgotten, nor for what is done', async () => {
    const ticketId = await ticketAbout(undefined);
    const gone = await makeCustomer(ctx(), { name: '赵叔', phone: '13900030005' });
    await ctx().transaction((tx) => ctx().services.vault.erase(tx, gone.personId));
    const startsAt = await firstSlot(ticketId);
    const erased = await book(ticketId, { startsAt, contact: { name: '赵叔', phone: '13900030005' } });
    expect(erased).toMatchObject({ status: 409, body: { code: 'contact-erased' } });
    const done = { revision: 1, outcome: 'no_action' };
    expect((await manager.post(`/api/desk/tickets/${ticketId}/close`, done)).status).toBe(200);
    const contact = { name: '李姐', phone: '13900030006' };
    expect((await book(ticketId, { startsAt, contact })).status).toBe(409);
    expect(Date.parse(startsAt) - server.world.clock.now().getTime()).toBeGreaterThan(DAY);
  });
});
