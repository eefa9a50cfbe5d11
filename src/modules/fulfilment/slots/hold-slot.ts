import type { CommunityId, Id } from '#kernel/ids';
import { MINUTE } from '#kernel/time';
import type { Context, Database, Tx } from '#platform/context';
import { activeService } from '../services/service-store.ts';
import { NotBookedThisWay, type ServiceType } from '../services/service-type.ts';
import { assign } from '../dispatch/assign.ts';
import { visitsByIds } from '../visits/visit-store.ts';
import type { VisitId } from '../visits/visit.ts';
import { isOffered, nextSlots } from './find-slots.ts';
import { insertHold, releaseHoldsOf } from './hold-store.ts';
import { servingOf, type Serving } from './serving.ts';
import { SharedReads } from './shared-reads.ts';
import { HOLD_MS, SlotTaken, type Slot } from './slot.ts';

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

/** What is asked about and changes rarely. */
interface Known {
  readonly service: ServiceType;
  readonly serving: Serving;
}

/** Where hundreds want the same few times, most of the work would be reading the same for each of them. */
interface Reads {
  readonly known: SharedReads<Known>;
  readonly next: SharedReads<Slot[]>;
}

const readsOf = new WeakMap<Database, Reads>();

function sharedReads(db: Database): Reads {
  const reads = readsOf.get(db) ?? { known: new SharedReads<Known>(), next: new SharedReads<Slot[]>() };
  readsOf.set(db, reads);
  return reads;
}

/** Ends the transaction of a hold that nobody can serve; never leaves this file. */
class NobodyFree extends Error {}

/**
 * Keeps a time for ten minutes: chooses who comes and takes their time. A holder holds one time at once; the one before
 * is given back. @throws SlotTaken with the next free slots, NotBookedThisWay, UnknownService, NotFound
 */
export async function holdSlot(ctx: Context, asked: HoldAsked): Promise<HeldSlot> {
  // Shared reads use connections of their own, so none may be waited for while the transaction keeps one.
  const [known] = await Promise.allSettled([knownOf(ctx, asked)]);
  try {
    return await ctx.transaction(async (tx) => {
      if (known.status === 'rejected') throw known.reason;
      return takeSlot(tx, asked, known.value);
    });
  } catch (error) {
    if (!(error instanceof NobodyFree) || known.status === 'rejected') throw error;
    throw new SlotTaken(await nextFree(ctx, asked, known.value));
  }
}

function knownOf(ctx: Context, { service, communityId }: HoldAsked): Promise<Known> {
  return sharedReads(ctx.db).known.ask(`${service}/${communityId}`, async () => ({
    service: await activeService(ctx.db, service),
    serving: await servingOf(ctx.db, communityId),
  }));
}

function nextFree(ctx: Context, { startsAt, communityId, packageId = null }: HoldAsked, known: Known): Promise<Slot[]> {
  const key = [known.service.service, communityId, packageId, startsAt.getTime()].join('/');
  return sharedReads(ctx.db).next.ask(key, () =>
    nextSlots(ctx.db, ctx.clock.now(), { ...known, packageId, from: startsAt }),
  );
}

/** @throws NobodyFree, NotBookedThisWay */
async function takeSlot(tx: Tx, asked: HoldAsked, { service, serving }: Known): Promise<HeldSlot> {
  const { startsAt, holder, packageId = null, projectId = null } = asked;
  if (!service.bookedBy.includes('customer')) throw new NotBookedThisWay(service.name);
  if (!isOffered(service, tx.now, startsAt, false)) throw new NobodyFree();
  const [previous] = asked.previousVisitId === undefined ? [] : await visitsByIds(tx.db, [asked.previousVisitId]);
  await releaseHoldsOf(tx.db, holder);
  const holdId = tx.newId<'Hold'>();
  const endsAt = new Date(startsAt.getTime() + service.minutes * MINUTE);
  const expiresAt = new Date(tx.now.getTime() + HOLD_MS);
  const times = { startsAt, endsAt, packageId, projectId };
  const assigned = await assign(tx, {
    ...times,
    service,
    serving,
    customerKey: previous?.customerKey,
    occasion: 'hold',
    keep: previous?.touchpointId ?? undefined,
    by: { holdId, expiresAt },
  });
  if (assigned === undefined) throw new NobodyFree();
  const { cityId, id: communityId } = serving.community;
  const place = { cityId, communityId, ...assigned };
  await insertHold(tx.db, { ...place, ...times, holdId, holder, service: service.service, expiresAt });
  return { holdId, startsAt, endsAt, expiresAt };
}
