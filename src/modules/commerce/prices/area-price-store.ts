import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CityId, CommunityId, StoreId, UserId } from '#kernel/ids';
import type { Fen } from '#kernel/money';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import type { TimePlace } from '#platform/http';
import type { PackageId } from '../packages/package.ts';
import type { AreaPrice, AreaPriceId, PriceArea, PriceAreaKind } from './price.ts';

type Db = Database | DatabaseTransaction;

export interface AreaPriceRow {
  price_id: AreaPriceId;
  package_id: PackageId;
  option_code: string | null;
  area_kind: PriceAreaKind;
  city_id: CityId | null;
  store_id: StoreId | null;
  community_id: CommunityId | null;
  area_name: string;
  price_fen: Fen;
  valid_from: Date;
  valid_until: Date | null;
  signed_by: UserId | null;
  signed_at: Date;
}

export const toAreaPrice = (row: AreaPriceRow): AreaPrice => ({
  priceId: row.price_id,
  packageId: row.package_id,
  optionCode: row.option_code,
  area: areaOf(row),
  areaName: row.area_name,
  priceFen: row.price_fen,
  validFrom: row.valid_from,
  validUntil: row.valid_until,
  signedBy: row.signed_by,
  signedAt: row.signed_at,
});

function areaOf({ area_kind: kind, city_id: cityId, store_id: storeId, community_id: communityId }: AreaPriceRow) {
  // The table checks that the ids of a kind are there.
  return (
    kind === 'all'
      ? { kind }
      : { kind, cityId, ...(storeId !== null && { storeId }), ...(communityId !== null && { communityId }) }
  ) as PriceArea;
}

/** The columns by which an area is kept; a place in another area has nulls. */
const idsOf = (area: PriceArea) => ({
  cityId: area.kind === 'all' ? null : area.cityId,
  storeId: area.kind === 'store' ? area.storeId : null,
  communityId: area.kind === 'community' ? area.communityId : null,
});

/** What holds everywhere is everybody's to see, and a city's list is for those in it (`cityIds`) too. */
const visible = (scope: Scope, cityIds: readonly CityId[]) => sql<SqlBool>`(
  a.area_kind = 'all' or (a.area_kind = 'city' and a.city_id = any(${[...cityIds]}::uuid[]))
  or ${within(scope, { city: 'a.city_id', store: 'a.store_id', community: 'a.community_id' })})`;

/** Locks a package, so that the entries of its lists are added one after the other; false if there is none. */
export async function lockPackage(tx: DatabaseTransaction, packageId: PackageId): Promise<boolean> {
  const { rows } = await sql`
    select 1 from commerce.package p where p.package_id = ${packageId} for no key update`.execute(tx);
  return rows.length === 1;
}

/** The first entry for the same thing and area that holds at any moment of the new one's time. */
export async function overlapping(db: Db, price: AreaPrice): Promise<AreaPrice | undefined> {
  const { cityId, storeId, communityId } = idsOf(price.area);
  const { rows } = await sql<AreaPriceRow>`
    select a.* from commerce.area_price a
    where a.package_id = ${price.packageId} and a.option_code is not distinct from ${price.optionCode}
      and a.area_kind = ${price.area.kind} and a.city_id is not distinct from ${cityId}::uuid
      and a.store_id is not distinct from ${storeId}::uuid and a.community_id is not distinct from ${communityId}::uuid
      and tstzrange(a.valid_from, a.valid_until) && tstzrange(${price.validFrom}, ${price.validUntil})
    order by a.valid_from limit 1`.execute(db);
  return rows.map(toAreaPrice)[0];
}

export async function insertAreaPrice(tx: DatabaseTransaction, it: AreaPrice): Promise<void> {
  const { cityId, storeId, communityId } = idsOf(it.area);
  await sql`
    insert into commerce.area_price (price_id, package_id, option_code, area_kind, city_id, store_id, community_id,
      area_name, price_fen, valid_from, valid_until, signed_by, signed_at)
    values (${it.priceId}, ${it.packageId}, ${it.optionCode}, ${it.area.kind}, ${cityId}, ${storeId}, ${communityId},
      ${it.areaName}, ${it.priceFen}, ${it.validFrom}, ${it.validUntil}, ${it.signedBy}, ${it.signedAt})`.execute(tx);
}

/** Sets the end of an entry, unless somebody set another one since it was read; false then. */
export async function endPrice(tx: DatabaseTransaction, before: AreaPrice, validUntil: Date): Promise<boolean> {
  const { rows } = await sql`
    update commerce.area_price set valid_until = ${validUntil}
    where price_id = ${before.priceId} and valid_until is not distinct from ${before.validUntil}::timestamptz
    returning 1`.execute(tx);
  return rows.length === 1;
}

/** An entry whose area lies within the scope: one that its reader may end. */
export async function areaPriceInScope(db: Db, scope: Scope, priceId: AreaPriceId): Promise<AreaPrice | undefined> {
  const { rows } = await sql<AreaPriceRow>`
    select a.* from commerce.area_price a where a.price_id = ${priceId}
      and ${within(scope, { city: 'a.city_id', store: 'a.store_id', community: 'a.community_id' })}`.execute(db);
  return rows.map(toAreaPrice)[0];
}

export interface AreaPriceFilter {
  readonly packageId?: PackageId | undefined;
  readonly areaKind?: PriceAreaKind | undefined;
  readonly cityId?: CityId | undefined;
  readonly storeId?: StoreId | undefined;
  readonly communityId?: CommunityId | undefined;
  /** Leaves out what was over by then. */
  readonly notOverAt?: Date | undefined;
}

export interface NamedAreaPrice extends AreaPrice {
  readonly packageName: string;
  readonly optionName: string | null;
}

/** A page of entries that a reader may see, those that begin last first. `cityIds`: cities the reader has places in. */
export async function listAreaPrices(
  db: Db,
  scope: Scope,
  cityIds: readonly CityId[],
  filter: AreaPriceFilter,
  page: { readonly before: TimePlace | undefined; readonly limit: number },
): Promise<NamedAreaPrice[]> {
  const conditions: RawBuilder<SqlBool>[] = [visible(scope, cityIds)];
  const equal = (column: string, value: string | undefined): void => {
    if (value !== undefined) conditions.push(sql<SqlBool>`${sql.ref(column)} = ${value}`);
  };
  equal('a.package_id', filter.packageId);
  equal('a.area_kind', filter.areaKind);
  equal('a.city_id', filter.cityId);
  equal('a.store_id', filter.storeId);
  equal('a.community_id', filter.communityId);
  if (filter.notOverAt !== undefined) {
    conditions.push(sql<SqlBool>`(a.valid_until is null or a.valid_until > ${filter.notOverAt})`);
  }
  if (page.before !== undefined) {
    conditions.push(sql<SqlBool>`(a.valid_from, a.price_id) < (${page.before.at}, ${page.before.id}::uuid)`);
  }
  const { rows } = await sql<AreaPriceRow & { package_name: string; option_name: string | null }>`
    select a.*, p.name as package_name, o.name as option_name
    from commerce.area_price a
    join commerce.package p on p.package_id = a.package_id
    left join commerce.package_option o on o.package_id = a.package_id and o.code = a.option_code
    where ${sql.join(conditions, sql` and `)}
    order by a.valid_from desc, a.price_id desc limit ${page.limit}`.execute(db);
  return rows.map((row) => ({
    ...toAreaPrice(row),
    packageName: row.package_name,
    optionName: row.option_name,
  }));
}
