import { addDays, DAY } from '#kernel/time';
import { EVERYTHING, NOTHING } from '#platform/permission';
import type { Id } from '#kernel/ids';
import { packageByCode } from '#modules/commerce';
import { measureVisit, ownVisits, progressVisit, rateVisit, type Visit } from '#modules/fulfilment';
import { bookVisit, holdTime, listCodes, recordScan } from '#modules/growth';
import { coverageOf } from '#modules/touchpoints';
import { happens, measuredHome, type HomeForm } from '../../world/index.ts';
import { after } from './daytime.ts';
import { DEVICE, hoursLater, type Deal } from './deal.ts';

/** Which printed code somebody of a community scans. */
export type CodeOf = (deal: Deal) => string | undefined;

/** The codes that hang where a deal begins: its steward's badge, else the property office. */
export async function codesOf(deals: readonly Deal[]): Promise<CodeOf> {
  const [first] = deals;
  if (first === undefined) return () => undefined;
  const { db } = first.glance();
  const codes = await listCodes(db, EVERYTHING, { state: 'live' }, { before: undefined, limit: 10_000 });
  const byPlace = new Map(
    codes.flatMap(({ communityId, code }) => (communityId === null ? [] : [[communityId, code]])),
  );
  for (const { touchpointId, code } of codes) {
    if (touchpointId === null) continue;
    for (const { communityId } of await coverageOf(db, touchpointId)) {
      // Some of those who could scan the poster of the office ask their steward all the same.
      if (!byPlace.has(communityId) || happens(first.random, 0.5)) byPlace.set(communityId, code);
    }
  }
  return (deal) => byPlace.get(deal.place.communityId);
}

/** A resident scans a code, picks a time, and books it. False where nobody could come. */
export async function book(deal: Deal, codeOf: CodeOf): Promise<boolean> {
  const { plan, place } = deal;
  const token = codeOf(deal);
  const offered = await packageByCode(deal.glance().db, plan.packageCode);
  if (token === undefined || offered === undefined) return false;
  const visitorId = `history-${plan.code}`;
  const { communityId } = place;
  await recordScan(deal.visitor('scan'), {
    code: token,
    visitorId,
    headers: { userAgent: DEVICE, purpose: undefined },
  });
  const slot = await deal.freeTime('measure', plan.end === 'booked' ? addDays(deal.at, 2) : hoursLater(deal.at, 12));
  if (slot === undefined) return false;
  const asked = { token, communityId, visitorId };
  const { holdId } = await holdTime(deal.visitor('hold'), { ...asked, startsAt: slot.startsAt });
  await bookVisit(deal.visitor('book'), {
    ...asked,
    holdId,
    name: plan.resident.name,
    phone: plan.resident.phone,
    address: plan.address,
    packageId: offered.id,
    need: '',
    note: '',
    consentVersion: CONSENT_VERSION,
  });
  return true;
}

/** The notice that the installation brings. */
const CONSENT_VERSION = '2026-01';

/** The visit of the deal to measure the home; undefined where none was booked. */
export async function measureOf(deal: Deal): Promise<Visit | undefined> {
  const { services, db } = deal.glance();
  const customer = services.vault.hash('phone', deal.plan.resident.phone) as Visit['customerKey'];
  const visits = await ownVisits(db, { ...NOTHING, customer });
  return visits.find(({ service }) => service === 'measure');
}

/** Somebody goes there: takes it on, sets out, arrives, and is done. Undefined where that would be later than now. */
export async function carryOut(deal: Deal, visit: Visit, whileThere: () => Promise<void>): Promise<Visit | undefined> {
  const { touchpointId, visitId, startsAt, endsAt } = visit;
  if (touchpointId === null || deal.isAhead(endsAt)) return undefined;
  const step = async (name: 'accepted' | 'departed' | 'arrived' | 'done', at: Date): Promise<void> => {
    deal.goesOnTo(at);
    const ctx = await deal.worker(touchpointId, `${visitId}/${name}`);
    await progressVisit(ctx, { visitId, step: name, opId: ctx.newId(), outcome: 'done', reason: '' });
  };
  const takenOn = after(deal.at, 1 + deal.random.next());
  await step('accepted', takenOn < startsAt ? takenOn : hoursLater(startsAt, -1));
  await step('departed', hoursLater(startsAt, -0.6));
  await step('arrived', hoursLater(startsAt, -0.05));
  deal.goesOnTo(hoursLater(startsAt, 0.7));
  await whileThere();
  await step('done', hoursLater(endsAt, -0.1));
  return visit;
}

/** The designer measures; the customer may say how it was. Undefined where that would be later than now. */
export async function measure(deal: Deal, visit: Visit): Promise<HomeForm | undefined> {
  const form = measuredHome(deal.random, deal.plan.community.builtYear);
  const { visitId, touchpointId } = visit;
  if (touchpointId === null) return undefined;
  const there = await carryOut(deal, visit, async () => {
    const ctx = await deal.worker(touchpointId, `${visitId}/measure`);
    await measureVisit(ctx, { visitId, basedOn: 0, form, notes: '' });
  });
  if (there === undefined) return undefined;
  await rate(deal, visitId);
  return form;
}

async function rate(deal: Deal, visitId: Id<'Visit'>): Promise<void> {
  if (!happens(deal.random, 0.6) || !deal.goesOnTo(new Date(deal.at.getTime() + DAY / 48))) return;
  const stars = happens(deal.random, 0.75) ? 5 : 4;
  await rateVisit(await deal.customer(`${visitId}/rate`), { visitId, stars, comment: '' });
}
