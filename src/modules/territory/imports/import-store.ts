import { sql } from 'kysely';
import type { Datum } from '#kernel/geo-datum';
import type { Actor, Database, DatabaseTransaction } from '#platform/context';
import type { Scope } from '#platform/permission';
import type { Cells, ImportKind, ImportSummary, JudgedRow, PlaceImportId, RowFault, Verdict } from './place-import.ts';

type Db = Database | DatabaseTransaction;

const ROWS_A_STATEMENT = 1_000;

/** Who uploaded a file, as it is kept beside it. */
export function uploaderOf(actor: Actor): string {
  if (actor.kind === 'user') return actor.userId;
  if (actor.kind === 'source') return `source ${actor.sourceId}`;
  return actor.kind === 'system' ? `system ${actor.name}` : 'anonymous';
}

/** Uploaded files may hold places of every area: below headquarters everybody sees their own. */
const visible = (scope: Scope, uploader: string) => (scope.everything ? sql`true` : sql`i.created_by = ${uploader}`);

interface SummaryRow {
  id: PlaceImportId;
  kind: ImportKind;
  datum: Datum;
  file_name: string;
  created_at: Date;
  creates: number;
  changes: number;
  unchanged: number;
  bad: number;
  committed: number;
}

const toSummary = (row: SummaryRow): ImportSummary => ({
  id: row.id,
  kind: row.kind,
  datum: row.datum,
  fileName: row.file_name,
  createdAt: row.created_at,
  creates: row.creates,
  changes: row.changes,
  unchanged: row.unchanged,
  bad: row.bad,
  committed: row.committed,
});

const summaryColumns = sql`
  i.id, i.kind, i.datum, i.file_name, i.created_at, i.creates, i.changes, i.unchanged, i.bad,
  (select count(*)::int from territory.place_import_row r where r.import_id = i.id and r.committed_at is not null)
    as committed
`;

export async function insertImport(
  db: DatabaseTransaction,
  summary: ImportSummary,
  file: { hash: string; uploader: string },
  rows: readonly JudgedRow[],
): Promise<void> {
  await sql`
    insert into territory.place_import (id, kind, datum, file_name, file_hash, created_by, created_at, creates, changes,
      unchanged, bad)
    values (${summary.id}, ${summary.kind}, ${summary.datum}, ${summary.fileName}, ${file.hash}, ${file.uploader},
      ${summary.createdAt}, ${summary.creates}, ${summary.changes}, ${summary.unchanged}, ${summary.bad})
  `.execute(db);
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
    await insertRows(db, summary.id, rows.slice(from, from + ROWS_A_STATEMENT));
  }
}

async function insertRows(db: DatabaseTransaction, importId: PlaceImportId, rows: readonly JudgedRow[]): Promise<void> {
  const records = rows.map((row) => ({
    line_number: row.lineNumber,
    code: row.code,
    verdict: row.verdict,
    cells: row.cells,
    base_version: row.existing?.version ?? null,
    changed_fields: row.changedFields,
    faults: row.faults,
    warnings: row.warnings,
  }));
  await sql`
    insert into territory.place_import_row (import_id, line_number, code, verdict, cells, base_version, changed_fields,
      faults, warnings)
    select ${importId}::uuid, r.line_number, r.code, r.verdict, r.cells, r.base_version, r.changed_fields, r.faults,
      r.warnings
    from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as r (line_number integer, code text, verdict text,
      cells jsonb, base_version integer, changed_fields text[], faults jsonb, warnings jsonb)
  `.execute(db);
}

/** Imports, the newest first, after the one with id `before`. */
export async function listImports(
  db: Db,
  scope: Scope,
  uploader: string,
  page: { before: string | undefined; limit: number },
): Promise<ImportSummary[]> {
  const before = page.before === undefined ? sql`true` : sql`i.id < ${page.before}::uuid`;
  const found = await sql<SummaryRow>`
    select ${summaryColumns} from territory.place_import i
    where ${visible(scope, uploader)} and ${before} order by i.id desc limit ${page.limit}
  `.execute(db);
  return found.rows.map(toSummary);
}

export async function importInScope(
  db: Db,
  scope: Scope,
  uploader: string,
  id: PlaceImportId,
): Promise<ImportSummary | undefined> {
  const found = await sql<SummaryRow>`
    select ${summaryColumns} from territory.place_import i where i.id = ${id} and ${visible(scope, uploader)}
  `.execute(db);
  return found.rows.map(toSummary)[0];
}

/** Takes the import for this transaction, so that two commits of it follow each other. */
export async function lockImport(db: DatabaseTransaction, id: PlaceImportId): Promise<void> {
  await sql`select 1 from territory.place_import where id = ${id} for update`.execute(db);
}

export interface StoredRow {
  readonly lineNumber: number;
  readonly code: string;
  readonly verdict: Verdict;
  readonly cells: Cells;
  readonly baseVersion: number | null;
  readonly changedFields: readonly string[];
  readonly faults: readonly RowFault[];
  readonly warnings: readonly RowFault[];
  readonly committedAt: Date | null;
}

const rowColumns = sql`
  line_number as "lineNumber", code, verdict, cells, base_version as "baseVersion", changed_fields as "changedFields",
  faults, warnings, committed_at as "committedAt"
`;

/** A page of an import's rows by line, after line `after`. The caller has found the import in the reader's scope. */
export async function listImportRows(
  db: Db,
  id: PlaceImportId,
  filter: { verdict: Verdict | undefined },
  page: { after: number; limit: number },
): Promise<StoredRow[]> {
  const verdict = filter.verdict === undefined ? sql`true` : sql`verdict = ${filter.verdict}`;
  const found = await sql<StoredRow>`
    select ${rowColumns} from territory.place_import_row
    where import_id = ${id} and line_number > ${page.after} and ${verdict} order by line_number limit ${page.limit}
  `.execute(db);
  return found.rows;
}

/** The good rows that nobody committed yet: all of them, or those of the given lines. */
export async function rowsToCommit(
  db: DatabaseTransaction,
  id: PlaceImportId,
  lines: 'all' | readonly number[],
): Promise<StoredRow[]> {
  const chosen = lines === 'all' ? sql`true` : sql`line_number = any(${[...lines]}::int[])`;
  const found = await sql<StoredRow>`
    select ${rowColumns} from territory.place_import_row
    where import_id = ${id} and verdict <> 'bad' and committed_at is null and ${chosen} order by line_number
  `.execute(db);
  return found.rows;
}

export async function markCommitted(
  db: DatabaseTransaction,
  id: PlaceImportId,
  lines: readonly number[],
  at: Date,
): Promise<void> {
  await sql`
    update territory.place_import_row set committed_at = ${at}
    where import_id = ${id} and line_number = any(${[...lines]}::int[])
  `.execute(db);
}

/** Forgets imports older than `before`, with their rows; answers how many. What was committed stays. */
export async function deleteImportsBefore(db: DatabaseTransaction, before: Date): Promise<number> {
  await sql`
    delete from territory.place_import_row
    where import_id in (select id from territory.place_import where created_at < ${before})
  `.execute(db);
  const done = await sql`delete from territory.place_import where created_at < ${before} returning id`.execute(db);
  return done.rows.length;
}
