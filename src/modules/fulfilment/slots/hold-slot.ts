import type { CommunityId, Id } from '#kernel/ids';
import { MINUTE } from '#kernel/time';
import type { Context } from '#platform/context';
import { activeService } from '../services/service-store.ts';
import { NotBookedThisWay } from '../services/service-type.ts';
import { assign } from '../visits/assign.ts';
import { visitsByIds } from '../visits/visit-store.ts';
import type { VisitId } from '../visits/visit.ts';
import { isOffered, nextSlots } from './find-slots.ts';
import { insertHold, releaseHoldsOf } from './hold-store.ts';
import { servingOf } from './serving.ts';
import { HOLD_MS, SlotTaken } from './slot.ts';

export interface HoldAsked {
  readonly service: string;
  readonly communityId: CommunityId;
  readonly startsAt: Date;
  /** A visitor's or user's mark that nobody else knows: only who held a time can book it. */
  readonly holder: string;
  readonly packageId?: Id<'Package'> | null | undefined;
  /** Who came then is asked first. */
  readonly previousVisitId?: VisitId | undefined;
  readonly projectId?: Id<'Project'> | null | undefined;
}

export interface HeldSlot {
  readonly holdId: Id<'Hold'>;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly expiresAt: Date;
}

/**
 * Keeps a time for ten minutes: chooses who comes and takes their time. A holder holds one time at once; the one before
 * is given back. @throws SlotTaken with the next free slots, NotBookedThisWay, UnknownService, NotFound
 */
export async function holdSlot(ctx: Context, asked: HoldAsked): Promise<HeldSlot> {
  const { startsAt, holder, packageId = null, projectId = null } = asked;
  return ctx.transaction(async (tx) => {
    const service = await activeService(tx.db, asked.service);
    if (!service.bookedBy.includes('customer')) throw new NotBookedThisWay(service.name);
    const serving = await servingOf(tx.db, asked.communityId);
    const [previous] = asked.previousVisitId === undefined ? [] : await visitsByIds(tx.db, [asked.previousVisitId]);
    await releaseHoldsOf(tx.db, holder);
    const holdId = tx.newId<'Hold'>();
    const endsAt = new Date(startsAt.getTime() + service.minutes * MINUTE);
    const expiresAt = new Date(tx.now.getTime() + HOLD_MS);
    const assigned = isOffered(service, tx.now, startsAt, false)
      ? await assign(tx, {
          service,
          serving,
          startsAt,
          endsAt,
          packageId,
          projectId,
          customerKey: previous?.customerKey,
          occasion: 'hold',
          keep: previous?.touchpointId ?? undefined,
          by: { holdId, expiresAt },
        })
      : undefined;
    if (assigned === undefined) {
      throw new SlotTaken(await nextSlots(tx.db, tx.now, { service, serving, packageId, from: startsAt }));
    }
    const { touchpointId, storeId, decisionId } = assigned;
    const { cityId, id: communityId } = serving.community;
    const place = { cityId, communityId, touchpointId, storeId, packageId, projectId };
    await insertHold(tx.db, {
      ...place,
      holdId,
      holder,
      service: service.service,
      startsAt,
      endsAt,
      expiresAt,
      decisionId,
    });
    return { holdId, startsAt, endsAt, expiresAt };
  });
}
