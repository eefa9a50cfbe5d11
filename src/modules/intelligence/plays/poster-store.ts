import { sql } from 'kysely';
import type { Id } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';

/** The file that holds the poster with these contents, if it was drawn before. */
export async function findPoster(
  db: Database | DatabaseTransaction,
  inputHash: string,
): Promise<Id<'File'> | undefined> {
  const { rows } = await sql<{ fileId: Id<'File'> }>`
    select file_id as "fileId" from intelligence.poster where input_hash = ${inputHash}`.execute(db);
  return rows[0]?.fileId;
}

/** Remembers a drawn poster; the first one stays. */
export async function keepPoster(
  tx: DatabaseTransaction,
  inputHash: string,
  fileId: Id<'File'>,
  now: Date,
): Promise<void> {
  await sql`
    insert into intelligence.poster (input_hash, file_id, created_at) values (${inputHash}, ${fileId}, ${now})
    on conflict (input_hash) do nothing`.execute(tx);
}
