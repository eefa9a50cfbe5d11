import { sql } from 'kysely';
import type { CityId, SkuId, StockPlaceId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { Scope } from '#platform/permission';
import type { Cells, RowFault } from '#modules/territory';
import type { JudgedStockRow, StockImportId, StockVerdict } from './stock-import.ts';

type Db = Database | DatabaseTransaction;

const ROWS_A_STATEMENT = 1_000;

export interface StockImportSummary {
  readonly importId: StockImportId;
  readonly fileName: string;
  readonly createdAt: Date;
  readonly good: number;
  readonly unchanged: number;
  readonly bad: number;
  /** Rows taken over so far. */
  readonly committed: number;
}

/** Uploaded files may hold places of every area: below headquarters everybody sees their own. */
const visible = (scope: Scope, uploader: string) => (scope.everything ? sql`true` : sql`i.created_by = ${uploader}`);

const summaryColumns = sql`
  i.import_id as "importId", i.file_name as "fileName", i.created_at as "createdAt", i.good, i.unchanged, i.bad,
  (select count(*)::int from inventory.stock_import_row r
    where r.import_id = i.import_id and r.committed_at is not null) as committed
`;

export async function insertStockImport(
  db: DatabaseTransaction,
  summary: StockImportSummary,
  file: { readonly hash: string; readonly uploader: string },
  rows: readonly JudgedStockRow[],
): Promise<void> {
  await sql`
    insert into inventory.stock_import (import_id, file_name, file_hash, created_by, created_at, good, unchanged, bad)
    values (${summary.importId}, ${summary.fileName}, ${file.hash}, ${file.uploader}, ${summary.createdAt},
      ${summary.good}, ${summary.unchanged}, ${summary.bad})
  `.execute(db);
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
    await insertRows(db, summary.importId, rows.slice(from, from + ROWS_A_STATEMENT));
  }
}

async function insertRows(
  db: DatabaseTransaction,
  importId: StockImportId,
  rows: readonly JudgedStockRow[],
): Promise<void> {
  const records = rows.map((row) => ({
    line_number: row.lineNumber,
    verdict: row.verdict,
    cells: row.cells,
    city_id: row.cityId,
    place_id: row.placeId,
    sku_id: row.skuId,
    counted: row.counted,
    low_below: row.lowBelow ?? null,
    on_hand: row.onHand,
    faults: row.faults,
  }));
  await sql`
    insert into inventory.stock_import_row (import_id, line_number, verdict, cells, city_id, place_id, sku_id, counted,
      low_below, on_hand, faults)
    select ${importId}::uuid, r.line_number, r.verdict, r.cells, r.city_id, r.place_id, r.sku_id, r.counted, r.low_below,
      r.on_hand, r.faults
    from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as r (line_number integer, verdict text, cells jsonb,
      city_id uuid, place_id uuid, sku_id uuid, counted integer, low_below integer, on_hand integer, faults jsonb)
  `.execute(db);
}

/** Imports, the newest first, before the one with id `before`. */
export async function listStockImports(
  db: Db,
  scope: Scope,
  uploader: string,
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<StockImportSummary[]> {
  const before = page.before === undefined ? sql`true` : sql`i.import_id < ${page.before}::uuid`;
  const { rows } = await sql<StockImportSummary>`
    select ${summaryColumns} from inventory.stock_import i
    where ${visible(scope, uploader)} and ${before} order by i.import_id desc limit ${page.limit}
  `.execute(db);
  return rows;
}

export async function stockImportInScope(
  db: Db,
  scope: Scope,
  uploader: string,
  importId: StockImportId,
): Promise<StockImportSummary | undefined> {
  const { rows } = await sql<StockImportSummary>`
    select ${summaryColumns} from inventory.stock_import i
    where i.import_id = ${importId} and ${visible(scope, uploader)}
  `.execute(db);
  return rows[0];
}

/** Takes the import for this transaction, so that two commits of it follow each other. */
export async function lockStockImport(db: DatabaseTransaction, importId: StockImportId): Promise<void> {
  await sql`select 1 from inventory.stock_import where import_id = ${importId} for update`.execute(db);
}

export interface StoredStockRow {
  readonly lineNumber: number;
  readonly verdict: StockVerdict;
  readonly cells: Cells;
  readonly cityId: CityId | null;
  readonly placeId: StockPlaceId | null;
  readonly skuId: SkuId | null;
  readonly onHand: number | null;
  readonly faults: readonly RowFault[];
  readonly committedAt: Date | null;
}

const rowColumns = sql`
  line_number as "lineNumber", verdict, cells, city_id as "cityId", place_id as "placeId", sku_id as "skuId",
  on_hand as "onHand", faults, committed_at as "committedAt"
`;

/** A page of an import's rows by line, after line `after`. The caller has found the import in the reader's scope. */
export async function listStockImportRows(
  db: Db,
  importId: StockImportId,
  filter: { readonly verdict: StockVerdict | undefined },
  page: { readonly after: number; readonly limit: number },
): Promise<StoredStockRow[]> {
  const verdict = filter.verdict === undefined ? sql`true` : sql`verdict = ${filter.verdict}`;
  const { rows } = await sql<StoredStockRow>`
    select ${rowColumns} from inventory.stock_import_row
    where import_id = ${importId} and line_number > ${page.after} and ${verdict} order by line_number limit ${page.limit}
  `.execute(db);
  return rows;
}

/** The good rows that nobody took over yet. */
export async function stockRowsToCommit(db: DatabaseTransaction, importId: StockImportId): Promise<StoredStockRow[]> {
  const { rows } = await sql<StoredStockRow>`
    select ${rowColumns} from inventory.stock_import_row
    where import_id = ${importId} and verdict <> 'bad' and committed_at is null order by line_number
  `.execute(db);
  return rows;
}

export async function markStockCommitted(
  db: DatabaseTransaction,
  importId: StockImportId,
  lines: readonly number[],
  at: Date,
): Promise<void> {
  await sql`
    update inventory.stock_import_row set committed_at = ${at}
    where import_id = ${importId} and line_number = any(${[...lines]}::int[])
  `.execute(db);
}

/** Sets thresholds of rows that are there. */
export async function setThresholds(
  db: DatabaseTransaction,
  rows: readonly { placeId: StockPlaceId; skuId: SkuId; cityId: CityId; lowBelow: number | null }[],
): Promise<void> {
  await sql`
    with wanted as (
      select * from unnest(${rows.map((row) => row.cityId)}::uuid[], ${rows.map((row) => row.placeId)}::uuid[],
        ${rows.map((row) => row.skuId)}::uuid[], ${rows.map((row) => row.lowBelow)}::int[])
        as w (city_id, place_id, sku_id, low_below)
    ),
    locked as materialized (
      select s.city_id, s.place_id, s.sku_id, w.low_below from wanted w
      join inventory.stock s on s.place_id = w.place_id and s.sku_id = w.sku_id and s.city_id = w.city_id
      order by s.place_id, s.sku_id for update of s
    )
    update inventory.stock s set low_below = l.low_below from locked l
    where s.place_id = l.place_id and s.sku_id = l.sku_id and s.city_id = l.city_id
  `.execute(db);
}

/** Forgets imports older than `before`, with their rows. What was taken over stays. */
export async function deleteStockImportsBefore(db: DatabaseTransaction, before: Date): Promise<void> {
  await sql`
    delete from inventory.stock_import_row
    where import_id in (select import_id from inventory.stock_import where created_at < ${before})
  `.execute(db);
  await sql`delete from inventory.stock_import where created_at < ${before}`.execute(db);
}
