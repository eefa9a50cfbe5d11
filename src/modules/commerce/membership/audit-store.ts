import { sql } from 'kysely';
import type { CustomerKey } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';

type Db = Database | DatabaseTransaction;

/** Members after a key, in order. */
export async function memberKeysAfter(db: Db, after: string, limit: number): Promise<CustomerKey[]> {
  const { rows } = await sql<{ customer_key: CustomerKey }>`
    select m.customer_key from commerce.member m where m.customer_key > ${after}
    order by m.customer_key limit ${limit}`.execute(db);
  return rows.map((row) => row.customer_key);
}

/** What lots and statement of a member say. */
export interface MemberBooks {
  readonly customerKey: CustomerKey;
  /** Points that lots have left. */
  readonly left: number;
  /** All lines of the statement together, and what its last one says. */
  readonly moved: number;
  readonly last: number;
}

export async function booksOf(db: Db, customerKeys: readonly CustomerKey[]): Promise<MemberBooks[]> {
  const { rows } = await sql<MemberBooks>`
    select k.key as "customerKey",
      (select coalesce(sum(l.left_points), 0)::bigint from commerce.point_lot l where l.customer_key = k.key) as left,
      (select coalesce(sum(p.points), 0)::bigint from commerce.point_move p where p.customer_key = k.key) as moved,
      coalesce((select p.balance from commerce.point_move p where p.customer_key = k.key
        order by p.move_no desc limit 1), 0) as last
    from unnest(${[...customerKeys]}::text[]) as k (key)`.execute(db);
  return rows;
}
