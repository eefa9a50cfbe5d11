import type { CommunityId, CustomerKey, Id, PersonId, TouchpointId } from '#kernel/ids';
import { MINUTE } from '#kernel/time';
import type { Context, Tx } from '#platform/context';
import { nextNumber } from '#platform/numbers';
import { VisitBooked } from '../events.ts';
import { activeService } from '../services/service-store.ts';
import { NotBookedThisWay, type Booker } from '../services/service-type.ts';
import { isOffered, nextSlots } from '../slots/find-slots.ts';
import { servingOf } from '../slots/serving.ts';
import { SlotTaken } from '../slots/slot.ts';
import { assign } from '../dispatch/assign.ts';
import { insertVisit } from './visit-store.ts';
import { appointmentOf, factsOf, newVisit, type Visit } from './visit.ts';

export interface BookAsked {
  readonly service: string;
  readonly communityId: CommunityId;
  readonly startsAt: Date;
  /** Whom the customer wants; the best able person unless said. */
  readonly touchpointId?: TouchpointId | undefined;
  readonly personId: PersonId;
  readonly customerKey: CustomerKey;
  readonly leadId: Id<'Lead'> | null;
  readonly shareToken: string | null;
  readonly packageId: Id<'Package'> | null;
  readonly projectId: Id<'Project'> | null;
  readonly by: Booker;
}

/** Books a visit without a public hold. As `bookVisitPart`. */
export async function bookVisit(ctx: Context, asked: BookAsked): Promise<Visit> {
  return ctx.transaction((tx) => bookVisitPart(tx, asked));
}

/**
 * Part: a visit that staff or a seller agreed on with the customer, in the caller's transaction. The caller has checked
 * that the customer and the community are theirs to book for.
 * @throws SlotTaken with the next free slots, NotBookedThisWay, UnknownService, NotFound
 */
export async function bookVisitPart(tx: Tx, asked: BookAsked): Promise<Visit> {
  const { startsAt, communityId, packageId, projectId, customerKey } = asked;
  const service = await activeService(tx.db, asked.service);
  if (!service.bookedBy.includes(asked.by)) throw new NotBookedThisWay(service.name);
  const byStaff = asked.by !== 'customer';
  const serving = await servingOf(tx.db, communityId);
  const { community } = serving;
  const visitId = tx.newId<'Visit'>();
  const endsAt = new Date(startsAt.getTime() + service.minutes * MINUTE);
  const times = { service, serving, startsAt, endsAt, packageId, projectId, customerKey };
  const found = isOffered(service, tx.now, startsAt, byStaff)
    ? await assign(tx, { ...times, occasion: 'book', only: asked.touchpointId, by: { visitId } })
    : undefined;
  if (found === undefined) {
    throw new SlotTaken(await nextSlots(tx.db, tx.now, { service, serving, packageId, from: startsAt, byStaff }));
  }
  const { cityId, cityCode } = community;
  const visit = newVisit({
    visitId,
    visitNumber: await nextNumber(tx, { series: 'visit', prefix: 'SM', cityId, cityCode }),
    cityId,
    communityId,
    storeId: found.storeId,
    touchpointId: found.touchpointId,
    service: service.service,
    startsAt,
    endsAt,
    personId: asked.personId,
    customerKey,
    leadId: asked.leadId,
    shareToken: asked.shareToken,
    packageId,
    projectId,
    createdAt: tx.now,
  });
  await insertVisit(tx.db, visit);
  await tx.announce([VisitBooked(visitId, { ...factsOf(visit), ...appointmentOf(visit) })]);
  return visit;
}
