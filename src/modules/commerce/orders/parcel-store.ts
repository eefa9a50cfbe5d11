import { sql } from 'kysely';
import type { CityId, PickupPointId, StockPlaceId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { Order, OrderId } from './order.ts';
import type { Parcel, ParcelId, ParcelMode, ParcelState } from './parcel.ts';

type Db = Database | DatabaseTransaction;

/** A parcel as it lies in the database, for statements that read it beside others. */
export interface ParcelRow {
  city_id: CityId;
  parcel_id: ParcelId;
  order_id: OrderId;
  place_id: StockPlaceId;
  mode: ParcelMode;
  pickup_point_id: PickupPointId | null;
  pickup_on: string | null;
  code: string | null;
  state: ParcelState;
  revision: number;
  arrived_at: Date | null;
  collected_at: Date | null;
}

export const toParcel = (row: ParcelRow): Parcel => ({
  parcelId: row.parcel_id,
  cityId: row.city_id,
  orderId: row.order_id,
  placeId: row.place_id,
  mode: row.mode,
  pickupPointId: row.pickup_point_id,
  pickupOn: row.pickup_on,
  code: row.code,
  state: row.state,
  revision: row.revision,
  arrivedAt: row.arrived_at,
  collectedAt: row.collected_at,
});

/** Parcels of orders that the caller may see. */
export async function parcelsOf(
  db: Db,
  orders: readonly Pick<Order, 'cityId' | 'orderId'>[],
): Promise<Map<OrderId, Parcel[]>> {
  if (orders.length === 0) return new Map();
  const found = await sql<ParcelRow>`
    select p.* from commerce.order_parcel p
    where (p.city_id, p.order_id) in (
      select * from unnest(${orders.map((it) => it.cityId)}::uuid[], ${orders.map((it) => it.orderId)}::uuid[]))
    order by p.order_id, p.parcel_id`.execute(db);
  return Map.groupBy(found.rows.map(toParcel), (parcel) => parcel.orderId);
}

/** The parcels of one order, locked after it. */
export async function lockParcels(
  db: DatabaseTransaction,
  order: Pick<Order, 'cityId' | 'orderId'>,
): Promise<Parcel[]> {
  const found = await sql<ParcelRow>`
    select p.* from commerce.order_parcel p where p.city_id = ${order.cityId} and p.order_id = ${order.orderId}
    order by p.parcel_id for update`.execute(db);
  return found.rows.map(toParcel);
}

/** Calls off what of an order was not sent yet. */
export async function cancelParcels(db: DatabaseTransaction, order: Pick<Order, 'cityId' | 'orderId'>): Promise<void> {
  await sql`
    update commerce.order_parcel set state = 'cancelled', revision = revision + 1
    where city_id = ${order.cityId} and order_id = ${order.orderId} and state in ('waiting', 'on_the_way', 'arrived')`.execute(
    db,
  );
}

/** Sends what waits of an order to another pick-up point; answers how many parcels. */
export async function moveParcels(
  db: DatabaseTransaction,
  order: Pick<Order, 'cityId' | 'orderId'>,
  pickupPointId: PickupPointId,
): Promise<number> {
  const moved = await sql`
    update commerce.order_parcel set pickup_point_id = ${pickupPointId}, revision = revision + 1
    where city_id = ${order.cityId} and order_id = ${order.orderId} and state = 'waiting' and mode = 'pickup'`.execute(
    db,
  );
  return Number(moved.numAffectedRows ?? 0n);
}
