import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CustomerKey } from '#kernel/ids';
import { HOUR } from '#kernel/time';
import { customerOf } from '#platform/auth';
import { bookVisit, findSlots } from '#modules/fulfilment';
import { touchpointsByIds } from '#modules/touchpoints';
import { useServer, type Client } from '#testing';
import { addDesigner } from '../bookings/test-designer.ts';
import { offerView, recordLead, searchLeads } from '../index.ts';
import { approveOffer, makeOfferPlaces, type OfferPlaces } from '../test-places.ts';
import { leadInScope } from './lead-store.ts';
import type { LeadId } from './lead.ts';

const server = useServer({ rateLimits: false });
const ctx = () => server.world.ctx();
let places: OfferPlaces;
let token: string;
let designer: Client;
let admin: Client;
beforeAll(async () => {
  places = await makeOfferPlaces(ctx, 'GU');
  const where = { ...places.here, cityId: places.cityId };
  const designerId = await addDesigner(ctx, where, { code: 'GU1', phone: '13700000061' });
  await server.drain();
  const playId = await approveOffer(ctx, places.here.communityId, 'GU');
  await server.drain();
  const found = await sql<{ share_token: string }>`
    select share_token from growth.share_link where play_id = ${playId}`.execute(server.world.database.db);
  token = found.rows[0]!.share_token;
  const [person] = await touchpointsByIds(ctx().db, [designerId]);
  designer = await server.client(person!.userId);
  admin = await server.signInAs('admin');
});

let phones = 0;
/** A lead whose home is to be measured, and the sale that this begins. */
async function sale(): Promise<{ leadId: LeadId; visitId: string; resident: Client }> {
  const phone = `1357000${String((phones += 1)).padStart(4, '0')}`;
  const consentVersion = (await offerView(ctx(), token))!.consentVersion;
  const left = { shareToken: token, name: '王女士', phone, need: '', note: '', consentVersion };
  const { leadNumber } = await recordLead(ctx(), { ...left, visitorId: `visitor-${phones}` });
  const [found] = await searchLeads(ctx(), leadNumber, 1);
  const lead = (await leadInScope(ctx().db, ctx().scope, found!.leadId))!;
  const now = server.world.clock.now();
  const { communityId } = places.here;
  const from = new Date(now.getTime() + 24 * HOUR);
  const [slot] = await findSlots(ctx().db, now, { service: 'measure', communityId, from, days: 14 });
  const visit = await bookVisit(ctx(), {
    service: 'measure',
    communityId,
    startsAt: slot!.startsAt,
    by: 'staff',
    personId: lead.personId,
    customerKey: server.world.services.vault.hash('phone', phone) as CustomerKey,
    leadId: lead.leadId,
    shareToken: token,
    packageId: null,
    projectId: null,
  });
  expect(await server.drain()).toEqual({ parked: 0 });
  const context = ctx();
  const userId = await context.transaction((tx) => customerOf(context, tx, phone));
  return { leadId: lead.leadId, visitId: visit.visitId, resident: await server.client(userId) };
}

async function giveUp(visitId: string, reason: string): Promise<void> {
  const answer = await designer.post(`/api/commerce/my/opportunities/${visitId}/give-up`, { reason });
  expect([answer.status, answer.text]).toEqual([200, answer.text]);
  expect(await server.drain()).toEqual({ parked: 0 });
}
const leadNow = async (leadId: LeadId) => (await admin.get(`/api/growth/leads/${leadId}`)).body;
const visitNow = async (resident: Client, visitId: string) =>
  (await resident.get(`/api/fulfilment/own/visits/${visitId}`)).body;

describe('a lead whose sale was given up', () => {
  it('is lost for the same reason where the resident decided, and nobody comes', async () => {
    const { leadId, visitId, resident } = await sale();
    await giveUp(visitId, 'chose_other');
    const lead = await leadNow(leadId);
    expect(lead).toMatchObject({ state: 'lost', lostReasonName: '选了别家' });
    expect(lead.timeline.at(-1)).toMatchObject({ move: 'lost', by: 'system', reasonName: '选了别家' });
    expect(await visitNow(resident, visitId)).toMatchObject({ state: 'cancelled', cancelReasonName: '需求已结束' });
  });

  it('is to be followed up again where it may be another time', async () => {
    const { leadId, visitId, resident } = await sale();
    await giveUp(visitId, 'not_now');
    const lead = await leadNow(leadId);
    expect(lead).toMatchObject({ state: 'visit_booked', visitAt: null });
    expect(lead.timeline.map((each: { reasonName: string }) => each.reasonName)).toContain('销售放弃了');
    expect(await visitNow(resident, visitId)).toMatchObject({ state: 'cancelled', cancelledBy: 'system' });
    const body = { step: 'quoted', note: '' };
    expect((await admin.post(`/api/growth/leads/${leadId}/follow-up`, body)).status).toBe(200);
  });

  it('goes on with the visit that it has by now', async () => {
    const { leadId, visitId, resident } = await sale();
    const startsAt = new Date(server.world.clock.now().getTime() + 24 * HOUR);
    const { communityId } = places.here;
    const free = await findSlots(ctx().db, server.world.clock.now(), {
      service: 'measure',
      communityId,
      from: startsAt,
      days: 14,
    });
    const again = await admin.post('/api/fulfilment/visits', {
      previousVisitId: visitId,
      service: 'measure',
      startsAt: free.at(-1)!.startsAt.toISOString(),
    });
    expect(again.status).toBe(200);
    await server.drain();
    await giveUp(visitId, 'not_needed');
    expect((await leadNow(leadId)).state).toBe('visit_booked');
    expect(await visitNow(resident, again.body.visitId)).toMatchObject({ state: 'booked' });
  });
});
