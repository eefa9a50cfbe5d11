import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CityId, CommunityId, PickupPointId, SkuId, StoreId, TouchpointId, WarehouseId } from '#kernel/ids';
import type { Fen } from '#kernel/money';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { TimePlace } from '#platform/http';
import { within, type PlaceColumns, type Scope } from '#platform/permission';
import {
  sellLimit,
  type CampaignId,
  type GroupBuy,
  type GroupBuyCancelReason,
  type GroupBuyId,
  type GroupBuyItem,
  type GroupBuyKind,
  type GroupBuyState,
  type Outcome,
} from './group-buy.ts';
import type { TierMeasure, TierStep } from './tier.ts';

type Db = Database | DatabaseTransaction;

export interface GroupBuyRow {
  city_id: CityId;
  group_buy_id: GroupBuyId;
  group_buy_number: string;
  campaign_id: CampaignId | null;
  community_id: CommunityId;
  store_id: StoreId | null;
  touchpoint_id: TouchpointId | null;
  pickup_point_id: PickupPointId;
  place_id: WarehouseId;
  kind: GroupBuyKind;
  team_size: number | null;
  team_hours: number | null;
  tier_by: TierMeasure | null;
  title: string;
  words: string;
  state: GroupBuyState;
  outcome: Outcome | null;
  opened_by: 'headquarters' | 'leader';
  opens_at: Date;
  cut_off_at: Date;
  pickup_on: string;
  cancel_reason: GroupBuyCancelReason | null;
  revision: number;
  created_at: Date;
  opened_at: Date | null;
  frozen_at: Date | null;
  closed_at: Date | null;
}

export const toGroupBuy = (row: GroupBuyRow): GroupBuy => ({
  cityId: row.city_id,
  groupBuyId: row.group_buy_id,
  groupBuyNumber: row.group_buy_number,
  campaignId: row.campaign_id,
  communityId: row.community_id,
  storeId: row.store_id,
  touchpointId: row.touchpoint_id,
  pickupPointId: row.pickup_point_id,
  placeId: row.place_id,
  kind: row.kind,
  teamSize: row.team_size,
  teamHours: row.team_hours,
  tierBy: row.tier_by,
  title: row.title,
  words: row.words,
  state: row.state,
  outcome: row.outcome,
  openedBy: row.opened_by,
  opensAt: row.opens_at,
  cutOffAt: row.cut_off_at,
  pickupOn: row.pickup_on,
  cancelReason: row.cancel_reason,
  revision: row.revision,
  createdAt: row.created_at,
  openedAt: row.opened_at,
  frozenAt: row.frozen_at,
  closedAt: row.closed_at,
});

export interface ItemRow {
  group_buy_id: GroupBuyId;
  sku_id: SkuId;
  price_fen: Fen;
  tiers: TierStep[];
  per_person_limit: number | null;
  per_community_limit: number | null;
  quota: number | null;
  taken: number;
  final_fen: Fen | null;
}

export const toItem = (row: ItemRow): GroupBuyItem => ({
  skuId: row.sku_id,
  priceFen: row.price_fen,
  tiers: row.tiers,
  perPersonLimit: row.per_person_limit,
  perCommunityLimit: row.per_community_limit,
  quota: row.quota,
  taken: row.taken,
  finalFen: row.final_fen,
});

/** Who reads: staff by area, a leader by themself. */
export type GroupBuyReader = 'staff' | 'leader';
const COLUMNS: Readonly<Record<GroupBuyReader, PlaceColumns>> = {
  staff: { city: 'g.city_id', store: 'g.store_id', community: 'g.community_id' },
  leader: { touchpoint: 'g.touchpoint_id' },
};
const visible = (scope: Scope, reader: GroupBuyReader): RawBuilder<SqlBool> => within(scope, COLUMNS[reader]);

/** Claims numbers; answers those that were free. */
export async function claimNumbers(
  db: DatabaseTransaction,
  asked: readonly Pick<GroupBuy, 'cityId' | 'groupBuyId' | 'groupBuyNumber'>[],
): Promise<ReadonlySet<string>> {
  const claimed = await sql<{ group_buy_number: string }>`
    insert into commerce.group_buy_number (group_buy_number, city_id, group_buy_id)
    select * from unnest(${asked.map((it) => it.groupBuyNumber)}::text[], ${asked.map((it) => it.cityId)}::uuid[],
      ${asked.map((it) => it.groupBuyId)}::uuid[])
    on conflict do nothing returning group_buy_number`.execute(db);
  return new Set(claimed.rows.map((row) => row.group_buy_number));
}

