import { sql } from 'kysely';
import type { DatabaseTransaction } from '#platform/context';

/** Does something that is undone, its locks too, unless it answers true; the transaction around it goes on. */
export async function attempt(db: DatabaseTransaction, work: () => Promise<boolean>): Promise<boolean> {
  await sql`savepoint attempt`.execute(db);
  const isDone = await work();
  await (isDone ? sql`release savepoint attempt` : sql`rollback to savepoint attempt`).execute(db);
  return isDone;
}
