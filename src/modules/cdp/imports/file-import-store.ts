import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { FileImport, FileImportId, RowFault } from './file-import.ts';

type Db = Database | DatabaseTransaction;

const columns = sql`import_id as "importId", kind, file_name as "fileName", created_at as "createdAt", good, bad,
  committed, committed_at as "committedAt"`;

/** Keeps a previewed file, sealed, with the faults of its bad rows. */
export async function insertFileImport(
  db: DatabaseTransaction,
  made: FileImport,
  file: { payload: Buffer; hash: string; createdBy: string },
  faults: readonly { line: number; faults: readonly RowFault[] }[],
): Promise<void> {
  await sql`
    insert into cdp.file_import (import_id, kind, file_name, file_hash, payload, created_by, created_at, good, bad, committed)
    values (${made.importId}, ${made.kind}, ${made.fileName}, ${file.hash}, ${file.payload}, ${file.createdBy},
      ${made.createdAt}, ${made.good}, ${made.bad}, 0)`.execute(db);
  if (faults.length === 0) return;
  await sql`
    insert into cdp.file_import_fault (import_id, line_number, faults)
    select ${made.importId}::uuid, u.line_number, u.faults
    from unnest(
      ${faults.map((each) => each.line)}::integer[], ${faults.map((each) => JSON.stringify(each.faults))}::jsonb[]
    ) as u (line_number, faults)`.execute(db);
}

export async function listFileImports(
  db: Db,
  page: { before: string | undefined; limit: number },
): Promise<FileImport[]> {
  const { rows } = await sql<FileImport>`
    select ${columns} from cdp.file_import
    where import_id < ${page.before ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff'}::uuid
    order by import_id desc limit ${page.limit}`.execute(db);
  return rows;
}

export async function findFileImport(
  db: Db,
  importId: string,
): Promise<{ found: FileImport; payload: Buffer | null } | undefined> {
  const { rows } = await sql<FileImport & { payload: Buffer | null }>`
    select ${columns}, payload from cdp.file_import where import_id = ${importId}`.execute(db);
  const row = rows[0];
  if (row === undefined) return undefined;
  const { payload, ...found } = row;
  return { found, payload };
}

/** Bad rows of a file by line, after a line. */
export async function listFaults(
  db: Db,
  importId: string,
  page: { after: number; limit: number },
): Promise<{ line: number; faults: RowFault[] }[]> {
  const { rows } = await sql<{ line: number; faults: RowFault[] }>`
    select line_number as line, faults from cdp.file_import_fault
    where import_id = ${importId} and line_number > ${page.after} order by line_number limit ${page.limit}`.execute(db);
  return rows;
}

/** Notes how much of a file was taken over; with nothing left to take the file itself is dropped. */
export async function markCommitted(
  db: DatabaseTransaction,
  importId: FileImportId,
  committed: number,
  now: Date,
): Promise<void> {
  await sql`
    update cdp.file_import set committed = greatest(committed, ${committed}), committed_at = ${now},
      payload = case when ${committed} >= good then null else payload end
    where import_id = ${importId}`.execute(db);
}

/** Drops files that nobody took over; what was found wrong with them stays. */
export async function dropPayloads(db: DatabaseTransaction, before: Date): Promise<void> {
  await sql`
    update cdp.file_import set payload = null where payload is not null and created_at < ${before}`.execute(db);
}
