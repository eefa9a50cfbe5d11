import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CityId, CommunityId, RegionId, StoreId, TouchpointId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { TimePlace } from '#platform/http';
import { within, type Scope } from '#platform/permission';
import { isUniqueViolation } from '#platform/postgres';
import type { Area, AreaKind } from '../prices/area-entry.ts';
import { visibleEntry } from '../prices/area-entry-store.ts';
import type { Eligibility, PromotionId, PromotionRule, PromotionScope, PromotionWay } from './benefit.ts';
import { PromotionCodeTaken, type Promotion, type PromotionChannel, type PromotionState } from './promotion.ts';

type Db = Database | DatabaseTransaction;

export interface PromotionRow {
  promotion_id: PromotionId;
  title: string;
  terms: PromotionRule;
  goods: PromotionScope;
  way: PromotionWay;
  code: string | null;
  touchpoint_id: TouchpointId | null;
  granted_for: string | null;
  eligibility: Eligibility['kind'];
  member_level: number | null;
  area_kind: AreaKind;
  region_id: RegionId | null;
  city_id: CityId | null;
  store_id: StoreId | null;
  community_id: CommunityId | null;
  area_name: string;
  channels: PromotionChannel[];
  valid_from: Date;
  valid_until: Date;
  valid_days: number | null;
  claim_limit: number | null;
  per_person_limit: number | null;
  stackable: boolean;
  state: PromotionState;
  revision: number;
  created_at: Date;
  updated_at: Date;
}

