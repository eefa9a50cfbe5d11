import { createHash } from 'node:crypto';
import type { Context } from '#platform/context';
import { readRows, uploaderOf } from '#modules/territory';
import { loadStockReferences } from './reference-store.ts';
import { insertStockImport, type StockImportSummary } from './stock-import-store.ts';
import { judgeStockRows, STOCK_COLUMNS, type StockVerdict } from './stock-import.ts';

/**
 * Reads a file of counted stock (CSV or .xlsx, at most 10 MB and 20,000 rows), says of every row what it would do or why
 * it cannot, and keeps it for `commitStockImport`. Nothing else is changed.
 * @throws the refusals of reading a file
 */
export async function previewStockImport(
  ctx: Context,
  file: { readonly fileName: string; readonly bytes: Uint8Array },
): Promise<StockImportSummary> {
  const rows = await readRows(STOCK_COLUMNS, file.bytes);
  return ctx.transaction(async (tx) => {
    const judged = judgeStockRows(rows, await loadStockReferences(tx.db, ctx.scope, rows));
    const count = (verdict: StockVerdict): number => judged.filter((row) => row.verdict === verdict).length;
    const summary: StockImportSummary = {
      importId: tx.newId<'StockImport'>(),
      fileName: file.fileName.slice(0, 200),
      createdAt: tx.now,
      good: count('change'),
      unchanged: count('same'),
      bad: count('bad'),
      committed: 0,
    };
    const hash = createHash('sha256').update(file.bytes).digest('hex');
    await insertStockImport(tx.db, summary, { hash, uploader: uploaderOf(ctx.actor) }, judged);
    await tx.audit({
      action: 'preview-stock-import',
      subject: { kind: 'stock_import', id: summary.importId },
      details: { rows: rows.length, bad: summary.bad },
    });
    return summary;
  });
}
