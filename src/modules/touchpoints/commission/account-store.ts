import { sql } from 'kysely';
import { fen, type Fen } from '#kernel/money';
import type { DatabaseTransaction } from '#platform/context';

/** From here on, all statements of the transaction see the same moment. It has to be its first. */
export async function standStill(db: DatabaseTransaction): Promise<void> {
  await sql`set transaction isolation level repeatable read`.execute(db);
}

/** By what lines are summed: each has an account of its own. */
export type OwnerColumn = 'city_id' | 'touchpoint_id' | 'partner_id';

/** For the nightly check: owners of lines in the order of their ids, after one of them. */
export async function ownersAfter(
  db: DatabaseTransaction,
  column: OwnerColumn,
  after: string,
  limit: number,
): Promise<string[]> {
  const owner = sql.ref(`l.${column}`);
  const found = await sql<{ owner_id: string }>`
    select distinct ${owner} as owner_id from touchpoints.commission_line l
    where ${owner} > ${after}::uuid order by owner_id limit ${limit}`.execute(db);
  return found.rows.map((row) => row.owner_id);
}

/** The sum of all lines of each; owners without a line are absent. */
export async function sumsOf(
  db: DatabaseTransaction,
  column: OwnerColumn,
  ids: readonly string[],
): Promise<Map<string, Fen>> {
  const owner = sql.ref(`l.${column}`);
  const found = await sql<{ owner_id: string; amount: string }>`
    select ${owner} as owner_id, sum(l.amount_fen) as amount from touchpoints.commission_line l
    where ${owner} = any(${[...ids]}::uuid[]) group by ${owner}`.execute(db);
  return new Map(found.rows.map((row) => [row.owner_id, fen(Number(row.amount))]));
}
