import { sql } from 'kysely';
import type { CustomerKey } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';

type Db = Database | DatabaseTransaction;

/** Whose points ran out, those whose ran out first. */
export async function ownersOfDue(db: Db, now: Date, limit: number): Promise<CustomerKey[]> {
  const { rows } = await sql<{ customer_key: CustomerKey }>`
    select l.customer_key from commerce.point_lot l where l.left_points > 0 and l.expires_at <= ${now}
    group by l.customer_key order by min(l.expires_at), l.customer_key limit ${limit}`.execute(db);
  return rows.map((row) => row.customer_key);
}

interface Soon {
  readonly now: Date;
  readonly until: Date;
}

/** Whose points run out soon and who was not told of it. */
export async function dueForReminder(db: Db, { now, until }: Soon, limit: number): Promise<CustomerKey[]> {
  const { rows } = await sql<{ customer_key: CustomerKey }>`
    select l.customer_key from commerce.point_lot l
    where l.left_points > 0 and l.reminded_at is null and l.expires_at > ${now} and l.expires_at <= ${until}
    group by l.customer_key order by min(l.expires_at), l.customer_key limit ${limit}`.execute(db);
  return rows.map((row) => row.customer_key);
}

/** Notes that they were told; answers how much runs out of each, and when the first of it does. */
export async function markReminded(
  db: DatabaseTransaction,
  customerKeys: readonly CustomerKey[],
  { now, until }: Soon,
): Promise<{ customerKey: CustomerKey; points: number; expiresAt: Date }[]> {
  const { rows } = await sql<{ customerKey: CustomerKey; points: number; expiresAt: Date }>`
    with told as (
      update commerce.point_lot l set reminded_at = ${now}
      where l.customer_key = any(${[...customerKeys]}::text[]) and l.left_points > 0 and l.reminded_at is null
        and l.expires_at > ${now} and l.expires_at <= ${until}
      returning l.customer_key, l.left_points, l.expires_at
    )
    select t.customer_key as "customerKey", sum(t.left_points)::bigint as points, min(t.expires_at) as "expiresAt"
    from told t group by t.customer_key`.execute(db);
  return rows;
}

/** What of a member's points runs out when, the first first. */
export async function expiringOf(
  db: Db,
  customerKey: CustomerKey,
  limit: number,
): Promise<{ points: number; expiresAt: Date }[]> {
  const { rows } = await sql<{ points: number; expiresAt: Date }>`
    select sum(l.left_points)::bigint as points, l.expires_at as "expiresAt" from commerce.point_lot l
    where l.customer_key = ${customerKey} and l.left_points > 0
    group by l.expires_at order by l.expires_at limit ${limit}`.execute(db);
  return rows;
}