const jsonRow = (it: GroupBuy) => ({
  city_id: it.cityId,
  group_buy_id: it.groupBuyId,
  group_buy_number: it.groupBuyNumber,
  campaign_id: it.campaignId,
  community_id: it.communityId,
  store_id: it.storeId,
  touchpoint_id: it.touchpointId,
  pickup_point_id: it.pickupPointId,
  place_id: it.placeId,
  kind: it.kind,
  team_size: it.teamSize,
  team_hours: it.teamHours,
  tier_by: it.tierBy,
  title: it.title,
  words: it.words,
  state: it.state,
  outcome: it.outcome,
  opened_by: it.openedBy,
  opens_at: it.opensAt,
  cut_off_at: it.cutOffAt,
  pickup_on: it.pickupOn,
  cancel_reason: it.cancelReason,
  revision: it.revision,
  created_at: it.createdAt,
  opened_at: it.openedAt,
  frozen_at: it.frozenAt,
  closed_at: it.closedAt,
});

/**
 * Adds group buys with the items of each, in one statement. One that its campaign has in the community already is left
 * out, with its items. Answers those that were added.
 */
export async function insertGroupBuys(
  db: DatabaseTransaction,
  given: readonly { readonly groupBuy: GroupBuy; readonly items: readonly GroupBuyItem[] }[],
): Promise<GroupBuyId[]> {
  if (given.length === 0) return [];
  const items = given.flatMap(({ groupBuy, items: its }) =>
    its.map((it, at) => ({
      group_buy_id: groupBuy.groupBuyId,
      sku_id: it.skuId,
      list_position: at + 1,
      price_fen: it.priceFen,
      tiers: it.tiers,
      per_person_limit: it.perPersonLimit,
      per_community_limit: it.perCommunityLimit,
      quota: it.quota,
      sell_limit: sellLimit(it),
    })),
  );
  const added = await sql<{ group_buy_id: GroupBuyId }>`
    with added as (
      insert into commerce.group_buy
      select * from json_populate_recordset(null::commerce.group_buy,
        ${JSON.stringify(given.map((each) => jsonRow(each.groupBuy)))}::json)
      on conflict (city_id, campaign_id, community_id) do nothing
      returning city_id, group_buy_id
    ), filled as (
      insert into commerce.group_buy_item (city_id, group_buy_id, sku_id, list_position, price_fen, tiers,
        per_person_limit, per_community_limit, quota, sell_limit, taken)
      select a.city_id, a.group_buy_id, x.sku_id, x.list_position, x.price_fen, x.tiers, x.per_person_limit,
        x.per_community_limit, x.quota, x.sell_limit, 0
      from json_populate_recordset(null::commerce.group_buy_item, ${JSON.stringify(items)}::json) as x
      join added a on a.group_buy_id = x.group_buy_id
    )
    select group_buy_id from added`.execute(db);
  return added.rows.map((row) => row.group_buy_id);
}

/** Saves a change if nobody made one since it was read (compare and swap on the revision); false otherwise. */
export async function updateGroupBuy(db: DatabaseTransaction, it: GroupBuy): Promise<boolean> {
  const saved = await sql`
    update commerce.group_buy set state = ${it.state}, outcome = ${it.outcome}, opens_at = ${it.opensAt},
      cut_off_at = ${it.cutOffAt}, pickup_on = ${it.pickupOn}::date, cancel_reason = ${it.cancelReason},
      revision = ${it.revision}, opened_at = ${it.openedAt}, frozen_at = ${it.frozenAt}, closed_at = ${it.closedAt}
    where city_id = ${it.cityId} and group_buy_id = ${it.groupBuyId} and revision = ${it.revision - 1}`.execute(db);
  return (saved.numAffectedRows ?? 0n) > 0n;
}

