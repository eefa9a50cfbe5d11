import { sql } from 'kysely';
import type { CityId, Id, PickupPointId, StockPlaceId, UserId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import type { ArrivalException } from './confirm-arrival.ts';
import type { WaveShortage } from './wave.ts';

/** What a warehouse said that left it. */
export interface Wave {
  readonly cityId: CityId;
  readonly waveId: Id<'Wave'>;
  readonly placeId: StockPlaceId;
  readonly pickupOn: string | null;
  readonly parcels: number;
  readonly units: number;
  readonly shortUnits: number;
  readonly shortages: readonly WaveShortage[];
  readonly sentBy: UserId | null;
  readonly sentAt: Date;
}

export async function insertWave(db: DatabaseTransaction, it: Wave): Promise<void> {
  await sql`
    insert into commerce.wave (city_id, wave_id, place_id, pickup_on, parcels, units, short_units, shortages, sent_by,
      sent_at)
    values (${it.cityId}, ${it.waveId}, ${it.placeId}, ${it.pickupOn}::date, ${it.parcels}, ${it.units},
      ${it.shortUnits}, ${JSON.stringify(it.shortages)}::jsonb, ${it.sentBy}, ${it.sentAt})`.execute(db);
}

/** What whoever keeps a point found when its goods came. */
export interface Arrival {
  readonly cityId: CityId;
  readonly arrivalId: Id<'Arrival'>;
  readonly pickupPointId: PickupPointId;
  readonly pickupOn: string | null;
  readonly parcels: number;
  readonly exceptions: readonly ArrivalException[];
  readonly confirmedBy: UserId | null;
  readonly arrivedAt: Date;
}

export async function insertArrival(db: DatabaseTransaction, it: Arrival): Promise<void> {
  await sql`
    insert into commerce.arrival (city_id, arrival_id, pickup_point_id, pickup_on, parcels, exceptions, confirmed_by,
      arrived_at)
    values (${it.cityId}, ${it.arrivalId}, ${it.pickupPointId}, ${it.pickupOn}::date, ${it.parcels},
      ${JSON.stringify(it.exceptions)}::jsonb, ${it.confirmedBy}, ${it.arrivedAt})`.execute(db);
}

export interface LogFilter {
  readonly from: Date;
  readonly before: Date | undefined;
  readonly cityId?: CityId | undefined;
}
export interface WaveFilter extends LogFilter {
  readonly placeId?: StockPlaceId | undefined;
}
export interface ArrivalFilter extends LogFilter {
  readonly pickupPointId?: PickupPointId | undefined;
}

interface LogPage {
  readonly before: { readonly at: Date; readonly id: string } | undefined;
  readonly limit: number;
}

/** A page of waves, the newest first. A warehouse is its city's: whoever sees a part of it sees parcels instead. */
export async function listWaves(db: Database, scope: Scope, filter: WaveFilter, page: LogPage): Promise<Wave[]> {
  const { rows } = await sql<Wave>`
    select w.city_id as "cityId", w.wave_id as "waveId", w.place_id as "placeId", w.pickup_on as "pickupOn", w.parcels,
      w.units, w.short_units as "shortUnits", w.shortages, w.sent_by as "sentBy", w.sent_at as "sentAt"
    from commerce.wave w
    where ${within(scope, { city: 'w.city_id' })} and w.sent_at >= ${filter.from}
      and (${filter.before ?? null}::timestamptz is null or w.sent_at < ${filter.before ?? null}::timestamptz)
      and (${filter.cityId ?? null}::uuid is null or w.city_id = ${filter.cityId ?? null}::uuid)
      and (${filter.placeId ?? null}::uuid is null or w.place_id = ${filter.placeId ?? null}::uuid)
      and (${page.before === undefined}::boolean
        or (w.sent_at, w.wave_id) < (${page.before?.at ?? null}::timestamptz, ${page.before?.id ?? null}::uuid))
    order by w.sent_at desc, w.wave_id desc limit ${page.limit}`.execute(db);
  return rows;
}

/** A page of arrivals at points where orders of the reader's area lie or lay, the newest first. */
export async function listArrivals(
  db: Database,
  scope: Scope,
  filter: ArrivalFilter,
  page: LogPage,
): Promise<Arrival[]> {
  const seen = within(scope, { city: 'o.city_id', store: 'o.store_id', community: 'o.community_id' });
  const { rows } = await sql<Arrival>`
    select a.city_id as "cityId", a.arrival_id as "arrivalId", a.pickup_point_id as "pickupPointId",
      a.pickup_on as "pickupOn", a.parcels, a.exceptions, a.confirmed_by as "confirmedBy", a.arrived_at as "arrivedAt"
    from commerce.arrival a
    where (${scope.everything}::boolean or exists (
        select 1 from commerce.order_parcel p
        join commerce.sales_order o on o.city_id = p.city_id and o.order_id = p.order_id
        where p.city_id = a.city_id and p.pickup_point_id = a.pickup_point_id and ${seen}))
      and a.arrived_at >= ${filter.from}
      and (${filter.before ?? null}::timestamptz is null or a.arrived_at < ${filter.before ?? null}::timestamptz)
      and (${filter.cityId ?? null}::uuid is null or a.city_id = ${filter.cityId ?? null}::uuid)
      and (${filter.pickupPointId ?? null}::uuid is null or a.pickup_point_id = ${filter.pickupPointId ?? null}::uuid)
      and (${page.before === undefined}::boolean
        or (a.arrived_at, a.arrival_id) < (${page.before?.at ?? null}::timestamptz, ${page.before?.id ?? null}::uuid))
    order by a.arrived_at desc, a.arrival_id desc limit ${page.limit}`.execute(db);
  return rows;
}
