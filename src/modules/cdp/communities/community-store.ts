import { sql } from 'kysely';
import type { CityId, CommunityId, PartnerId, StoreId } from '#kernel/ids';
import type { DatabaseTransaction } from '#platform/context';

/** A community where it is: what every write here is keyed by. */
export interface CommunityKey {
  readonly cityId: CityId;
  readonly communityId: CommunityId;
}

/** The facts of a community that the territory owns and the profile copies. */
export interface CommunityAttributes extends CommunityKey {
  readonly name: string;
  readonly district: string;
  readonly lng: number | null;
  readonly lat: number | null;
  readonly builtYear: number | null;
  readonly households: number | null;
  readonly partnerId: PartnerId | null;
  readonly storeIds: readonly StoreId[];
}

export interface OrderDay extends CommunityKey {
  readonly day: string;
  readonly orders: number;
  readonly amountFen: number;
}

/** Writes the attributes of communities, creating profiles; returns those in which something changed. */
export async function copyAttributes(
  tx: DatabaseTransaction,
  communities: readonly CommunityAttributes[],
  now: Date,
): Promise<CommunityKey[]> {
  const rows = JSON.stringify(communities);
  const { rows: changed } = await sql<CommunityKey>`
    insert into cdp.community_profile as p
      (city_id, community_id, name, district, lng, lat, built_year, households, partner_id, store_ids, members, copied_at)
    select v."cityId", v."communityId", v.name, v.district, v.lng, v.lat, v."builtYear", v.households, v."partnerId",
           coalesce(array(select jsonb_array_elements_text(v."storeIds")::uuid order by 1), '{}'), 0, ${now}::timestamptz
    from jsonb_to_recordset(${rows}::jsonb) as v (
      "cityId" uuid, "communityId" uuid, name text, district text, lng double precision, lat double precision,
      "builtYear" integer, households integer, "partnerId" uuid, "storeIds" jsonb)
    order by 1, 2
    on conflict (city_id, community_id) do update
    set name = excluded.name, district = excluded.district, lng = excluded.lng, lat = excluded.lat,
        built_year = excluded.built_year, households = excluded.households, partner_id = excluded.partner_id,
        store_ids = excluded.store_ids, copied_at = excluded.copied_at
    where (p.name, p.district, p.lng, p.lat, p.built_year, p.households, p.partner_id, p.store_ids)
      is distinct from (excluded.name, excluded.district, excluded.lng, excluded.lat, excluded.built_year,
                        excluded.households, excluded.partner_id, excluded.store_ids)
    returning p.city_id as "cityId", p.community_id as "communityId"`.execute(tx);
  return changed;
}

/** Activity within this time of the last one noted is not noted again: a busy community's row is not written for every batch. */
const ACTIVITY_STEP_MS = 10 * 60_000;

/** Notes that something happened in communities, at most `ACTIVITY_STEP_MS` behind. */
export async function touchActivity(
  tx: DatabaseTransaction,
  activity: readonly (CommunityKey & { readonly occurredAt: Date })[],
): Promise<void> {
  await sql`
    insert into cdp.community_profile as p (city_id, community_id, store_ids, members, last_activity_at)
    select v.city_id, v.community_id, '{}', 0, max(v.occurred_at) from unnest(
      ${activity.map((each) => each.cityId)}::uuid[], ${activity.map((each) => each.communityId)}::uuid[],
      ${activity.map((each) => each.occurredAt)}::timestamptz[]) as v (city_id, community_id, occurred_at)
    where not exists (
      select 1 from cdp.community_profile known
      where known.city_id = v.city_id and known.community_id = v.community_id
        and known.last_activity_at > v.occurred_at - ${ACTIVITY_STEP_MS} * interval '1 millisecond')
    group by 1, 2
    order by 1, 2
    on conflict (city_id, community_id) do update
    set last_activity_at = greatest(p.last_activity_at, excluded.last_activity_at)`.execute(tx);
}

/** Adds to the day buckets of orders. `days` hold each bucket once. */
export async function addOrderDays(tx: DatabaseTransaction, days: readonly OrderDay[]): Promise<void> {
  await sql`
    insert into cdp.order_day as d (city_id, community_id, day, orders, amount_fen)
    select * from unnest(
      ${days.map((each) => each.cityId)}::uuid[], ${days.map((each) => each.communityId)}::uuid[],
      ${days.map((each) => each.day)}::date[], ${days.map((each) => each.orders)}::integer[],
      ${days.map((each) => each.amountFen)}::bigint[])
    order by 1, 2, 3
    on conflict (city_id, community_id, day) do update
    set orders = d.orders + excluded.orders, amount_fen = d.amount_fen + excluded.amount_fen`.execute(tx);
}

/** Moves the number of members; `changes` hold each community once. Never below zero. */
export async function addMembers(
  tx: DatabaseTransaction,
  changes: readonly (CommunityKey & { readonly members: number })[],
): Promise<void> {
  await sql`
    with change as (
      select * from unnest(
        ${changes.map((each) => each.cityId)}::uuid[], ${changes.map((each) => each.communityId)}::uuid[],
        ${changes.map((each) => each.members)}::integer[]) as v (city_id, community_id, moved))
    insert into cdp.community_profile as p (city_id, community_id, store_ids, members)
    select c.city_id, c.community_id, '{}', greatest(0, c.moved) from change c order by 1, 2
    on conflict (city_id, community_id) do update
    set members = greatest(0, p.members + (
      select c.moved from change c where c.city_id = excluded.city_id and c.community_id = excluded.community_id))`.execute(
    tx,
  );
}
