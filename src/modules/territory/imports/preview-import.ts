import { createHash } from 'node:crypto';
import type { Datum } from '#kernel/geo-datum';
import { businessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { insertImport, uploaderOf } from './import-store.ts';
import { judgeRows } from './judge.ts';
import {
  ImportNeedsEverything,
  type ImportKind,
  type ImportSummary,
  type JudgedRow,
  type Verdict,
} from './place-import.ts';
import { readTable } from './read-table.ts';
import { loadReferences } from './reference-store.ts';

export interface PreviewImportInput {
  readonly kind: ImportKind;
  /** The datum of the file's coordinates; they are stored in WGS-84. */
  readonly datum: Datum;
  readonly fileName: string;
  /** CSV (UTF-8 or GB18030) or .xlsx, at most 10 MB and 20,000 rows. */
  readonly bytes: Uint8Array;
}

/**
 * Reads a file of places, says of every row what it would do or why it cannot, and keeps it for `commitImport`.
 * Nothing else is changed.
 * @throws the refusals of `readTable`; ImportNeedsEverything
 */
export async function previewImport(ctx: Context, input: PreviewImportInput): Promise<ImportSummary> {
  requireArea(ctx, input.kind);
  const rows = await readTable(input.kind, input.bytes);
  return ctx.transaction(async (tx) => {
    const references = await loadReferences(tx.db, input.kind, rows);
    const thisYear = Number(businessDay(tx.now).slice(0, 4));
    const { kind, datum } = input;
    const judged = judgeRows(rows, references, { kind, datum, thisYear, scope: ctx.scope });
    const summary: ImportSummary = {
      id: tx.newId<'PlaceImport'>(),
      kind,
      datum,
      fileName: input.fileName.slice(0, 200),
      createdAt: tx.now,
      creates: countOf(judged, 'create'),
      changes: countOf(judged, 'change'),
      unchanged: countOf(judged, 'same'),
      bad: countOf(judged, 'bad'),
      committed: 0,
    };
    const hash = createHash('sha256').update(input.bytes).digest('hex');
    await insertImport(tx.db, summary, { hash, uploader: uploaderOf(ctx.actor) }, judged);
    await tx.audit({
      action: 'preview-import',
      subject: { kind: 'place_import', id: summary.id },
      details: { kind, datum, rows: rows.length, bad: summary.bad },
    });
    return summary;
  });
}

function countOf(rows: readonly JudgedRow[], verdict: Verdict): number {
  return rows.filter((row) => row.verdict === verdict).length;
}

/** @throws ImportNeedsEverything */
export function requireArea(ctx: Context, kind: ImportKind): void {
  const ofNobody = kind === 'regions' || kind === 'cities' || kind === 'partners';
  if (ofNobody && !ctx.scope.everything) throw new ImportNeedsEverything();
}
