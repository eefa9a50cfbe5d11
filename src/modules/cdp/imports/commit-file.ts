import { IllegalMove, NotFound } from '#kernel/errors';
import type { PersonId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { ImportIsHeadquarters, type FileImportId, type FileKind } from './file-import.ts';
import { findFileImport, markCommitted } from './file-import-store.ts';
import type { Imported } from './history.ts';
import { importOrders, type OrderRow } from './import-orders.ts';
import { importPeople, type PersonRow } from './import-people.ts';
import { importPosts, type PostRow } from './import-posts.ts';
import type { Judged } from './judge-row.ts';
import { judgeFile } from './preview-file.ts';

export interface CommitFileInput {
  readonly importId: string;
  /** All good rows, or the good ones among these lines of the file. */
  readonly lines: 'all' | readonly number[];
}

/**
 * Takes the good rows of a previewed file over, thousands a transaction. Each row takes effect once: a commit that broke
 * off is simply repeated. @throws NotFound; IllegalMove when the file was dropped; ImportIsHeadquarters
 */
export async function commitFile(ctx: Context, input: CommitFileInput): Promise<Imported> {
  if (!ctx.scope.everything) throw new ImportIsHeadquarters();
  const known = await findFileImport(ctx.db, input.importId);
  if (known === undefined) throw new NotFound('import');
  const { found, payload } = known;
  if (payload === null) throw new IllegalMove('import', 'closed', 'commit');
  const bytes = await openPayload(ctx, found.importId, payload);
  const wanted = input.lines === 'all' ? undefined : new Set(input.lines);
  const rows = goodRows(await judgeFile(ctx, found.kind, bytes), wanted);
  const imported = await importRows(ctx.under('rows'), found.kind, rows);
  await ctx.under('mark').transaction(async (tx) => {
    await markCommitted(tx.db, found.importId, imported.recorded + imported.known, tx.now);
    await tx.audit({
      action: 'commit-file',
      subject: { kind: 'import', id: found.importId },
      details: { recorded: imported.recorded, known: imported.known, refused: imported.refused },
    });
    return null;
  });
  return imported;
}

/** Under a key of its own each time, and without an answer: what is opened must neither be kept nor be missing later. */
async function openPayload(ctx: Context, importId: FileImportId, payload: Buffer): Promise<Uint8Array> {
  let opened: unknown;
  await ctx.under(`open-${ctx.newId()}`).transaction(async (tx) => {
    opened = await ctx.services.vault.open(tx, importId as string as PersonId, payload, 'rebuild');
    return null;
  });
  if (!(opened instanceof Uint8Array)) throw new IllegalMove('import', 'erased', 'commit');
  return opened;
}

function* goodRows(
  lines: Awaited<ReturnType<typeof judgeFile>>,
  wanted: ReadonlySet<number> | undefined,
): Generator<Judged['row']> {
  for (const { line, judged } of lines) {
    if ('faults' in judged || (wanted !== undefined && !wanted.has(line))) continue;
    yield judged.row;
  }
}

function importRows(ctx: Context, kind: FileKind, rows: Iterable<Judged['row']>): Promise<Imported> {
  // Rows of a file are all of the file's kind: `judgeRow` made them for it.
  if (kind === 'orders') return importOrders(ctx, rows as Iterable<OrderRow>);
  if (kind === 'people') return importPeople(ctx, rows as Iterable<PersonRow>);
  return importPosts(ctx, rows as Iterable<PostRow>);
}
