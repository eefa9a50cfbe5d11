import { sql } from 'kysely';
import type { CityId, SkuId } from '#kernel/ids';
import type { Fen } from '#kernel/money';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { Scope } from '#platform/permission';
import type { GroupBuyKind } from './group-buy.ts';
import type { LeaderItem, LeaderItemId } from './leader-item.ts';
import type { TierMeasure, TierStep } from './tier.ts';

type Db = Database | DatabaseTransaction;

interface Row {
  leader_item_id: LeaderItemId;
  city_id: CityId | null;
  sku_id: SkuId;
  kind: GroupBuyKind;
  team_size: number | null;
  team_hours: number | null;
  tier_by: TierMeasure | null;
  price_fen: Fen;
  tiers: TierStep[];
  per_person_limit: number | null;
  per_community_limit: number | null;
  quota: number | null;
  valid_from: Date;
  valid_until: Date | null;
  revision: number;
}

const toLeaderItem = (row: Row): LeaderItem => ({
  leaderItemId: row.leader_item_id,
  cityId: row.city_id,
  skuId: row.sku_id,
  kind: row.kind,
  teamSize: row.team_size,
  teamHours: row.team_hours,
  tierBy: row.tier_by,
  priceFen: row.price_fen,
  tiers: row.tiers,
  perPersonLimit: row.per_person_limit,
  perCommunityLimit: row.per_community_limit,
  quota: row.quota,
  validFrom: row.valid_from,
  validUntil: row.valid_until,
  revision: row.revision,
});

/** A leader's choice is a list that people look through. */
const MAX_OFFERED = 500;

/** What holds in a city at a moment, everywhere's included. */
export async function leaderItemsAt(db: Db, cityId: CityId, at: Date): Promise<LeaderItem[]> {
  const found = await sql<Row>`
    select * from commerce.leader_item
    where (city_id is null or city_id = ${cityId}) and valid_from <= ${at} and (valid_until is null or valid_until > ${at})
    order by valid_from desc, leader_item_id limit ${MAX_OFFERED}`.execute(db);
  return found.rows.map(toLeaderItem);
}

/** A page by id, after `after`; with one row more than asked for. What holds everywhere is everybody's to read. */
export async function listLeaderItems(
  db: Db,
  scope: Scope,
  filter: { readonly cityId?: CityId | undefined; readonly at?: Date | undefined },
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<LeaderItem[]> {
  const mine = scope.everything ? sql`true` : sql`(city_id is null or city_id = any(${[...scope.cities]}::uuid[]))`;
  const found = await sql<Row>`
    select * from commerce.leader_item
    where ${mine} and ${filter.cityId === undefined ? sql`true` : sql`(city_id is null or city_id = ${filter.cityId})`}
      and ${filter.at === undefined ? sql`true` : sql`valid_from <= ${filter.at} and (valid_until is null or valid_until > ${filter.at})`}
      and ${page.after === undefined ? sql`true` : sql`leader_item_id > ${page.after}::uuid`}
    order by leader_item_id limit ${page.limit + 1}`.execute(db);
  return found.rows.map(toLeaderItem);
}

export async function lockLeaderItem(db: DatabaseTransaction, id: LeaderItemId): Promise<LeaderItem | undefined> {
  const found = await sql<Row>`
    select * from commerce.leader_item where leader_item_id = ${id} for update`.execute(db);
  return found.rows.map(toLeaderItem)[0];
}

/** Adds it, or saves it over the revision before; false if somebody was faster. */
export async function saveLeaderItemRow(db: DatabaseTransaction, it: LeaderItem, now: Date): Promise<boolean> {
  const saved = await sql`
    insert into commerce.leader_item as l (leader_item_id, city_id, sku_id, kind, team_size, team_hours, tier_by, price_fen,
      tiers, per_person_limit, per_community_limit, quota, valid_from, valid_until, revision, updated_at)
    values (${it.leaderItemId}, ${it.cityId}, ${it.skuId}, ${it.kind}, ${it.teamSize}, ${it.teamHours}, ${it.tierBy},
      ${it.priceFen}, ${JSON.stringify(it.tiers)}::jsonb, ${it.perPersonLimit}, ${it.perCommunityLimit}, ${it.quota},
      ${it.validFrom}, ${it.validUntil}, ${it.revision}, ${now})
    on conflict (leader_item_id) do update set city_id = excluded.city_id, sku_id = excluded.sku_id, kind = excluded.kind,
      team_size = excluded.team_size, team_hours = excluded.team_hours, tier_by = excluded.tier_by,
      price_fen = excluded.price_fen, tiers = excluded.tiers, per_person_limit = excluded.per_person_limit,
      per_community_limit = excluded.per_community_limit, quota = excluded.quota, valid_from = excluded.valid_from,
      valid_until = excluded.valid_until, revision = excluded.revision, updated_at = excluded.updated_at
    where l.revision = excluded.revision - 1`.execute(db);
  return (saved.numAffectedRows ?? 0n) > 0n;
}

export async function deleteLeaderItem(db: DatabaseTransaction, id: LeaderItemId): Promise<boolean> {
  const gone = await sql`delete from commerce.leader_item where leader_item_id = ${id}`.execute(db);
  return (gone.numAffectedRows ?? 0n) > 0n;
}
