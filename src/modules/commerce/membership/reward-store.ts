import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CityId, CommunityId, RegionId, SkuId, StoreId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { FileId } from '#platform/files';
import type { TimePlace } from '#platform/http';
import { within, type Scope } from '#platform/permission';
import { areaOf, holdingAt, idsOf, visibleEntry } from '../prices/area-entry-store.ts';
import type { AreaKind, SellingPlace } from '../prices/area-entry.ts';
import type { OwnPlaces } from '../promotions/promotion-store.ts';
import type { Reward, RewardId, RewardKind, RewardState, StockedReward } from './reward.ts';

type Db = Database | DatabaseTransaction;

interface RewardRow {
  reward_id: RewardId;
  title: string;
  words: string;
  kind: RewardKind;
  sku_id: SkuId | null;
  image_id: FileId | null;
  points: number;
  handed_in_at: Reward['handedInAt'];
  area_kind: AreaKind;
  region_id: RegionId | null;
  city_id: CityId | null;
  store_id: StoreId | null;
  community_id: CommunityId | null;
  area_name: string;
  valid_from: Date;
  valid_until: Date;
  takes_place_at: Date | null;
  voucher_days: number;
  cancel_hours: number;
  per_person_limit: number | null;
  min_level: number;
  state: RewardState;
  revision: number;
  created_at: Date;
  updated_at: Date;
  stock: number;
  taken: number;
}

const toReward = (row: RewardRow): StockedReward => ({
  rewardId: row.reward_id,
  title: row.title,
  words: row.words,
  kind: row.kind,
  skuId: row.sku_id,
  imageId: row.image_id,
  points: row.points,
  handedInAt: row.handed_in_at,
  area: areaOf(row),
  areaName: row.area_name,
  validFrom: row.valid_from,
  validUntil: row.valid_until,
  takesPlaceAt: row.takes_place_at,
  voucherDays: row.voucher_days,
  cancelHours: row.cancel_hours,
  perPersonLimit: row.per_person_limit,
  minLevel: row.min_level,
  state: row.state,
  revision: row.revision,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  stock: row.stock,
  taken: row.taken,
});

const columnsOf = (it: Reward) => ({
  title: it.title,
  words: it.words,
  kind: it.kind,
  sku_id: it.skuId,
  image_id: it.imageId,
  points: it.points,
  handed_in_at: it.handedInAt,
  area_kind: it.area.kind,
  ...idsOf(it.area),
  area_name: it.areaName,
  valid_from: it.validFrom,
  valid_until: it.validUntil,
  takes_place_at: it.takesPlaceAt,
  voucher_days: it.voucherDays,
  cancel_hours: it.cancelHours,
  per_person_limit: it.perPersonLimit,
  min_level: it.minLevel,
  state: it.state,
  revision: it.revision,
  created_at: it.createdAt,
  updated_at: it.updatedAt,
});

const REWARDS = sql`select a.*, s.stock, s.taken from commerce.reward a join commerce.reward_stock s using (reward_id)`;

export async function insertReward(db: DatabaseTransaction, it: StockedReward): Promise<void> {
  await db
    .insertInto('commerce.reward')
    .values({ reward_id: it.rewardId, ...columnsOf(it) })
    .execute();
  await sql`
    insert into commerce.reward_stock (reward_id, stock, taken) values (${it.rewardId}, ${it.stock}, 0)`.execute(db);
}

/** Saves a change made from the revision before it; false if somebody was faster. */
export async function updateReward(db: DatabaseTransaction, it: Reward): Promise<boolean> {
  const saved = await db
    .updateTable('commerce.reward')
    .set(columnsOf(it))
    .where('reward_id', '=', it.rewardId)
    .where('revision', '=', it.revision - 1)
    .executeTakeFirst();
  return saved.numUpdatedRows > 0n;
}

/** For those who edit it: within the scope of the area for which it was set. */
export async function rewardInScope(db: Db, scope: Scope, rewardId: RewardId): Promise<StockedReward | undefined> {
  const { rows } = await sql<RewardRow>`
    ${REWARDS} where a.reward_id = ${rewardId}
      and ${within(scope, { city: 'a.city_id', store: 'a.store_id', community: 'a.community_id' })}`.execute(db);
  return rows.map(toReward)[0];
}

/** A reward as it can be seen by those in places of their own. */
export async function visibleReward(
  db: Db,
  scope: Scope,
  mine: OwnPlaces,
  rewardId: RewardId,
): Promise<StockedReward | undefined> {
  const { rows } = await sql<RewardRow>`
    ${REWARDS} where a.reward_id = ${rewardId} and ${visibleEntry(scope, mine)}`.execute(db);
  return rows.map(toReward)[0];
}