export const toPromotion = (row: PromotionRow): Promotion => ({
  promotionId: row.promotion_id,
  title: row.title,
  rule: row.terms,
  scope: row.goods,
  way: row.way,
  code: row.code,
  touchpointId: row.touchpoint_id,
  grantedFor: row.granted_for,
  eligibility:
    row.eligibility === 'member_level'
      ? { kind: 'member_level', level: row.member_level ?? 1 }
      : { kind: row.eligibility },
  area: areaOf(row),
  areaName: row.area_name,
  channels: row.channels,
  validFrom: row.valid_from,
  validUntil: row.valid_until,
  validDays: row.valid_days,
  claimLimit: row.claim_limit,
  perPersonLimit: row.per_person_limit,
  stackable: row.stackable,
  state: row.state,
  revision: row.revision,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

function areaOf(row: PromotionRow): Area {
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

const columnsOf = (it: Promotion) => ({
  title: it.title,
  rule_kind: it.rule.kind,
  terms: JSON.stringify(it.rule),
  goods: JSON.stringify(it.scope),
  way: it.way,
  code: it.code,
  touchpoint_id: it.touchpointId,
  granted_for: it.grantedFor,
  eligibility: it.eligibility.kind,
  member_level: it.eligibility.kind === 'member_level' ? it.eligibility.level : null,
  area_kind: it.area.kind,
  region_id: it.area.kind === 'region' ? it.area.regionId : null,
  city_id: it.area.kind === 'all' || it.area.kind === 'region' ? null : it.area.cityId,
  store_id: it.area.kind === 'store' ? it.area.storeId : null,
  community_id: it.area.kind === 'community' ? it.area.communityId : null,
  area_name: it.areaName,
  channels: [...it.channels],
  valid_from: it.validFrom,
  valid_until: it.validUntil,
  valid_days: it.validDays,
  claim_limit: it.claimLimit,
  per_person_limit: it.perPersonLimit,
  stackable: it.stackable,
  state: it.state,
  revision: it.revision,
  created_at: it.createdAt,
  updated_at: it.updatedAt,
});

const withCode = (code: string | null) => (error: unknown) => {
  throw isUniqueViolation(error) && code !== null ? new PromotionCodeTaken(code) : error;
};

/** @throws PromotionCodeTaken */
export async function insertPromotion(tx: DatabaseTransaction, it: Promotion): Promise<void> {
  const columns = { promotion_id: it.promotionId, ...columnsOf(it) };
  await tx.insertInto('commerce.promotion').values(columns).execute().catch(withCode(it.code));
}

/** Saves a change made from the revision before it; false if somebody was faster. @throws PromotionCodeTaken */
export async function updatePromotion(tx: DatabaseTransaction, it: Promotion): Promise<boolean> {
  const saved = await tx
    .updateTable('commerce.promotion')
    .set(columnsOf(it))
    .where('promotion_id', '=', it.promotionId)
    .where('revision', '=', it.revision - 1)
    .executeTakeFirst()
    .catch(withCode(it.code));
  return saved.numUpdatedRows > 0n;
}

/**
 * Keeps the counter of a promotion with a limit in total as the promotion says; false where more was claimed already.
 * Once published a limit only grows or goes, so nothing is ever claimed uncounted.
 */
export async function setClaimLimit(
  tx: DatabaseTransaction,
  promotionId: PromotionId,
  claimLimit: number | null,
): Promise<boolean> {
  if (claimLimit === null) {
    await sql`delete from commerce.promotion_count where promotion_id = ${promotionId}`.execute(tx);
    return true;
  }
  const { rows } = await sql`
    insert into commerce.promotion_count as k (promotion_id, claim_limit, claimed) values (${promotionId}, ${claimLimit}, 0)
    on conflict (promotion_id) do update set claim_limit = excluded.claim_limit
    where k.claimed <= excluded.claim_limit
    returning 1`.execute(tx);
  return rows.length === 1;
}

/** For those who edit it: within the scope of the area for which it was set. */
export async function promotionInScope(db: Db, scope: Scope, promotionId: PromotionId): Promise<Promotion | undefined> {
  const { rows } = await sql<PromotionRow>`
    select p.* from commerce.promotion p where p.promotion_id = ${promotionId}
      and ${within(scope, { city: 'p.city_id', store: 'p.store_id', community: 'p.community_id' })}`.execute(db);
  return rows.map(toPromotion)[0];
}

/** Promotions by id, whoever may see them. */
export async function promotionsByIds(db: Db, ids: readonly PromotionId[]): Promise<Map<PromotionId, Promotion>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<PromotionRow>`
    select p.* from commerce.promotion p where p.promotion_id = any(${[...new Set(ids)]}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.promotion_id, toPromotion(row)]));
}

/** What a reader has places in: what holds for a whole city or region is seen by those in it. */
export interface OwnPlaces {
  readonly cityIds: readonly CityId[];
  readonly regionIds: readonly RegionId[];
}

export interface PromotionFilter {
  readonly state?: PromotionState | undefined;
  readonly ruleKind?: PromotionRule['kind'] | undefined;
  readonly way?: PromotionWay | undefined;
  readonly eligibility?: Eligibility['kind'] | undefined;
  readonly areaKind?: AreaKind | undefined;
  readonly cityId?: CityId | undefined;
  readonly text?: string | undefined;
}

function matching(filter: PromotionFilter): RawBuilder<SqlBool> {
  const conditions: RawBuilder<SqlBool>[] = [sql<SqlBool>`true`];
  const equal = (column: string, value: string | undefined): void => {
    if (value !== undefined) conditions.push(sql<SqlBool>`${sql.ref(column)} = ${value}`);
  };
  equal('a.state', filter.state);
  equal('a.rule_kind', filter.ruleKind);
  equal('a.way', filter.way);
  equal('a.eligibility', filter.eligibility);
  equal('a.area_kind', filter.areaKind);
  equal('a.city_id', filter.cityId);
  if (filter.text !== undefined && filter.text !== '') {
    conditions.push(sql<SqlBool>`(strpos(a.title, ${filter.text}) > 0 or a.code = ${filter.text.toUpperCase()})`);
  }
  return sql.join(conditions, sql` and `) as RawBuilder<SqlBool>;
}

/** A page of promotions that a reader may see, the newest first. */
export async function listPromotions(
  db: Db,
  scope: Scope,
  mine: OwnPlaces,
  filter: PromotionFilter,
  page: { readonly before: TimePlace | undefined; readonly limit: number },
): Promise<Promotion[]> {
  const before =
    page.before === undefined
      ? sql`true`
      : sql`(a.created_at, a.promotion_id) < (${page.before.at}, ${page.before.id}::uuid)`;
  const { rows } = await sql<PromotionRow>`
    select a.* from commerce.promotion a where ${visibleEntry(scope, mine)} and ${matching(filter)} and ${before}
    order by a.created_at desc, a.promotion_id desc limit ${page.limit}`.execute(db);
  return rows.map(toPromotion);
}

/** How many match, by state. */
export async function countPromotions(
  db: Db,
  scope: Scope,
  mine: OwnPlaces,
  filter: PromotionFilter,
): Promise<Record<string, number>> {
  const { rows } = await sql<{ state: PromotionState; n: number }>`
    select a.state, count(*)::int as n from commerce.promotion a
    where ${visibleEntry(scope, mine)} and ${matching(filter)} group by a.state`.execute(db);
  return Object.fromEntries(rows.map((row) => [row.state, row.n]));
}

/** Of these promotions those that a reader may see. */
export async function visiblePromotions(
  db: Db,
  scope: Scope,
  mine: OwnPlaces,
  ids: readonly PromotionId[],
): Promise<Promotion[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<PromotionRow>`
    select a.* from commerce.promotion a
    where a.promotion_id = any(${[...ids]}::uuid[]) and ${visibleEntry(scope, mine)}`.execute(db);
  return rows.map(toPromotion);
}