/** Locked, for whoever changes it by hand. */
export async function lockGroupBuyInScope(
  db: DatabaseTransaction,
  scope: Scope,
  reader: GroupBuyReader,
  groupBuyId: GroupBuyId,
): Promise<GroupBuy | undefined> {
  const found = await sql<GroupBuyRow>`
    select g.* from commerce.group_buy g where g.group_buy_id = ${groupBuyId} and ${visible(scope, reader)}
    for update`.execute(db);
  return found.rows.map(toGroupBuy)[0];
}

/** Locked by its whole key, for jobs; undefined while somebody else works on it. */
export async function lockGroupBuy(
  db: DatabaseTransaction,
  key: Pick<GroupBuy, 'cityId' | 'groupBuyId'>,
): Promise<GroupBuy | undefined> {
  const found = await sql<GroupBuyRow>`
    select g.* from commerce.group_buy g where g.city_id = ${key.cityId} and g.group_buy_id = ${key.groupBuyId}
    for update skip locked`.execute(db);
  return found.rows.map(toGroupBuy)[0];
}

/** Held as it is until the end of the transaction: whoever is closing it is waited for, and nobody begins to. */
export async function holdGroupBuy(db: DatabaseTransaction, groupBuyId: GroupBuyId): Promise<GroupBuy | undefined> {
  const found = await sql<GroupBuyRow>`
    select g.* from commerce.group_buy g where g.group_buy_id = ${groupBuyId} for share`.execute(db);
  return found.rows.map(toGroupBuy)[0];
}

export async function groupBuyInScope(
  db: Db,
  scope: Scope,
  reader: GroupBuyReader,
  groupBuyId: GroupBuyId,
): Promise<GroupBuy | undefined> {
  const found = await sql<GroupBuyRow>`
    select g.* from commerce.group_buy g
    where g.group_buy_id = ${groupBuyId} and ${visible(scope, reader)}`.execute(db);
  return found.rows.map(toGroupBuy)[0];
}

/** For other nouns, without a reader's scope. */
export async function groupBuysByIds(db: Db, ids: readonly GroupBuyId[]): Promise<GroupBuy[]> {
  if (ids.length === 0) return [];
  const found = await sql<GroupBuyRow>`
    select g.* from commerce.group_buy g where g.group_buy_id = any(${[...new Set(ids)]}::uuid[])`.execute(db);
  return found.rows.map(toGroupBuy);
}

export async function groupBuyIdOfNumber(db: Db, digits: string): Promise<GroupBuyId | undefined> {
  const found = await sql<{ group_buy_id: GroupBuyId }>`
    select group_buy_id from commerce.group_buy_number where group_buy_number = ${digits}`.execute(db);
  return found.rows[0]?.group_buy_id;
}

/** What neighbours of a community can see: running ones, the first to close first; then what closed since `since`. */
export async function groupBuysOfCommunity(db: Db, communityId: CommunityId, since: Date): Promise<GroupBuy[]> {
  const found = await sql<GroupBuyRow>`
    select g.* from commerce.group_buy g
    where g.community_id = ${communityId}
      and (g.state in ('scheduled', 'open', 'closing') or (g.state = 'closed' and g.cut_off_at >= ${since}))
    order by array_position(array['open', 'scheduled', 'closing', 'closed'], g.state), g.cut_off_at, g.group_buy_id
    limit 50`.execute(db);
  return found.rows.map(toGroupBuy);
}

/** The newest that a leader opened for a community: what is copied. */
export async function lastOfLeader(
  db: Db,
  touchpointId: TouchpointId,
  communityId: CommunityId,
): Promise<GroupBuy | undefined> {
  const found = await sql<GroupBuyRow>`
    select g.* from commerce.group_buy g
    where g.touchpoint_id = ${touchpointId} and g.community_id = ${communityId} and g.opened_by = 'leader'
    order by g.cut_off_at desc, g.group_buy_id desc limit 1`.execute(db);
  return found.rows.map(toGroupBuy)[0];
}

/** Items of group buys, each in its order. */
export async function itemsOf(db: Db, ids: readonly GroupBuyId[]): Promise<Map<GroupBuyId, GroupBuyItem[]>> {
  if (ids.length === 0) return new Map();
  const found = await sql<ItemRow>`
    select i.* from commerce.group_buy_item i where i.group_buy_id = any(${[...ids]}::uuid[])
      and i.city_id in (select g.city_id from commerce.group_buy g where g.group_buy_id = any(${[...ids]}::uuid[]))
    order by i.group_buy_id, i.list_position`.execute(db);
  const groups = Map.groupBy(found.rows, (row) => row.group_buy_id);
  return new Map([...groups].map(([id, rows]) => [id, rows.map(toItem)]));
}

