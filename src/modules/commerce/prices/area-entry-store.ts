import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CityId, CommunityId, RegionId, StoreId, UserId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import { regionOfCity } from '#modules/territory';
import type { Area, AreaEntry, AreaKind, EntryPlace, SellingPlace } from './area-entry.ts';

type Db = Database | DatabaseTransaction;

/** The columns that every table of entries has. */
export interface AreaEntryRow {
  area_kind: AreaKind;
  region_id: RegionId | null;
  city_id: CityId | null;
  store_id: StoreId | null;
  community_id: CommunityId | null;
  area_name: string;
  valid_from: Date;
  valid_until: Date | null;
  signed_by: UserId | null;
  signed_at: Date;
}

/** One table of entries: its name, the column of its id, and the columns that say what an entry is about. */
export interface EntryTable<Entry extends AreaEntry, Row extends AreaEntryRow> {
  readonly table: 'area_price' | 'area_listing';
  readonly id: string & keyof Row;
  readonly thing: readonly (string & keyof Row)[];
  readonly toEntry: (row: Row) => Entry;
  readonly toRow: (entry: Entry) => Row;
}

export const toAreaEntry = (row: AreaEntryRow): Omit<AreaEntry, 'entryId'> => ({
  area: areaOf(row),
  areaName: row.area_name,
  validFrom: row.valid_from,
  validUntil: row.valid_until,
  signedBy: row.signed_by,
  signedAt: row.signed_at,
});

export const toAreaEntryRow = (entry: AreaEntry): AreaEntryRow => ({
  area_kind: entry.area.kind,
  ...idsOf(entry.area),
  area_name: entry.areaName,
  valid_from: entry.validFrom,
  valid_until: entry.validUntil,
  signed_by: entry.signedBy,
  signed_at: entry.signedAt,
});

/** The same row out of JSON, where times are texts. */
export const datedRow = <Row extends AreaEntryRow>(row: Row): Row => ({
  ...row,
  valid_from: new Date(row.valid_from),
  valid_until: row.valid_until === null ? null : new Date(row.valid_until),
  signed_at: new Date(row.signed_at),
});

type AreaColumns = Pick<AreaEntryRow, 'area_kind' | 'region_id' | 'city_id' | 'store_id' | 'community_id'>;

export function areaOf(row: AreaColumns): Area {
  const { area_kind: kind, region_id: regionId, city_id: cityId, store_id: storeId, community_id: communityId } = row;
  // The table checks that the ids of a kind are there, and no others.
  return {
    kind,
    ...(regionId !== null && { regionId }),
    ...(cityId !== null && { cityId }),
    ...(storeId !== null && { storeId }),
    ...(communityId !== null && { communityId }),
  } as Area;
}

/** The columns by which an area is kept; a place in another area has nulls. */
export const idsOf = (area: Area) => ({
  region_id: area.kind === 'region' ? area.regionId : null,
  city_id: area.kind === 'all' || area.kind === 'region' ? null : area.cityId,
  store_id: area.kind === 'store' ? area.storeId : null,
  community_id: area.kind === 'community' ? area.communityId : null,
});

/** The condition that an entry holds at a place and a moment. */
export function holdingAt(alias: string, place: SellingPlace | EntryPlace, at: Date): RawBuilder<SqlBool> {
  const column = (name: string) => sql.ref(`${alias}.${name}`);
  const region = 'regionId' in place ? sql`${place.regionId}::uuid` : regionOfCity(place.cityId);
  return sql<SqlBool>`(${column('valid_from')} <= ${at}
    and (${column('valid_until')} is null or ${column('valid_until')} > ${at})
    and (${column('area_kind')} = 'all'
      or (${column('area_kind')} = 'region' and ${column('region_id')} = ${region})
      or (${column('area_kind')} = 'city' and ${column('city_id')} = ${place.cityId}::uuid)
      or ${column('store_id')} = ${place.storeId}::uuid or ${column('community_id')} = ${place.communityId}::uuid))`;
}

/** What holds everywhere is everybody's to see, and the list of a region or city is for those in it too. */
export const visibleEntry = (
  scope: Scope,
  mine: { readonly cityIds: readonly CityId[]; readonly regionIds: readonly RegionId[] },
) => sql<SqlBool>`(
  a.area_kind = 'all' or (a.area_kind = 'city' and a.city_id = any(${[...mine.cityIds]}::uuid[]))
  or (a.area_kind = 'region' and a.region_id = any(${[...mine.regionIds]}::uuid[]))
  or ${within(scope, { city: 'a.city_id', store: 'a.store_id', community: 'a.community_id' })})`;

const nameOf = ({ table }: { readonly table: string }) => sql.table(`commerce.${table}`);