/** A reward that holds at a place now, whatever became of its stock. */
export async function rewardAt(
  db: Db,
  rewardId: RewardId,
  place: SellingPlace,
  now: Date,
): Promise<StockedReward | undefined> {
  const { rows } = await sql<RewardRow>`
    ${REWARDS} where a.reward_id = ${rewardId} and ${holdingAt('a', place, now)}`.execute(db);
  return rows.map(toReward)[0];
}

const MAX_OPEN = 200;

/** Rewards that can be redeemed at a place now, the cheapest first, with those of which none are left. */
export async function openRewards(db: Db, place: SellingPlace, now: Date, kind?: RewardKind): Promise<StockedReward[]> {
  const ofKind = kind === undefined ? sql`true` : sql`a.kind = ${kind}`;
  const { rows } = await sql<RewardRow>`
    ${REWARDS} where a.state = 'live' and ${holdingAt('a', place, now)} and ${ofKind}
      and (a.takes_place_at is null or a.takes_place_at > ${now})
    order by a.points, a.reward_id limit ${MAX_OPEN}`.execute(db);
  return rows.map(toReward);
}

export interface RewardFilter {
  readonly state?: RewardState | undefined;
  readonly kind?: RewardKind | undefined;
  readonly text?: string | undefined;
}

function matching({ state, kind, text }: RewardFilter): RawBuilder<SqlBool> {
  const conditions: RawBuilder<SqlBool>[] = [sql<SqlBool>`true`];
  if (state !== undefined) conditions.push(sql<SqlBool>`a.state = ${state}`);
  if (kind !== undefined) conditions.push(sql<SqlBool>`a.kind = ${kind}`);
  if (text !== undefined && text !== '') conditions.push(sql<SqlBool>`strpos(a.title, ${text}) > 0`);
  return sql.join(conditions, sql` and `) as RawBuilder<SqlBool>;
}

/** A page of rewards that a reader may see, the newest first. */
export async function listRewards(
  db: Db,
  scope: Scope,
  mine: OwnPlaces,
  filter: RewardFilter,
  page: { readonly before: TimePlace | undefined; readonly limit: number },
): Promise<StockedReward[]> {
  const before =
    page.before === undefined
      ? sql`true`
      : sql`(a.created_at, a.reward_id) < (${page.before.at}, ${page.before.id}::uuid)`;
  const { rows } = await sql<RewardRow>`
    ${REWARDS} where ${visibleEntry(scope, mine)} and ${matching(filter)} and ${before}
    order by a.created_at desc, a.reward_id desc limit ${page.limit}`.execute(db);
  return rows.map(toReward);
}

/** How many match, by state. */
export async function countRewards(
  db: Db,
  scope: Scope,
  mine: OwnPlaces,
  filter: RewardFilter,
): Promise<Record<string, number>> {
  const { rows } = await sql<{ state: RewardState; n: number }>`
    select a.state, count(*)::int as n from commerce.reward a
    where ${visibleEntry(scope, mine)} and ${matching(filter)} group by a.state`.execute(db);
  return Object.fromEntries(rows.map((row) => [row.state, row.n]));
}

/** Takes one while there is one; false when all are taken. */
export async function takeReward(db: DatabaseTransaction, rewardId: RewardId): Promise<boolean> {
  const { rows } = await sql`
    update commerce.reward_stock s set taken = s.taken + 1
    where s.reward_id = ${rewardId} and s.taken < s.stock returning 1`.execute(db);
  return rows.length === 1;
}

export async function returnReward(db: DatabaseTransaction, rewardId: RewardId): Promise<void> {
  await sql`update commerce.reward_stock s set taken = s.taken - 1 where s.reward_id = ${rewardId}`.execute(db);
}

/** More or fewer than there were; undefined where fewer than are taken would be left. */
export async function changeStock(
  db: DatabaseTransaction,
  rewardId: RewardId,
  change: number,
): Promise<{ stock: number; taken: number } | undefined> {
  const { rows } = await sql<{ stock: number; taken: number }>`
    update commerce.reward_stock s set stock = s.stock + ${change}::bigint
    where s.reward_id = ${rewardId} and s.stock + ${change}::bigint >= s.taken returning s.stock, s.taken`.execute(db);
  return rows[0];
}

/** The pictures of rewards, by reward. */
export async function imagesOfRewards(db: Db, rewardIds: readonly RewardId[]): Promise<Map<RewardId, FileId | null>> {
  if (rewardIds.length === 0) return new Map();
  const { rows } = await sql<{ id: RewardId; image: FileId | null }>`
    select a.reward_id as id, a.image_id as image from commerce.reward a
    where a.reward_id = any(${[...new Set(rewardIds)]}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row.image]));
}
