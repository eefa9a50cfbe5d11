import type { CommunityId, Id } from '#kernel/ids';
import type { Span } from '#kernel/span';
import { addDays, businessDay, HOUR, MINUTE, startOfBusinessDay } from '#kernel/time';
import type { Database, DatabaseTransaction } from '#platform/context';
import { activeService } from '../services/service-store.ts';
import { levelAsked, type ServiceType } from '../services/service-type.ts';
import { freeSlots, GRID_MS } from './free-time.ts';
import { servingOf, type Serving } from './serving.ts';
import type { Slot } from './slot.ts';
import { workerTimes } from './worker-time-store.ts';

type Db = Database | DatabaseTransaction;

export interface SlotsAsked {
  readonly service: string;
  readonly communityId: CommunityId;
  /** The day to begin with. */
  readonly from: Date;
  readonly days: number;
  /** A package may ask for a higher level. */
  readonly packageId?: Id<'Package'> | null | undefined;
  /** Staff need no notice. */
  readonly byStaff?: boolean | undefined;
}

/** Days in which other times are looked for when one is taken, and how many of them are offered. */
const NEXT_DAYS = 7;
const NEXT_SLOTS = 6;

/**
 * The times at which somebody able can really come to a community: skill and level, shift and leave, other visits and
 * live holds with the way between, the daily maximum, the notice of the service. On a grid of 30 minutes, in order.
 * @throws UnknownService, NotFound
 */
export async function findSlots(db: Db, now: Date, asked: SlotsAsked): Promise<Slot[]> {
  const service = await activeService(db, asked.service);
  return freeOf(db, now, { ...asked, service, serving: await servingOf(db, asked.communityId) });
}

interface Known extends Omit<SlotsAsked, 'service' | 'communityId'> {
  readonly service: ServiceType;
  readonly serving: Serving;
}

async function freeOf(db: Db, now: Date, asked: Known): Promise<Slot[]> {
  const { service } = asked;
  const { community, stores } = asked.serving;
  const window = windowOf(service, now, asked);
  if (window.from >= window.to || stores.size === 0) return [];
  const from = startOfBusinessDay(businessDay(new Date(window.from)));
  const people = await workerTimes(db, { stores, from, to: new Date(window.to), now });
  const ask = { service, level: levelAsked(service, asked.packageId ?? null), at: community.position };
  return freeSlots(people, ask, window).map((slot) => ({
    startsAt: new Date(slot.from),
    endsAt: new Date(slot.to),
    left: slot.touchpointIds.length,
  }));
}

/** The next free slots from a time on (or from now), for whoever came too late for it. */
export async function nextSlots(db: Db, now: Date, asked: Omit<Known, 'days'>): Promise<Slot[]> {
  const from = asked.from > now ? asked.from : now;
  const free = await freeOf(db, now, { ...asked, from, days: NEXT_DAYS });
  return free.filter((slot) => slot.startsAt >= from).slice(0, NEXT_SLOTS);
}

/** Whether a time may be asked for at all: the notice and how far ahead, on the grid of the slots. */
export function isOffered(service: ServiceType, now: Date, startsAt: Date, byStaff: boolean): boolean {
  const { from, to } = bounds(service, now, byStaff);
  const at = startsAt.getTime();
  return at >= from && at < to && at % (byStaff ? STAFF_GRID_MS : GRID_MS) === 0;
}

/** Staff agree on a time with the customer, and need not take one of those that are offered. */
const STAFF_GRID_MS = 15 * MINUTE;

const bounds = (service: ServiceType, now: Date, byStaff: boolean): Span => ({
  from: now.getTime() + (byStaff ? 0 : service.minNoticeHours * HOUR),
  to: addDays(startOfBusinessDay(businessDay(now)), (byStaff ? MOST_DAYS : service.maxDays) + 1).getTime(),
});

const MOST_DAYS = 180;

function windowOf(service: ServiceType, now: Date, { from, days, byStaff = false }: Known): Span {
  const offered = bounds(service, now, byStaff);
  const start = startOfBusinessDay(businessDay(from));
  return {
    from: Math.max(start.getTime(), offered.from),
    to: Math.min(addDays(start, days).getTime(), offered.to),
  };
}