/**
 * The entries for the same thing and area that hold at any moment of one of the given ones, the first to begin first.
 * The given ones are about things of one kind: all about SKUs, or all about options.
 */
export async function overlappingEntries<Entry extends AreaEntry, Row extends AreaEntryRow>(
  db: Db,
  of: EntryTable<Entry, Row>,
  entries: readonly Entry[],
): Promise<Entry[]> {
  const rows = entries.map(of.toRow);
  const [first] = rows;
  if (first === undefined) return [];
  const sameThing = of.thing.map((column) =>
    first[column] === null
      ? sql<SqlBool>`a.${sql.ref(column)} is null`
      : sql<SqlBool>`a.${sql.ref(column)} = w.${sql.ref(column)}`,
  );
  const found = await sql<Row>`
    select a.* from jsonb_populate_recordset(null::${nameOf(of)}, ${JSON.stringify(rows)}::jsonb) w
    join ${nameOf(of)} a on ${sql.join(sameThing, sql` and `)} and a.area_kind = w.area_kind
      and a.region_id is not distinct from w.region_id and a.city_id is not distinct from w.city_id
      and a.store_id is not distinct from w.store_id and a.community_id is not distinct from w.community_id
      and tstzrange(a.valid_from, a.valid_until) && tstzrange(w.valid_from, w.valid_until)
    order by a.valid_from, a.${sql.ref(of.id)}`.execute(db);
  return found.rows.map(of.toEntry);
}

export async function insertEntries<Entry extends AreaEntry, Row extends AreaEntryRow>(
  tx: DatabaseTransaction,
  of: EntryTable<Entry, Row>,
  entries: readonly Entry[],
): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map(of.toRow);
  const columns = sql.join(Object.keys(rows[0] ?? {}).map((column) => sql.ref(column)));
  await sql`
    insert into ${nameOf(of)} (${columns})
    select ${columns} from jsonb_populate_recordset(null::${nameOf(of)}, ${JSON.stringify(rows)}::jsonb)`.execute(tx);
}

/** Sets the ends of entries, except where somebody set another end since they were read; answers the ids that were set. */
export async function endEntries<Entry extends AreaEntry, Row extends AreaEntryRow>(
  tx: DatabaseTransaction,
  of: EntryTable<Entry, Row>,
  ends: readonly { readonly entry: Entry; readonly validUntil: Date }[],
): Promise<Set<string>> {
  if (ends.length === 0) return new Set();
  const id = sql.ref(of.id);
  const { rows } = await sql<{ id: string }>`
    update ${nameOf(of)} a set valid_until = e.ends
    from unnest(${ends.map(({ entry }) => entry.entryId)}::uuid[],
      ${ends.map(({ entry }) => entry.validUntil)}::timestamptz[],
      ${ends.map(({ validUntil }) => validUntil)}::timestamptz[]) as e (id, known, ends)
    where a.${id} = e.id and a.valid_until is not distinct from e.known
    returning a.${id} as id`.execute(tx);
  return new Set(rows.map((row) => row.id));
}

/** An entry whose area lies within the scope: one that its reader may end. */
export async function entryInScope<Entry extends AreaEntry, Row extends AreaEntryRow>(
  db: Db,
  of: EntryTable<Entry, Row>,
  scope: Scope,
  entryId: string,
): Promise<Entry | undefined> {
  const { rows } = await sql<Row>`
    select a.* from ${nameOf(of)} a where a.${sql.ref(of.id)} = ${entryId}
      and ${within(scope, { city: 'a.city_id', store: 'a.store_id', community: 'a.community_id' })}`.execute(db);
  return rows.map(of.toEntry)[0];
}

/** Entries by id, whoever may see them. */
export async function entriesByIds<Entry extends AreaEntry, Row extends AreaEntryRow>(
  db: Db,
  of: EntryTable<Entry, Row>,
  ids: readonly string[],
): Promise<Map<string, Entry>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Row>`
    select a.* from ${nameOf(of)} a where a.${sql.ref(of.id)} = any(${[...ids]}::uuid[])`.execute(db);
  return new Map(rows.map(of.toEntry).map((entry) => [entry.entryId, entry]));
}

/** Locks what entries are about, in sorted order, so that those of one thing are added one after the other. */
export async function lockThings(
  tx: DatabaseTransaction,
  kind: 'package' | 'sku' | 'spu' | 'category',
  ids: readonly string[],
): Promise<Set<string>> {
  const id = sql.ref(`${kind}_id`);
  const { rows } = await sql<{ id: string }>`
    select ${id} as id from ${sql.table(`commerce.${kind}`)} where ${id} = any(${[...new Set(ids)]}::uuid[])
    order by ${id} for no key update`.execute(tx);
  return new Set(rows.map((row) => row.id));
}