export interface GroupBuyFilter {
  readonly states?: readonly GroupBuyState[] | undefined;
  readonly outcome?: Outcome | undefined;
  readonly kind?: GroupBuyKind | undefined;
  readonly cityId?: CityId | undefined;
  readonly communityId?: CommunityId | undefined;
  readonly campaignId?: CampaignId | undefined;
  readonly touchpointId?: TouchpointId | undefined;
  /** Part of the title, or the digits of a number. */
  readonly text?: string | undefined;
  readonly cutOffFrom?: Date | undefined;
  readonly cutOffBefore?: Date | undefined;
}

/** `%` and `_` of a typed text stand for themselves. */
const literally = (text: string): string => text.replaceAll(/[\\%_]/g, String.raw`\$&`);

function matching(filter: GroupBuyFilter): RawBuilder<SqlBool> {
  const conditions: RawBuilder<SqlBool>[] = [sql<SqlBool>`true`];
  const equal = (column: string, value: string | undefined): void => {
    if (value !== undefined) conditions.push(sql<SqlBool>`${sql.ref(column)} = ${value}`);
  };
  equal('g.outcome', filter.outcome);
  equal('g.kind', filter.kind);
  equal('g.city_id', filter.cityId);
  equal('g.community_id', filter.communityId);
  equal('g.campaign_id', filter.campaignId);
  equal('g.touchpoint_id', filter.touchpointId);
  if (filter.states !== undefined) conditions.push(sql<SqlBool>`g.state = any(${[...filter.states]}::text[])`);
  if (filter.cutOffFrom !== undefined) conditions.push(sql<SqlBool>`g.cut_off_at >= ${filter.cutOffFrom}`);
  if (filter.cutOffBefore !== undefined) conditions.push(sql<SqlBool>`g.cut_off_at < ${filter.cutOffBefore}`);
  if (filter.text !== undefined && filter.text.trim() !== '') {
    const text = filter.text.trim();
    const digits = text.replaceAll(/[\s-]/g, '');
    conditions.push(
      /^\d{3,10}$/.test(digits)
        ? sql<SqlBool>`g.group_buy_number like ${`${digits}%`}`
        : sql<SqlBool>`g.title ilike ${`%${literally(text)}%`}`,
    );
  }
  return sql.join(conditions, sql` and `) as RawBuilder<SqlBool>;
}

/** A page of them, the latest cut-off first, after `before`; with one row more than asked for. */
export async function listGroupBuys(
  db: Db,
  scope: Scope,
  reader: GroupBuyReader,
  filter: GroupBuyFilter,
  page: {
    readonly before: TimePlace | undefined;
    readonly limit: number;
    readonly order?: 'latest' | 'soonest' | undefined;
  },
): Promise<GroupBuy[]> {
  const { before } = page;
  const [goesOn, order] = page.order === 'soonest' ? [sql`>`, sql`asc`] : [sql`<`, sql`desc`];
  const found = await sql<GroupBuyRow>`
    select g.* from commerce.group_buy g
    where ${visible(scope, reader)} and ${matching(filter)}
      and ${before === undefined ? sql`true` : sql`(g.cut_off_at, g.group_buy_id) ${goesOn} (${before.at}, ${before.id}::uuid)`}
    order by g.cut_off_at ${order}, g.group_buy_id ${order} limit ${page.limit + 1}`.execute(db);
  return found.rows.map(toGroupBuy);
}

export async function countGroupBuys(
  db: Db,
  scope: Scope,
  reader: GroupBuyReader,
  filter: GroupBuyFilter,
): Promise<Partial<Record<GroupBuyState, number>>> {
  const found = await sql<{ state: GroupBuyState; total: number }>`
    select g.state, count(*) as total from commerce.group_buy g
    where ${visible(scope, reader)} and ${matching(filter)} group by g.state`.execute(db);
  return Object.fromEntries(found.rows.map((row) => [row.state, row.total]));
}
