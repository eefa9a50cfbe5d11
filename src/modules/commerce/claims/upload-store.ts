import { sql } from 'kysely';
import type { CustomerKey } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { FileId } from '#platform/files';

export async function insertUpload(
  db: DatabaseTransaction,
  it: { readonly customerKey: CustomerKey; readonly fileId: FileId; readonly at: Date },
): Promise<void> {
  await sql`
    insert into commerce.claim_upload (customer_key, file_id, uploaded_at)
    values (${it.customerKey}, ${it.fileId}, ${it.at})`.execute(db);
}

/** How many of the pictures a customer took themself. */
export async function countUploads(
  db: Database,
  customerKey: CustomerKey,
  fileIds: readonly FileId[],
): Promise<number> {
  const { rows } = await sql<{ files: number }>`
    select count(*)::int as files from commerce.claim_upload
    where customer_key = ${customerKey} and file_id = any(${[...fileIds]}::uuid[])`.execute(db);
  return rows[0]?.files ?? 0;
}
