import type { Context } from '#platform/context';
import { packagesByIds, type Package, type PackageId } from '#modules/commerce';
import { communitiesByIds, storesByIds, type Community } from '#modules/territory';
import { touchpointNames, type TouchpointName } from '#modules/touchpoints';
import type { TouchpointId } from '#kernel/ids';
import type { DecisionItem, MyVisitItem, OwnVisitItem, VisitDetail, VisitItem } from '../contract.ts';
import { allServices } from '../services/service-store.ts';
import { TRAVEL_NOTE } from '../slots/free-time.ts';
import { decisionsOf, lastDecisionsOf, OCCASIONS, type Decision } from '../dispatch/decision-store.ts';
import { PART_NAMES } from '../dispatch/dispatch-costs.ts';
import { mayReveal } from './reveal-visit.ts';
import { CANCEL_REASONS, CUSTOMER_NOTICE_MS, customerMayChange, movesFrom, VISIT_STATES, type Visit } from './visit.ts';

interface Words {
  readonly service: (code: string) => string;
  readonly place: (visit: Visit) => Community | undefined;
  readonly person: (touchpointId: TouchpointId) => TouchpointName;
  readonly offered: ReadonlyMap<PackageId, Package>;
}

/** Names of services, places, people and packages, in a few batched reads. */
async function wordsFor(ctx: Context, visits: readonly Visit[]): Promise<Words> {
  const services = new Map((await allServices(ctx.db)).map((each) => [each.service, each.name]));
  const places = await communitiesByIds(ctx.db, [...new Set(visits.map((visit) => visit.communityId))]);
  const offered = await packagesByIds(ctx.db, [...new Set(visits.flatMap((visit) => visit.packageId ?? []))]);
  const person = await touchpointNames(
    ctx.db,
    ctx.services.vault,
    visits.flatMap((visit) => visit.touchpointId ?? []),
  );
  return {
    service: (code) => services.get(code) ?? code,
    place: (visit) => places.get(visit.communityId),
    person,
    offered,
  };
}

/** What everybody sees of a visit who may see it at all. */
function factsShown(visit: Visit, words: Words) {
  const { visitId, visitNumber, service, state, communityId, packageId, projectId, moved, revision } = visit;
  const place = words.place(visit);
  return {
    visitId,
    visitNumber,
    service,
    serviceName: words.service(service),
    state,
    stateName: VISIT_STATES[state],
    communityId,
    communityName: place?.name ?? '',
    cityName: place?.cityName ?? '',
    startsAt: visit.startsAt.toISOString(),
    endsAt: visit.endsAt.toISOString(),
    who: visit.touchpointId === null ? null : whoShown(visit.touchpointId, words),
    packageId,
    packageName: packageId === null ? null : (words.offered.get(packageId)?.name ?? null),
    projectId,
    moved,
    revision,
    createdAt: visit.createdAt.toISOString(),
    acceptedAt: visit.acceptedAt?.toISOString() ?? null,
    departedAt: visit.departedAt?.toISOString() ?? null,
    arrivedAt: visit.arrivedAt?.toISOString() ?? null,
    doneAt: visit.doneAt?.toISOString() ?? null,
    cancelledAt: visit.cancelledAt?.toISOString() ?? null,
    cancelledBy: visit.cancelledBy,
    cancelReason: visit.cancelReason,
    cancelReasonName: visit.cancelReason === null ? null : CANCEL_REASONS[visit.cancelReason],
  };
}

function whoShown(touchpointId: TouchpointId, words: Words) {
  const { name, roleName } = words.person(touchpointId);
  return { touchpointId, name, roleName };
}

/** As those see them who work with them: the customer is masked. */
export async function describeVisits(ctx: Context, visits: readonly Visit[]): Promise<VisitItem[]> {
  const words = await wordsFor(ctx, visits);
  const stores = await storesByIds(ctx.db, [...new Set(visits.flatMap((visit) => visit.storeId ?? []))]);
  const people = await ctx.services.vault.masked(
    ctx.db,
    [...new Set(visits.map((visit) => visit.personId))],
    ['name', 'phone'],
  );
  const decided = await lastDecisionsOf(ctx.db, visits);
  return visits.map((visit) => {
    const person = people.get(visit.personId);
    const moves = movesFrom(visit.state);
    return {
      ...factsShown(visit, words),
      cityId: visit.cityId,
      storeId: visit.storeId,
      storeName: visit.storeId === null ? null : (stores.get(visit.storeId)?.name ?? null),
      leadId: visit.leadId,
      customerName: person?.name?.[0] ?? '',
      customerPhone: person?.phone?.[0] ?? '',
      placedBy: decided.get(visit.visitId)?.by ?? null,
      canPlace: moves.includes('booked'),
      canReschedule: moves.includes('booked'),
      canCancel: moves.includes('cancelled'),
    };
  });
}

/** One visit, with why this person goes there. The caller has checked the reader's scope. */
export async function describeVisit(ctx: Context, visit: Visit): Promise<VisitDetail> {
  const [item] = await describeVisits(ctx, [visit]);
  if (item === undefined) throw new Error('one visit in, one out');
  const decisions = await decisionsOf(ctx.db, visit);
  const ids = decisions.flatMap((each) => each.candidates.map((candidate) => candidate.touchpointId));
  const person = await touchpointNames(ctx.db, ctx.services.vault, ids);
  return { ...item, decisions: decisions.map((each) => decisionShown(each, person)), travelNote: TRAVEL_NOTE };
}

function decisionShown(decision: Decision, person: (touchpointId: TouchpointId) => TouchpointName): DecisionItem {
  const { decisionId, occasion, touchpointId, why, seed, modelVersion, reason } = decision;
  return {
    decisionId,
    decidedAt: decision.decidedAt.toISOString(),
    occasion,
    occasionName: OCCASIONS[occasion],
    chosen: touchpointId === null ? null : { touchpointId, name: person(touchpointId).name },
    why,
    candidates: decision.candidates.map((candidate) => ({
      touchpointId: candidate.touchpointId,
      name: person(candidate.touchpointId).name,
      cost: candidate.cost,
      parts: candidate.parts.map((part) => ({ ...part, partName: PART_NAMES[part.part] })),
      whyNot: candidate.whyNot,
      wouldDo: candidate.wouldDo,
    })),
    seed,
    modelVersion,
    reason,
  };
}

/** As their customer sees them. */
export async function describeOwnVisits(ctx: Context, visits: readonly Visit[]): Promise<OwnVisitItem[]> {
  const words = await wordsFor(ctx, visits);
  const now = ctx.clock.now();
  return visits.map((visit) => {
    const canChange = customerMayChange(visit, now);
    const until = new Date(visit.startsAt.getTime() - CUSTOMER_NOTICE_MS);
    return {
      ...factsShown(visit, words),
      canChange,
      changeUntil: canChange && visit.state !== 'unplaced' ? until.toISOString() : null,
    };
  });
}

/** As whoever goes there sees them. */
export async function describeMyVisits(ctx: Context, visits: readonly Visit[]): Promise<MyVisitItem[]> {
  const items = await describeVisits(ctx, visits);
  const places = await communitiesByIds(ctx.db, [...new Set(visits.map((visit) => visit.communityId))]);
  const now = ctx.clock.now();
  return items.map(({ placedBy: _by, canPlace: _place, canReschedule: _move, canCancel: _cancel, ...item }, at) => {
    const position = places.get(item.communityId)?.position;
    if (position === undefined) throw new Error(`visit ${item.visitId} is nowhere`);
    return { ...item, position: { ...position }, canReveal: mayReveal(visits[at]!, now) };
  });
}
