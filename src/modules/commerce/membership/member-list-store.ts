import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CityId, CommunityId, CustomerKey, Id } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { TimePlace } from '#platform/http';
import { within, type Scope } from '#platform/permission';
import type { Member } from './member.ts';
import { toMember, type MemberRow } from './member-store.ts';
import type { MemberId, PointMoveKind, VoucherId } from './wallet.ts';

type Db = Database | DatabaseTransaction;

const visible = (scope: Scope): RawBuilder<SqlBool> =>
  within(scope, { city: 'm.city_id', store: 'm.store_id', community: 'm.community_id' });

export interface MemberFilter {
  readonly level?: number | undefined;
  readonly badge?: string | undefined;
  readonly minPoints?: number | undefined;
  readonly maxPoints?: number | undefined;
  readonly cityId?: CityId | undefined;
  readonly communityId?: CommunityId | undefined;
  /** Only these. */
  readonly customerKeys?: readonly CustomerKey[] | undefined;
}

function matching(filter: MemberFilter): RawBuilder<SqlBool> {
  const conditions: RawBuilder<SqlBool>[] = [sql<SqlBool>`true`];
  const add = (condition: RawBuilder<SqlBool>, value: unknown): void => {
    if (value !== undefined) conditions.push(condition);
  };
  add(sql`m.level = ${filter.level}`, filter.level);
  add(sql`m.balance >= ${filter.minPoints}`, filter.minPoints);
  add(sql`m.balance <= ${filter.maxPoints}`, filter.maxPoints);
  add(sql`m.city_id = ${filter.cityId}::uuid`, filter.cityId);
  add(sql`m.community_id = ${filter.communityId}::uuid`, filter.communityId);
  add(sql`m.customer_key = any(${[...(filter.customerKeys ?? [])]}::text[])`, filter.customerKeys);
  add(
    sql`exists (select from commerce.member_badge b where b.customer_key = m.customer_key and b.badge = ${filter.badge})`,
    filter.badge,
  );
  return sql.join(conditions, sql` and `) as RawBuilder<SqlBool>;
}

/** A page of members within a reader's scope, the newest first. */
export async function listMembers(
  db: Db,
  scope: Scope,
  filter: MemberFilter,
  page: { readonly before: TimePlace | undefined; readonly limit: number },
): Promise<Member[]> {
  const before =
    page.before === undefined
      ? sql`true`
      : sql`(m.joined_at, m.member_id) < (${page.before.at}, ${page.before.id}::uuid)`;
  const { rows } = await sql<MemberRow>`
    select m.* from commerce.member m where ${visible(scope)} and ${matching(filter)} and ${before}
    order by m.joined_at desc, m.member_id desc limit ${page.limit}`.execute(db);
  return rows.map(toMember);
}

/** How many match, by level, and the points that they have. */
export async function sumMembers(
  db: Db,
  scope: Scope,
  filter: MemberFilter,
): Promise<{ byLevel: Record<string, number>; points: number }> {
  const { rows } = await sql<{ level: number; n: number; points: number }>`
    select m.level, count(*)::int as n, sum(m.balance)::bigint as points from commerce.member m
    where ${visible(scope)} and ${matching(filter)} group by m.level`.execute(db);
  const points = rows.reduce((sum, row) => sum + row.points, 0);
  return { byLevel: Object.fromEntries(rows.map((row) => [row.level, row.n])), points };
}

export async function memberInScope(db: Db, scope: Scope, memberId: MemberId): Promise<Member | undefined> {
  const { rows } = await sql<MemberRow>`
    select m.* from commerce.member m where m.member_id = ${memberId} and ${visible(scope)}`.execute(db);
  return rows.map(toMember)[0];
}

/** How many members have each level, and each badge. */
export async function memberCounts(db: Db): Promise<{ byLevel: Map<number, number>; byBadge: Map<string, number> }> {
  const levels = await sql<{ level: number; n: number }>`
    select m.level, count(*)::int as n from commerce.member m group by m.level`.execute(db);
  const badges = await sql<{ badge: string; n: number }>`
    select b.badge, count(distinct b.customer_key)::int as n from commerce.member_badge b group by b.badge`.execute(db);
  return {
    byLevel: new Map(levels.rows.map((row) => [row.level, row.n])),
    byBadge: new Map(badges.rows.map((row) => [row.badge, row.n])),
  };
}

/** How many points were given and taken by hand since a moment. */
export async function adjustedSince(db: Db, customerKey: CustomerKey, since: Date): Promise<number> {
  const { rows } = await sql<{ points: number }>`
    select coalesce(sum(abs(p.points)), 0)::bigint as points from commerce.point_move p
    where p.customer_key = ${customerKey} and p.kind = 'adjusted' and p.happened_at > ${since}`.execute(db);
  return rows[0]?.points ?? 0;
}

export interface PointMove {
  readonly moveNo: number;
  readonly kind: PointMoveKind;
  readonly points: number;
  readonly balance: number;
  readonly words: string;
  readonly at: Date;
  readonly orderId: Id<'Order'> | null;
  readonly voucherId: VoucherId | null;
}

/** A page of a member's statement, the newest first. */
export async function movesOfMember(
  db: Db,
  customerKey: CustomerKey,
  page: { readonly before: number | undefined; readonly limit: number },
): Promise<PointMove[]> {
  const { rows } = await sql<PointMove>`
    select p.move_no as "moveNo", p.kind, p.points, p.balance, p.words, p.happened_at as at, p.order_id as "orderId",
      p.voucher_id as "voucherId"
    from commerce.point_move p
    where p.customer_key = ${customerKey} and ${page.before === undefined ? sql`true` : sql`p.move_no < ${page.before}`}
    order by p.move_no desc limit ${page.limit}`.execute(db);
  return rows;
}

/** Members by key, whoever may see them. */
export async function membersByKeys(db: Db, customerKeys: readonly CustomerKey[]): Promise<Map<CustomerKey, Member>> {
  const { rows } = await sql<MemberRow>`
    select m.* from commerce.member m where m.customer_key = any(${[...customerKeys]}::text[])`.execute(db);
  return new Map(rows.map((row) => [row.customer_key, toMember(row)]));
}
