import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { Cells, RowFault } from '#modules/territory';
import type { CatalogueImportId, ImportSummary, JudgedRow, Verdict } from './catalogue-import.ts';

type Db = Database | DatabaseTransaction;

const summaryColumns = sql`
  i.import_id as "importId", i.file_name as "fileName", i.created_at as "createdAt", i.creates, i.changes, i.unchanged,
  i.bad, (select count(*)::int from commerce.catalogue_import_row r
    where r.import_id = i.import_id and r.committed_at is not null) as committed`;

export async function insertImport(
  tx: DatabaseTransaction,
  it: ImportSummary,
  file: { readonly hash: string; readonly uploader: string },
  rows: readonly JudgedRow[],
): Promise<void> {
  await sql`
    insert into commerce.catalogue_import (import_id, file_name, file_hash, created_by, created_at, creates, changes,
      unchanged, bad)
    values (${it.importId}, ${it.fileName}, ${file.hash}, ${file.uploader}, ${it.createdAt}, ${it.creates},
      ${it.changes}, ${it.unchanged}, ${it.bad})`.execute(tx);
  const records = rows.map((row) => ({
    import_id: it.importId,
    line_number: row.lineNumber,
    code: row.code,
    verdict: row.verdict,
    cells: row.cells,
    base_revision: row.existing?.revision ?? null,
    changed_fields: row.changedFields,
    faults: row.faults,
    committed_at: null,
  }));
  await sql`
    insert into commerce.catalogue_import_row
    select r.* from jsonb_populate_recordset(null::commerce.catalogue_import_row, ${JSON.stringify(records)}::jsonb) r`.execute(
    tx,
  );
}

export async function findImport(db: Db, id: CatalogueImportId): Promise<ImportSummary | undefined> {
  const { rows } = await sql<ImportSummary>`
    select ${summaryColumns} from commerce.catalogue_import i where i.import_id = ${id}`.execute(db);
  return rows[0];
}

/** Takes the import for this transaction, so that two commits of it follow each other. */
export async function lockImport(tx: DatabaseTransaction, id: CatalogueImportId): Promise<boolean> {
  const { rows } = await sql`
    select 1 from commerce.catalogue_import where import_id = ${id} for update`.execute(tx);
  return rows.length === 1;
}

export interface StoredRow {
  readonly lineNumber: number;
  readonly code: string;
  readonly verdict: Verdict;
  readonly cells: Cells;
  readonly baseRevision: number | null;
  readonly changedFields: readonly string[];
  readonly faults: readonly RowFault[];
  readonly committedAt: Date | null;
}

const rowColumns = sql`
  line_number as "lineNumber", code, verdict, cells, base_revision as "baseRevision",
  changed_fields as "changedFields", faults, committed_at as "committedAt"`;

/** A page of an import's rows by line, after line `after`. */
export async function listImportRows(
  db: Db,
  id: CatalogueImportId,
  filter: { readonly verdict: Verdict | undefined },
  page: { readonly after: number; readonly limit: number },
): Promise<StoredRow[]> {
  const { rows } = await sql<StoredRow>`
    select ${rowColumns} from commerce.catalogue_import_row
    where import_id = ${id} and line_number > ${page.after}
      and ${filter.verdict === undefined ? sql`true` : sql`verdict = ${filter.verdict}`}
    order by line_number limit ${page.limit}`.execute(db);
  return rows;
}

/** The good rows that nobody committed yet: all of them, or those of the given lines. */
export async function rowsToCommit(
  db: Db,
  id: CatalogueImportId,
  lines: 'all' | readonly number[],
): Promise<StoredRow[]> {
  const { rows } = await sql<StoredRow>`
    select ${rowColumns} from commerce.catalogue_import_row
    where import_id = ${id} and verdict <> 'bad' and committed_at is null
      and ${lines === 'all' ? sql`true` : sql`line_number = any(${[...lines]}::int[])`}
    order by line_number`.execute(db);
  return rows;
}

export async function markCommitted(
  tx: DatabaseTransaction,
  id: CatalogueImportId,
  lines: readonly number[],
  at: Date,
): Promise<void> {
  await sql`
    update commerce.catalogue_import_row set committed_at = ${at}
    where import_id = ${id} and line_number = any(${[...lines]}::int[])`.execute(tx);
}

/** Forgets imports older than `before`, with their rows; answers how many. What was committed stays. */
export async function deleteImportsBefore(tx: DatabaseTransaction, before: Date): Promise<number> {
  await sql`
    delete from commerce.catalogue_import_row
    where import_id in (select import_id from commerce.catalogue_import where created_at < ${before})`.execute(tx);
  const { rows } = await sql`
    delete from commerce.catalogue_import where created_at < ${before} returning 1`.execute(tx);
  return rows.length;
}
