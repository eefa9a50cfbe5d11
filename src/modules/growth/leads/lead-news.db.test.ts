import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CustomerKey, Id } from '#kernel/ids';
import { HOUR } from '#kernel/time';
import { readAfter, type Announcement } from '#platform/outbox';
import { ContractSigned, QuotationSent } from '#modules/commerce/events';
import { VisitBooked, VisitCancelled, VisitMoved } from '#modules/fulfilment/events';
import { useContext } from '#testing';
import { closeLead, offerView, recordLead, searchLeads } from '../index.ts';
import { approveOffer, makeOfferPlaces, type OfferPlaces } from '../test-places.ts';
import { describeLead } from './describe-leads.ts';
import { leadInScope } from './lead-store.ts';
import type { LeadId } from './lead.ts';

const world = useContext();
let places: OfferPlaces;
let token: string;
beforeAll(async () => {
  places = await makeOfferPlaces(() => world.ctx(), 'LN');
  await world.drain();
  const playId = await approveOffer(() => world.ctx(), places.here.communityId, 'LN');
  await world.drain();
  const found = await sql<{ share_token: string }>`
    select share_token from growth.share_link where play_id = ${playId}`.execute(world.database.db);
  token = found.rows[0]!.share_token;
});

let phones = 0;
async function leave(): Promise<LeadId> {
  phones += 1;
  const offer = await offerView(world.ctx(), token);
  const left = await recordLead(world.ctx(), {
    shareToken: token,
    name: '王女士',
    phone: `1350000${String(phones).padStart(4, '0')}`,
    need: '',
    note: '',
    consentVersion: offer!.consentVersion,
    visitorId: `visitor-${phones}`,
  });
  return (await searchLeads(world.ctx(), left.leadNumber, 1))[0]!.leadId;
}

/** Everything that is said of a lead elsewhere, as those modules say it. */
function newsOf(leadId: LeadId, visitId = world.ctx().newId<'Visit'>()) {
  const [touchpointId] = places.here.touchpoints;
  const facts = {
    cityId: places.cityId,
    communityId: places.here.communityId,
    storeId: places.here.storeId,
    customerKey: 'a'.repeat(64) as CustomerKey,
    personId: world.ctx().newId<'Person'>(),
    leadId,
    shareToken: token,
    visitId,
  };
  const visit = { ...facts, service: 'measure', packageId: null, projectId: null };
  const at = (hours: number) => {
    const startsAt = new Date(world.clock.now().getTime() + hours * HOUR);
    const endsAt = new Date(startsAt.getTime() + HOUR);
    return { touchpointId: touchpointId!, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() };
  };
  const deal = { ...facts, packageId: world.ctx().newId<'Package'>(), touchpointId: touchpointId! };
  const quotationId = world.ctx().newId<'Quotation'>();
  const contractId = world.ctx().newId<'Contract'>();
  const orderId = world.ctx().newId<'Order'>();
  return {
    booked: (hours: number) => VisitBooked(visitId, { ...visit, ...at(hours) }),
    moved: (hours: number) =>
      VisitMoved(visitId, { ...visit, ...at(hours), previousTouchpointId: touchpointId!, why: '改期' }),
    cancelled: VisitCancelled(visitId, { ...visit, touchpointId: touchpointId!, by: 'customer', reason: 'not_needed' }),
    quoted: QuotationSent(quotationId, { ...deal, quotationId, totalFen: 1_280_000, revision: 1 }),
    signed: ContractSigned(contractId, { ...deal, contractId, quotationId, orderId, totalFen: 1_180_000 }),
  };
}

/** Announces one after the other, each delivered before the next. */
async function hear(...news: readonly Announcement[]): Promise<void> {
  for (const each of news) {
    await world.ctx().transaction((tx) => tx.announce([each]));
    await world.drain();
  }
}

const detailOf = async (leadId: LeadId) =>
  describeLead(world.ctx(), (await leadInScope(world.database.db, world.ctx().scope, leadId))!);
const announced = async (type: string, leadId: LeadId) =>
  (await readAfter(world.database.db, 0, [type], 500))
    .map((row) => row.payload as Record<string, unknown>)
    .filter((payload) => payload['leadId'] === leadId);
const inHours = (hours: number): string => new Date(world.clock.now().getTime() + hours * HOUR).toISOString();

describe('a lead hears', () => {
  it('of its visit, quotation and contract, each once, by the system', async () => {
    const leadId = await leave();
    const { booked, moved, quoted, signed } = newsOf(leadId);
    await hear(booked(24), booked(24), moved(48), quoted, quoted, signed, signed);
    const detail = await detailOf(leadId);
    expect(detail).toMatchObject({ state: 'won', amountFen: 1_180_000, visitAt: inHours(48) });
    expect(detail.timeline.map(({ move, by, reasonName }) => [move, by, reasonName])).toEqual([
      ['recorded', 'resident', null],
      ['visit_booked', 'system', null],
      ['visit_booked', 'system', '上门改了时间'],
      ['quoted', 'system', null],
      ['won', 'system', null],
    ]);
    const steps = await announced('LeadFollowedUp', leadId);
    expect(steps.map((each) => each['step'])).toEqual(['contacted', 'visit_booked', 'quoted']);
    expect(await announced('LeadOutcomeRecorded', leadId)).toMatchObject([{ outcome: 'won' }]);
  });

  it('the same in the wrong order', async () => {
    const leadId = await leave();
    const { booked, quoted, signed } = newsOf(leadId);
    await hear(signed, quoted, booked(24));
    const detail = await detailOf(leadId);
    expect(detail).toMatchObject({ state: 'won', amountFen: 1_180_000 });
    expect(detail.timeline).toHaveLength(2);
  });

  it('that its visit was called off, and stays where it is without a time, until the next', async () => {
    const leadId = await leave();
    const first = newsOf(leadId);
    await hear(first.booked(24), first.cancelled, first.cancelled);
    const detail = await detailOf(leadId);
    expect(detail).toMatchObject({ state: 'visit_booked', visitAt: null });
    expect(detail.timeline.at(-1)).toMatchObject({ move: 'visit_booked', reasonName: '上门取消了' });
    const second = newsOf(leadId);
    await hear(second.booked(72), first.moved(30));
    expect((await detailOf(leadId)).visitAt).toBe(inHours(72));
  });

  it('nothing once it is over', async () => {
    const leadId = await leave();
    await closeLead(world.ctx(), { leadId, outcome: 'lost', reason: 'not_now', note: '', amountFen: null });
    const { booked, quoted, signed } = newsOf(leadId);
    await hear(booked(24), quoted, signed);
    const detail = await detailOf(leadId);
    expect(detail).toMatchObject({ state: 'lost', visitAt: null, amountFen: null });
    expect(detail.timeline).toHaveLength(2);
  });

  it('and news of a lead that nobody left is no trouble', async () => {
    const { booked, quoted, signed } = newsOf(world.ctx().newId<'Lead'>() as Id<'Lead'>);
    await hear(booked(24), quoted, signed);
    const parked = await sql<{ parked: number }>`
      select count(*) as parked from platform.parked_event where subscription like 'growth.%'`.execute(
      world.database.db,
    );
    expect(parked.rows[0]!.parked).toBe(0);
  });
});
