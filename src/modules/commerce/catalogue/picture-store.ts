import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { FileId } from '#platform/files';

type Db = Database | DatabaseTransaction;

/** A picture of a product in its two sizes. */
export interface ProductPicture {
  readonly fileId: FileId;
  readonly smallFileId: FileId;
  /** Pixels of the large one. */
  readonly width: number;
  readonly height: number;
}

export async function insertPicture(tx: DatabaseTransaction, it: ProductPicture, at: Date): Promise<void> {
  await sql`
    insert into commerce.product_picture (file_id, small_file_id, width, height, added_at)
    values (${it.fileId}, ${it.smallFileId}, ${it.width}, ${it.height}, ${at})`.execute(tx);
}

export async function findPicture(db: Db, fileId: FileId): Promise<ProductPicture | undefined> {
  const { rows } = await sql<ProductPicture>`
    select file_id as "fileId", small_file_id as "smallFileId", width, height
    from commerce.product_picture where file_id = ${fileId}`.execute(db);
  return rows[0];
}

export async function areKnownPictures(db: Db, ids: readonly FileId[]): Promise<boolean> {
  if (ids.length === 0) return true;
  const wanted = [...new Set(ids)];
  const { rows } = await sql`
    select 1 from commerce.product_picture where file_id = any(${wanted}::uuid[])`.execute(db);
  return rows.length === wanted.length;
}
