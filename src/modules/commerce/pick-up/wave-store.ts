import { sql } from 'kysely';
import type { CityId, Id, PickupPointId, StockPlaceId, UserId } from '#kernel/ids';
import type { DatabaseTransaction } from '#platform/context';
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
  readonly exceptions: readonly unknown[];
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
