import type { CustomerKey, Id, PersonId } from '#kernel/ids';
import type { Context, Tx } from '#platform/context';
import { nextNumber } from '#platform/numbers';
import { VisitBooked } from '../events.ts';
import { activeService } from '../services/service-store.ts';
import { giveDecisionToVisit } from '../dispatch/decision-store.ts';
import { insertVisit } from '../visits/visit-store.ts';
import { appointmentOf, factsOf, newVisit, type Visit } from '../visits/visit.ts';
import { giveToVisit } from './appointment-store.ts';
import { nextSlots } from './find-slots.ts';
import { deleteHold, lockHold } from './hold-store.ts';
import { servingOf } from './serving.ts';
import { HoldExpired } from './slot.ts';

export interface ConfirmAsked {
  readonly holdId: string;
  readonly holder: string;
  readonly personId: PersonId;
  readonly customerKey: CustomerKey;
  readonly leadId: Id<'Lead'> | null;
  readonly shareToken: string | null;
  readonly packageId: Id<'Package'> | null;
  readonly projectId: Id<'Project'> | null;
}

/**
 * Part: turns what a holder holds into a visit, in the caller's transaction. @throws HoldExpired with the next free
 * slots, where the hold ran out, its time was taken back, or it was never theirs
 */
export async function confirmHold(_ctx: Context, tx: Tx, asked: ConfirmAsked): Promise<Visit> {
  const hold = await lockHold(tx.db, asked.holdId, asked.holder);
  if (hold === undefined) throw new HoldExpired([]);
  const visitId = tx.newId<'Visit'>();
  const serving = await servingOf(tx.db, hold.communityId);
  if (!(await giveToVisit(tx.db, hold.holdId, visitId, tx.now))) {
    const service = await activeService(tx.db, hold.service);
    const { startsAt: from, packageId } = hold;
    throw new HoldExpired(await nextSlots(tx.db, tx.now, { service, serving, packageId, from }));
  }
  const { community } = serving;
  const { personId, customerKey, leadId, shareToken } = asked;
  const visit = newVisit({
    visitId,
    visitNumber: await nextNumber(tx, {
      series: 'visit',
      prefix: 'SM',
      cityId: community.cityId,
      cityCode: community.cityCode,
    }),
    cityId: community.cityId,
    communityId: hold.communityId,
    storeId: hold.storeId,
    touchpointId: hold.touchpointId,
    service: hold.service,
    startsAt: hold.startsAt,
    endsAt: hold.endsAt,
    personId,
    customerKey,
    leadId,
    shareToken,
    packageId: asked.packageId ?? hold.packageId,
    projectId: asked.projectId ?? hold.projectId,
    createdAt: tx.now,
  });
  await insertVisit(tx.db, visit);
  await giveDecisionToVisit(tx.db, hold.cityId, hold.decisionId, visitId);
  await deleteHold(tx.db, hold);
  await tx.announce([VisitBooked(visitId, { ...factsOf(visit), ...appointmentOf(visit) })]);
  return visit;
}
