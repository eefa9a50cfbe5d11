import { sql } from 'kysely';
import type { RegionId } from '#kernel/ids';
import type { Fen } from '#kernel/money';
import type { Database, DatabaseTransaction } from '#platform/context';
import { regionOfCity } from '#modules/territory';
import type { PackageId, Scene } from '../packages/package.ts';
import type { EntryPlace, SellingPlace } from './area-entry.ts';
import { holdingAt } from './area-entry-store.ts';
import { AREA_PRICES, type AreaPriceRow } from './area-price-store.ts';
import type { OptionKind } from './option.ts';
import type { AreaPrice } from './price.ts';

type Db = Database | DatabaseTransaction;

/** A package (`optionCode` null) or an option of it, with the entries that are live at the place. */
export interface PricedThing {
  readonly packageId: PackageId;
  readonly packageCode: string;
  readonly scene: Scene;
  readonly active: boolean;
  readonly optionCode: string | null;
  readonly name: string;
  readonly unit: string;
  readonly kind: OptionKind | null;
  readonly priceFen: Fen;
  /** The place that was asked for, with its region. */
  readonly place: EntryPlace;
  readonly entries: readonly AreaPrice[];
}

type ThingRow = Omit<PricedThing, 'entries' | 'place'>;
type Row = { place_region: RegionId | null } & { [K in keyof ThingRow as `thing_${string & K}`]: ThingRow[K] } & (
    | AreaPriceRow
    | { [K in keyof AreaPriceRow]: null }
  );

/** Which packages: those named, whether offered or not, or all of a scene that are offered. */
export type PackagesAsked = { readonly packageIds: readonly PackageId[] } | { readonly offeredIn: Scene };

/** Configuration: a few hundred packages with some options each, and at most five live entries for one of them. */
const MAX_ROWS = 10_000;

/** Packages by code, each followed by the options that are offered with it, in their order. One statement. */
export async function pricedThings(
  db: Db,
  asked: PackagesAsked,
  place: SellingPlace,
  at: Date,
): Promise<PricedThing[]> {
  const chosen =
    'packageIds' in asked
      ? sql`p.package_id = any(${[...new Set(asked.packageIds)]}::uuid[])`
      : sql`p.active and p.scene = ${asked.offeredIn}`;
  const { rows } = await sql<Row>`
    with thing as (
      select p.package_id, p.code as package_code, p.scene, p.active, null::text as option_code, p.name, p.unit,
        null::text as kind, p.price_fen, -1 as list_position
      from commerce.package p where ${chosen}
      union all
      select p.package_id, p.code, p.scene, p.active, o.code, o.name, o.unit, o.kind, o.price_fen, o.list_position
      from commerce.package p join commerce.package_option o using (package_id) where ${chosen} and o.active
    )
    select t.package_id as "thing_packageId", t.package_code as "thing_packageCode", t.scene as thing_scene,
      t.active as thing_active, t.option_code as "thing_optionCode", t.name as thing_name, t.unit as thing_unit,
      t.kind as thing_kind, t.price_fen as "thing_priceFen",
      ${regionOfCity(place.cityId)} as place_region, a.*
    from thing t
    left join commerce.area_price a on a.package_id = t.package_id
      and a.option_code is not distinct from t.option_code
      and ${holdingAt('a', place, at)}
    order by t.package_code, t.list_position, t.option_code limit ${MAX_ROWS}`.execute(db);
  const things = new Map<string, PricedThing & { entries: AreaPrice[] }>();
  for (const row of rows) {
    const key = `${row.thing_packageId} ${row.thing_optionCode ?? ''}`;
    const thing = things.get(key) ?? { ...thingOf(row), place: { ...place, regionId: row.place_region }, entries: [] };
    things.set(key, thing);
    if (row.price_id !== null) thing.entries.push(AREA_PRICES.toEntry(row));
  }
  return [...things.values()];
}

const thingOf = (row: Row): ThingRow => ({
  packageId: row.thing_packageId,
  packageCode: row.thing_packageCode,
  scene: row.thing_scene,
  active: row.thing_active,
  optionCode: row.thing_optionCode,
  name: row.thing_name,
  unit: row.thing_unit,
  kind: row.thing_kind,
  priceFen: row.thing_priceFen,
});
