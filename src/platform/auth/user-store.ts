import { sql } from 'kysely';
import type { PersonId, UserId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '../context/index.ts';
import { gatheredRead, prepared } from '../postgres/index.ts';
import { grantKey, type Grant, type User, type UserKind } from './user.ts';

interface UserRow {
  user_id: UserId;
  kind: UserKind;
  login: string | null;
  title: string | null;
  person_id: PersonId | null;
  password_hash: string | null;
  grants: Grant[] | null;
}

type Reader = Database | DatabaseTransaction;

const toUser = (row: UserRow): User => ({
  userId: row.user_id,
  kind: row.kind,
  login: row.login,
  title: row.title,
  personId: row.person_id,
  grants: row.grants ?? [],
});

const SELECT = sql`
  select u.user_id, u.kind, u.login, u.title, u.person_id, u.password_hash,
    (select json_agg(json_build_object('role', g.role, 'areaKind', g.area_kind, 'areaId', g.area_id))
     from platform.app_user_grant g where g.user_id = u.user_id) as grants
  from platform.app_user u`;

export async function insertUsers(
  db: DatabaseTransaction,
  users: readonly (Omit<User, 'grants'> & { passwordHash: string | null })[],
  now: Date,
): Promise<void> {
  await sql`
    insert into platform.app_user (user_id, kind, login, password_hash, title, person_id, created_at)
    select *, ${now}::timestamptz from unnest(
      ${users.map((u) => u.userId)}::uuid[], ${users.map((u) => u.kind)}::text[], ${users.map((u) => u.login)}::text[],
      ${users.map((u) => u.passwordHash)}::text[], ${users.map((u) => u.title)}::text[],
      ${users.map((u) => u.personId)}::uuid[])`.execute(db);
}

export async function insertGrants(
  db: DatabaseTransaction,
  grants: readonly { userId: UserId; grant: Grant }[],
): Promise<void> {
  await sql`
    insert into platform.app_user_grant (user_id, role, area_kind, area_id, grant_key)
    select * from unnest(
      ${grants.map((g) => g.userId)}::uuid[], ${grants.map((g) => g.grant.role)}::text[],
      ${grants.map((g) => g.grant.areaKind)}::text[], ${grants.map((g) => g.grant.areaId)}::uuid[],
      ${grants.map((g) => grantKey(g.grant))}::text[])
    on conflict do nothing`.execute(db);
}

export async function deleteGrants(db: DatabaseTransaction, userId: UserId): Promise<void> {
  await sql`delete from platform.app_user_grant where user_id = ${userId}`.execute(db);
}

/** The live user of a login, with the hash of the password. */
export async function findByLogin(
  db: Reader,
  login: string,
): Promise<{ user: User; passwordHash: string } | undefined> {
  const found = await sql<UserRow>`${SELECT} where u.login = ${login} and u.disabled_at is null`.execute(db);
  const row = found.rows[0];
  return row?.password_hash == null ? undefined : { user: toUser(row), passwordHash: row.password_hash };
}

/** Live users by the person they are; who works at the front comes before who is only a customer. */
export async function findByPersons(db: Reader, personIds: readonly PersonId[]): Promise<User[]> {
  const found = await sql<UserRow>`
    ${SELECT} where u.person_id = any(${personIds}::uuid[]) and u.disabled_at is null
    order by u.kind = 'customer', u.user_id`.execute(db);
  return found.rows.map(toUser);
}

export async function findUser(db: Reader, userId: UserId): Promise<User | undefined> {
  const found = await sql<UserRow>`${SELECT} where u.user_id = ${userId} and u.disabled_at is null`.execute(db);
  const row = found.rows[0];
  return row && toUser(row);
}

/** A user with the keyed hash of their phone, the newest; null where none is known or who they are was erased. */
export interface SignedInUser extends User {
  readonly phoneHash: string | null;
}

/**
 * The live user of a live session, by the hash of its token. One look-up by keys for all who ask at the same moment,
 * since every request makes it.
 */
export const findUserOfSession = gatheredRead(
  async (
    db: Reader,
    asked: readonly { readonly tokenHash: Buffer; readonly now: Date }[],
  ): Promise<(SignedInUser | undefined)[]> => {
    const { rows } = await prepared<UserRow & { token: string; phone_hash: string | null }>`
      select encode(s.token_hash, 'hex') as token, u.user_id, u.kind, u.login, u.title, u.person_id,
        null as password_hash,
        (select json_agg(json_build_object('role', g.role, 'areaKind', g.area_kind, 'areaId', g.area_id))
         from platform.app_user_grant g where g.user_id = u.user_id) as grants,
        (select encode(f.keyed_hash, 'hex') from platform.vault_field f
         join platform.vault_person p on p.person_id = f.person_id and p.erased_at is null
         where f.person_id = u.person_id and f.kind = 'phone' order by f.put_at desc, f.keyed_hash limit 1) as phone_hash
      from platform.session s join platform.app_user u on u.user_id = s.user_id
      where s.token_hash = any(${asked.map(({ tokenHash }) => tokenHash)}::bytea[]) and s.revoked_at is null
        and s.expires_at > ${asked.at(-1)?.now}::timestamptz and u.disabled_at is null`.execute(db);
    const found = new Map(rows.map((row) => [row.token, { ...toUser(row), phoneHash: row.phone_hash }]));
    return asked.map(({ tokenHash }) => found.get(tokenHash.toString('hex')));
  },
);

export async function countUsers(db: Reader): Promise<number> {
  const counted = await sql<{ users: number }>`select count(*) as users from platform.app_user`.execute(db);
  return counted.rows[0]?.users ?? 0;
}

export async function disableUser(db: DatabaseTransaction, userId: UserId, now: Date): Promise<void> {
  await sql`update platform.app_user set disabled_at = ${now} where user_id = ${userId} and disabled_at is null`.execute(
    db,
  );
}
