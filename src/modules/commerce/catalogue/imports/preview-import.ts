import { createHash } from 'node:crypto';
import type { Context } from '#platform/context';
import { readRows, uploaderOf } from '#modules/territory';
import { CatalogueIsHeadquarters } from '../category.ts';
import { TooManyRows, type ImportSummary, type Verdict } from './catalogue-import.ts';
import { MAX_CATALOGUE_ROWS } from './import-contract.ts';
import { COLUMNS } from './columns.ts';
import { insertImport } from './import-store.ts';
import { judgeRows } from './judge.ts';
import { loadReferences } from './reference-store.ts';

/**
 * Reads a file of SKUs (.xlsx or CSV), says of every row what it would do or why it cannot, and keeps it for
 * `commitCatalogueImport`. Nothing else is changed.
 * @throws the refusals of `readRows`; TooManyRows, CatalogueIsHeadquarters
 */
export async function previewCatalogueImport(
  ctx: Context,
  input: { readonly fileName: string; readonly bytes: Uint8Array },
): Promise<ImportSummary> {
  if (!ctx.scope.everything) throw new CatalogueIsHeadquarters();
  const rows = await readRows(COLUMNS, input.bytes);
  if (rows.length > MAX_CATALOGUE_ROWS) throw new TooManyRows();
  return ctx.transaction(async (tx) => {
    const judged = judgeRows(rows, await loadReferences(tx.db, rows));
    const count = (verdict: Verdict): number => judged.filter((row) => row.verdict === verdict).length;
    const summary: ImportSummary = {
      importId: tx.newId<'CatalogueImport'>(),
      fileName: input.fileName.slice(0, 200),
      createdAt: tx.now,
      creates: count('create'),
      changes: count('change'),
      unchanged: count('same'),
      bad: count('bad'),
      committed: 0,
    };
    const hash = createHash('sha256').update(input.bytes).digest('hex');
    await insertImport(tx.db, summary, { hash, uploader: uploaderOf(ctx.actor) }, judged);
    await tx.audit({
      action: 'preview-catalogue-import',
      subject: { kind: 'catalogue-import', id: summary.importId },
      details: { rows: rows.length, bad: summary.bad },
    });
    return summary;
  });
}
