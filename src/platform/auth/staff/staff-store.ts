import { sql } from 'kysely';
import type { UserId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '../../context/index.ts';
import type { Grant } from '../user.ts';
import type { StaffAccount } from './staff.ts';

type Reader = Database | DatabaseTransaction;

interface StaffRow {
  user_id: UserId;
  login: string;
  title: string;
  grants: Grant[] | null;
  created_at: Date;
  seen_at: Date | null;
  disabled_at: Date | null;
}

const toAccount = (row: StaffRow): StaffAccount => ({
  userId: row.user_id,
  login: row.login,
  title: row.title,
  grants: row.grants ?? [],
  createdAt: row.created_at,
  seenAt: row.seen_at,
  closedAt: row.disabled_at,
});

export interface StaffFilter {
  readonly state: 'open' | 'closed';
  /** Part of a login or a title. */
  readonly search: string;
  /** The login after which the page begins. */
  readonly after: string;
}

const SELECT = sql`
  select u.user_id, u.login, coalesce(u.title, '') as title, u.created_at, u.disabled_at,
    (select max(s.seen_at) from platform.session s where s.user_id = u.user_id) as seen_at,
    (select json_agg(json_build_object('role', g.role, 'areaKind', g.area_kind, 'areaId', g.area_id)
       order by g.grant_key)
     from platform.app_user_grant g where g.user_id = u.user_id) as grants
  from platform.app_user u`;

/** Accounts in the order of their logins. */
export async function listStaff(
  db: Reader,
  { state, search, after }: StaffFilter,
  limit: number,
): Promise<StaffAccount[]> {
  const found = await sql<StaffRow>`
    ${SELECT} where u.kind = 'staff' and u.login > ${after} and (u.disabled_at is null) = ${state === 'open'}::boolean
      and (${search} = '' or strpos(u.login, lower(${search})) > 0 or strpos(lower(u.title), lower(${search})) > 0)
    order by u.login limit ${limit}`.execute(db);
  return found.rows.map(toAccount);
}

/** An account, open or closed. */
export async function findStaffAccount(db: Reader, userId: UserId): Promise<StaffAccount | undefined> {
  const found = await sql<StaffRow>`${SELECT} where u.kind = 'staff' and u.user_id = ${userId}::uuid`.execute(db);
  return found.rows.map(toAccount)[0];
}

/** Changes of accounts go one after the other until the transaction ends, so that an administrator is left. */
export async function lockStaff(db: DatabaseTransaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('platform/staff', 0))`.execute(db);
}

/** How many open accounts have one of these roles everywhere. */
export async function countWithRoles(db: DatabaseTransaction, roles: readonly string[]): Promise<number> {
  const counted = await sql<{ users: number }>`
    select count(distinct u.user_id) as users from platform.app_user u
    join platform.app_user_grant g on g.user_id = u.user_id
    where u.kind = 'staff' and u.disabled_at is null and g.area_kind = 'all'
      and g.role = any(${[...roles]}::text[])`.execute(db);
  return counted.rows[0]?.users ?? 0;
}

export async function saveTitle(db: DatabaseTransaction, userId: UserId, title: string): Promise<void> {
  await sql`update platform.app_user set title = ${title} where user_id = ${userId}::uuid`.execute(db);
}

export async function savePassword(db: DatabaseTransaction, userId: UserId, passwordHash: string): Promise<void> {
  await sql`update platform.app_user set password_hash = ${passwordHash} where user_id = ${userId}::uuid`.execute(db);
}

export async function passwordHashOf(db: Reader, userId: UserId): Promise<string | undefined> {
  const found = await sql<{ password_hash: string | null }>`
    select password_hash from platform.app_user
    where user_id = ${userId}::uuid and kind = 'staff' and disabled_at is null`.execute(db);
  return found.rows[0]?.password_hash ?? undefined;
}

export async function reopen(db: DatabaseTransaction, userId: UserId): Promise<void> {
  await sql`update platform.app_user set disabled_at = null where user_id = ${userId}::uuid`.execute(db);
}
