import { sql } from 'kysely';
import type { CityId, CommunityId, CustomerKey, PersonId, StoreId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { levelOf, type LevelBenefit, type LevelRules } from './level.ts';
import type { Member } from './member.ts';
import { unpublished } from './rules-store.ts';
import type { MemberId } from './wallet.ts';

type Db = Database | DatabaseTransaction;

export interface MemberRow {
  customer_key: CustomerKey;
  member_id: MemberId;
  person_id: PersonId;
  city_id: CityId;
  community_id: CommunityId | null;
  store_id: StoreId | null;
  balance: number;
  debt: number;
  moves: number;
  orders: number;
  level: number;
  level_since: Date;
  level_until: Date | null;
  reached: number;
  joined_at: Date;
}

export const toMember = (row: MemberRow): Member => ({
  customerKey: row.customer_key,
  memberId: row.member_id,
  personId: row.person_id,
  cityId: row.city_id,
  communityId: row.community_id,
  storeId: row.store_id,
  balance: row.balance,
  debt: row.debt,
  moves: row.moves,
  orders: row.orders,
  level: row.level,
  levelSince: row.level_since,
  levelUntil: row.level_until,
  reached: row.reached,
  joinedAt: row.joined_at,
});

export interface NewMember {
  readonly customerKey: CustomerKey;
  readonly memberId: MemberId;
  readonly personId: PersonId;
  readonly cityId: CityId;
  readonly communityId: CommunityId | null;
  readonly storeId: StoreId | null;
}

/** Adds those who are no members yet, says of the others where they bought last, and locks all, in sorted order. */
export async function enterMembers(
  db: DatabaseTransaction,
  members: readonly NewMember[],
  now: Date,
): Promise<Map<CustomerKey, Member>> {
  const { rows } = await sql<MemberRow>`
    insert into commerce.member as m (customer_key, member_id, person_id, city_id, community_id, store_id, balance, debt,
      moves, orders, level, level_since, level_until, level_revision, reached, joined_at)
    select x."customerKey", x."memberId", x."personId", x."cityId", x."communityId", x."storeId", 0, 0, 0, 0, 0, ${now}, null,
      0, 0, ${now}
    from json_to_recordset(${JSON.stringify(members)}::json) as x ("customerKey" text, "memberId" uuid, "personId" uuid,
      "cityId" uuid, "communityId" uuid, "storeId" uuid)
    order by x."customerKey"
    on conflict (customer_key) do update set person_id = excluded.person_id, city_id = excluded.city_id,
      community_id = coalesce(excluded.community_id, m.community_id), store_id = coalesce(excluded.store_id, m.store_id)
    returning m.*`.execute(db);
  return byKey(rows);
}

/** Members as nobody else can change them, locked in sorted order. Those who are none are absent. */
export async function lockMembers(
  db: DatabaseTransaction,
  customerKeys: readonly CustomerKey[],
): Promise<Map<CustomerKey, Member>> {
  const { rows } = await sql<MemberRow>`
    select m.* from commerce.member m where m.customer_key = any(${[...customerKeys]}::text[])
    order by m.customer_key for update`.execute(db);
  return byKey(rows);
}

const byKey = (rows: readonly MemberRow[]): Map<CustomerKey, Member> =>
  new Map(rows.map((row) => [row.customer_key, toMember(row)]));

/** Takes points of somebody who has so many, and locks them; undefined of others. The balance is what is left. */
export async function takePoints(
  db: DatabaseTransaction,
  customerKey: CustomerKey,
  points: number,
): Promise<Member | undefined> {
  const { rows } = await sql<MemberRow>`
    update commerce.member m set balance = m.balance - ${points}
    where m.customer_key = ${customerKey} and m.balance >= ${points}
    returning m.*`.execute(db);
  return rows.map(toMember)[0];
}

export async function memberOf(db: Db, customerKey: CustomerKey): Promise<Member | undefined> {
  const { rows } = await sql<MemberRow>`
    select m.* from commerce.member m where m.customer_key = ${customerKey}`.execute(db);
  return rows.map(toMember)[0];
}

/** Levels of customers; those who are no members are absent, and count as level 0. */
export async function memberLevels(db: Db, customerKeys: readonly CustomerKey[]): Promise<Map<CustomerKey, number>> {
  if (customerKeys.length === 0) return new Map();
  const { rows } = await sql<{ customer_key: CustomerKey; level: number }>`
    select m.customer_key, m.level from commerce.member m
    where m.customer_key = any(${[...customerKeys]}::text[])`.execute(db);
  return new Map(rows.map((row) => [row.customer_key, row.level]));
}

/** The level of a customer; 0 for somebody who is no member. */
export async function memberLevelOf(db: Db, customerKey: CustomerKey): Promise<number> {
  return (await memberLevels(db, [customerKey])).get(customerKey) ?? 0;
}

/** The level of a customer with its published name and benefits, in one read. */
export async function levelBenefitsOf(
  db: Db,
  customerKey: CustomerKey,
): Promise<{ readonly level: number; readonly name: string; readonly benefits: readonly LevelBenefit[] }> {
  const { rows } = await sql<{ level: number | null; rules: LevelRules | null }>`/* prepared */
    select (select m.level from commerce.member m where m.customer_key = ${customerKey}) as level,
      (select r.rules from commerce.membership_rules r where r.kind = 'levels' order by r.revision desc limit 1) as rules`.execute(
    db,
  );
  const { level, name, benefits } = levelOf(rows[0]?.rules ?? unpublished.levels.rules, rows[0]?.level ?? 0);
  return { level, name, benefits };
}
