import { createHash } from 'node:crypto';
import { DAY } from '#kernel/time';
import type { PersonId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { placesByCode } from '../ingestion/place-lookup.ts';
import { ImportIsHeadquarters, type FileImport, type FileKind, type FileRow, type RowFault } from './file-import.ts';
import { dropPayloads, insertFileImport } from './file-import-store.ts';
import { judgeRow, type Judged } from './judge-row.ts';
import { readFile } from './read-file.ts';

/** Bad rows that are kept and shown; a file with more is broken as a whole, and its count says so. */
const FAULTS_KEPT = 5_000;
const KEPT_MS = 7 * DAY;

export interface PreviewFileInput {
  readonly kind: FileKind;
  readonly fileName: string;
  /** CSV or JSON Lines, at most 30 MB and 300,000 rows. */
  readonly bytes: Uint8Array;
}

/**
 * Reads a file of history and says of every bad row, by its line, why it cannot be taken; changes nothing else. The file is
 * kept for `commitFile`, sealed under a person of its own, for a week.
 * @throws FileUnreadable, FileTooLarge, FileColumnsMissing, ImportIsHeadquarters
 */
export async function previewFile(ctx: Context, input: PreviewFileInput): Promise<FileImport> {
  if (!ctx.scope.everything) throw new ImportIsHeadquarters();
  const { kind } = input;
  const faults: { line: number; faults: readonly RowFault[] }[] = [];
  let good = 0;
  let bad = 0;
  for (const { line, judged } of await judgeFile(ctx, kind, input.bytes)) {
    if (!('faults' in judged)) {
      good += 1;
      continue;
    }
    bad += 1;
    if (faults.length < FAULTS_KEPT) faults.push({ line, faults: judged.faults });
  }
  return ctx.transaction(async (tx) => {
    const importId = tx.newId<'FileImport'>();
    const made: FileImport = {
      importId,
      kind,
      fileName: input.fileName.slice(0, 200),
      createdAt: tx.now,
      good,
      bad,
      committed: 0,
      committedAt: null,
    };
    const payload = await ctx.services.vault.seal(tx, importId as string as PersonId, input.bytes);
    const hash = createHash('sha256').update(input.bytes).digest('hex');
    const createdBy = ctx.actor.kind === 'user' ? ctx.actor.userId : ctx.actor.kind;
    await dropPayloads(tx.db, new Date(tx.now.getTime() - KEPT_MS));
    await insertFileImport(tx.db, made, { payload, hash, createdBy }, faults);
    await tx.audit({ action: 'preview-file', subject: { kind: 'import', id: importId }, details: { kind, good, bad } });
    return made;
  });
}

interface JudgedLine {
  readonly line: number;
  readonly judged: Judged | { readonly faults: readonly RowFault[] };
}

/** The rows of a file, each judged; a row that repeats an order number of the same file is bad. */
export async function judgeFile(ctx: Context, kind: FileKind, bytes: Uint8Array): Promise<Iterable<JudgedLine>> {
  const codes = new Set<string>();
  for (const { cells } of readFile(kind, bytes)) if (cells['communityCode']) codes.add(cells['communityCode']);
  const knownCommunities = new Set((await placesByCode(ctx, codes)).keys());
  return judgeRows(kind, readFile(kind, bytes), { knownCommunities, now: ctx.clock.now() });
}

function* judgeRows(
  kind: FileKind,
  rows: Iterable<FileRow>,
  grounds: { knownCommunities: ReadonlySet<string>; now: Date },
): Generator<JudgedLine> {
  const seen = new Map<string, number>();
  for (const row of rows) {
    const orderNo = kind === 'orders' ? row.cells['orderNo'] : undefined;
    const first = orderNo === undefined ? undefined : seen.get(orderNo);
    if (first !== undefined) {
      const fault = { field: 'orderNo', code: 'cdp-import-row-repeated', params: { line: first } };
      yield { line: row.line, judged: { faults: [fault] } };
      continue;
    }
    if (orderNo !== undefined && orderNo !== '') seen.set(orderNo, row.line);
    yield { line: row.line, judged: judgeRow(kind, row, grounds) };
  }
}
