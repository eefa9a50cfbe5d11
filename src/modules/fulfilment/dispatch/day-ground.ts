import { NotFound } from '#kernel/errors';
import type { CityId, StoreId } from '#kernel/ids';
import { addDays, startOfBusinessDay } from '#kernel/time';
import type { Context, Database, DatabaseTransaction } from '#platform/context';
import { covers } from '#platform/permission';
import { communitiesByIds, listStores, storesByIds, storesServing, type Store } from '#modules/territory';
import { listWorkers } from '../calendars/worker-store.ts';
import { allServices } from '../services/service-store.ts';
import { levelAsked } from '../services/service-type.ts';
import type { WorkerTime } from '../slots/free-time.ts';
import { workerTimes } from '../slots/worker-time-store.ts';
import { listVisits, visitsWithin } from '../visits/visit-list-store.ts';
import { servedBefore } from '../visits/visit-store.ts';
import type { Visit } from '../visits/visit.ts';
import type { Errand } from './day-problem.ts';

type Db = Database | DatabaseTransaction;

/** One store, or all stores of a city that the reader may see. */
export type BoardPlace = { readonly storeId: StoreId } | { readonly cityId: CityId };

/** A city's day: more are not shown at once, and not planned at once. */
const MOST_STORES = 200;
const MOST_PEOPLE = 300;
const MOST_VISITS = 1_500;

export interface DayGround {
  readonly stores: ReadonlyMap<StoreId, Store>;
  readonly people: readonly WorkerTime[];
  /** What these people do on the day, by time. */
  readonly visits: readonly Visit[];
  /** Visits of the place and day for which nobody was found. */
  readonly waiting: readonly Visit[];
}

/** The people of a place and their day, within the reader's scope. @throws NotFound */
export async function dayGround(ctx: Context, place: BoardPlace, day: string): Promise<DayGround> {
  const stores = await storesOf(ctx, place);
  const from = startOfBusinessDay(day);
  const span = { from, to: addDays(from, 1) };
  const here = { storeIds: [...stores.keys()] };
  const workers = await listWorkers(ctx.db, ctx.scope, here, { after: undefined, limit: MOST_PEOPLE });
  const only = workers.map((worker) => worker.touchpointId);
  const people = await workerTimes(ctx.db, { stores, only, ...span, now: ctx.clock.now() });
  const visits = await visitsWithin(ctx.db, only, span, MOST_VISITS);
  const unplaced = { ...place, startsFrom: span.from, startsBefore: span.to, states: ['unplaced' as const] };
  const waiting = await listVisits(ctx.db, ctx.scope, unplaced, { after: undefined, limit: MOST_VISITS });
  return { stores, people, visits, waiting };
}

async function storesOf(ctx: Context, place: BoardPlace): Promise<ReadonlyMap<StoreId, Store>> {
  if ('cityId' in place) {
    const stores = await listStores(ctx.db, ctx.scope, place, { after: undefined, limit: MOST_STORES });
    if (stores.length === 0) throw new NotFound('store');
    return new Map(stores.map((store) => [store.id, store]));
  }
  const stores = await storesByIds(ctx.db, [place.storeId]);
  const store = stores.get(place.storeId);
  if (store === undefined || !covers(ctx.scope, { cityId: store.cityId, storeId: store.id })) {
    throw new NotFound('store');
  }
  return stores;
}

/** Visits as dispatch sees them, in a few batched reads; `stays` says which are not to be moved. */
export async function errandsOf(db: Db, visits: readonly Visit[], stays: (visit: Visit) => boolean): Promise<Errand[]> {
  if (visits.length === 0) return [];
  const communityIds = [...new Set(visits.map((visit) => visit.communityId))];
  const services = new Map((await allServices(db)).map((each) => [each.service, each]));
  const communities = await communitiesByIds(db, communityIds);
  const serving = await storesServing(db, communityIds);
  const served = await servedBefore(db, visits);
  return visits.map((visit): Errand => {
    const service = services.get(visit.service);
    const at = communities.get(visit.communityId)?.position;
    if (service === undefined || at === undefined) throw new Error(`visit ${visit.visitId} is of nothing or nowhere`);
    return {
      visitId: visit.visitId,
      ask: { service, level: levelAsked(service, visit.packageId), at },
      from: visit.startsAt.getTime(),
      to: visit.endsAt.getTime(),
      has: visit.touchpointId ?? undefined,
      stays: stays(visit),
      stores: new Set(serving.get(visit.communityId)?.map((store) => store.id) ?? []),
      served: served(visit),
    };
  });
}

/** People as if some visits were nobody's yet: their time is free. */
export function withoutVisits(people: readonly WorkerTime[], visits: readonly Visit[]): WorkerTime[] {
  const freed = new Set(visits.map((visit) => `${visit.touchpointId}/${visit.startsAt.getTime()}`));
  return people.map((time) => ({
    ...time,
    taken: time.taken.filter((each) => !freed.has(`${time.worker.touchpointId}/${each.from}`)),
  }));
}
