import { type Kysely, sql } from 'kysely';

const MOST_LOOKS = 10_000;

/**
 * Until a statement of this database waits for a lock that somebody else holds, or `asked` is answered after all. Throws
 * where neither comes.
 */
// eslint-disable-next-line typescript/no-explicit-any -- any database will do
export async function somebodyWaits(db: Kysely<any>, asked: Promise<unknown>): Promise<void> {
  let isAnswered = false;
  const answered = (): void => void (isAnswered = true);
  asked.then(answered, answered);
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    const { rows } = await sql`
      select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
    if (rows.length > 0 || isAnswered) return;
  }
  throw new Error('nobody waits for a lock, and nothing was answered');
}
