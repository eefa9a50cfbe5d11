import { sql } from 'kysely';
import type { CityId, SkuId, StockPlaceId } from '#kernel/ids';
import type { DatabaseTransaction } from '#platform/context';

/** How often, and for how many units, an item was refused at a place within the hour that began then. */
export interface Refusals {
  readonly cityId: CityId;
  readonly placeId: StockPlaceId;
  readonly skuId: SkuId;
  readonly beganAt: Date;
  readonly refusals: number;
  readonly units: number;
}

/** Adds to what was refused before. */
export async function addRefusals(db: DatabaseTransaction, refused: readonly Refusals[]): Promise<void> {
  await sql`
    insert into inventory.refusal_hour (city_id, place_id, sku_id, began_at, refusals, units)
    select * from unnest(${refused.map((each) => each.cityId)}::uuid[], ${refused.map((each) => each.placeId)}::uuid[],
      ${refused.map((each) => each.skuId)}::uuid[], ${refused.map((each) => each.beganAt.toISOString())}::timestamptz[],
      ${refused.map((each) => each.refusals)}::int[], ${refused.map((each) => each.units)}::bigint[])
      as r (city_id, place_id, sku_id, began_at, refusals, units)
    order by began_at, place_id, sku_id
    on conflict (began_at, place_id, sku_id, city_id) do update
    set refusals = refusal_hour.refusals + excluded.refusals, units = refusal_hour.units + excluded.units
  `.execute(db);
}

export async function deleteRefusalsBefore(db: DatabaseTransaction, before: Date): Promise<void> {
  await sql`delete from inventory.refusal_hour where began_at < ${before}`.execute(db);
}
