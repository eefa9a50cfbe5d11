import { NotFound } from '#kernel/errors';
import type { Context, Tx } from '#platform/context';
import { lockThings } from '../../prices/area-entry-store.ts';
import { CatalogueIsHeadquarters } from '../category.ts';
import type { Sku, Spu } from '../spu.ts';
import { skusOfSpus, spusByIds } from '../spu-store.ts';
import { insertSkus, insertSpus, updateSkus, updateSpus } from '../spu-write-store.ts';
import type { CatalogueImportId, JudgedRow } from './catalogue-import.ts';
import { lockImport, markCommitted, rowsToCommit } from './import-store.ts';
import { judgeRows } from './judge.ts';
import { loadReferences } from './reference-store.ts';

export interface CommitCatalogueImportInput {
  readonly importId: CatalogueImportId;
  /** All good rows, or the good ones among these lines of the file. */
  readonly lines: 'all' | readonly number[];
}

export interface CommittedImport {
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Lines that were good in the preview and are no longer: their product was changed meanwhile. */
  readonly stale: number[];
}

/**
 * Takes rows of a previewed file over, all in one transaction. Rows taken over before are left out, so that repeating a
 * commit does nothing. Each row is judged again against what is there now.
 * @throws NotFound, CatalogueIsHeadquarters
 */
export async function commitCatalogueImport(ctx: Context, input: CommitCatalogueImportInput): Promise<CommittedImport> {
  const { importId, lines } = input;
  if (!ctx.scope.everything) throw new CatalogueIsHeadquarters();
  return ctx.transaction(async (tx) => {
    if (!(await lockImport(tx.db, importId))) throw new NotFound('catalogue-import');
    const stored = await rowsToCommit(tx.db, importId, lines);
    const spus = [...(await loadReferences(tx.db, stored)).spus.values()];
    await lockThings(
      tx.db,
      'spu',
      spus.map((spu) => spu.spuId),
    );
    const judged = judgeRows(stored, await loadReferences(tx.db, stored));
    const bases = new Map(stored.map((row) => [row.lineNumber, row.baseRevision]));
    const fresh = judged.filter(
      (row) => row.verdict !== 'bad' && (row.existing?.revision ?? null) === (bases.get(row.lineNumber) ?? null),
    );
    await write(tx, fresh);
    const taken = fresh.map((row) => row.lineNumber);
    await markCommitted(tx.db, importId, taken, tx.now);
    const count = (verdict: JudgedRow['verdict']): number => fresh.filter((row) => row.verdict === verdict).length;
    const result: CommittedImport = {
      created: count('create'),
      changed: count('change'),
      unchanged: count('same'),
      stale: judged.map((row) => row.lineNumber).filter((line) => !taken.includes(line)),
    };
    if (taken.length > 0) {
      await tx.audit({
        action: 'commit-catalogue-import',
        subject: { kind: 'catalogue-import', id: importId },
        details: { ...result, stale: result.stale.length },
      });
    }
    return result;
  });
}

/** Writes what is new and what changes: the SPUs first, each with one more revision, then their SKUs. */
async function write(tx: Tx, fresh: readonly JudgedRow[]): Promise<void> {
  const rows = fresh.flatMap((row) =>
    row.verdict === 'same' || row.facts === null ? [] : [{ ...row, facts: row.facts }],
  );
  const products = [...Map.groupBy(rows, (row) => row.spuCode).values()];
  const ids = products.flatMap(([first]) => first?.existing?.spuId ?? []);
  const known = await spusByIds(tx.db, ids);
  const places = Map.groupBy(await skusOfSpus(tx.db, ids), (sku) => sku.spuId);
  const saved = products.flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const before = first.existing === null ? undefined : known.get(first.existing.spuId);
    const spu: Spu = {
      ...first.facts.spu,
      spuId: before?.spuId ?? tx.newId<'Spu'>(),
      revision: (before?.revision ?? 0) + 1,
      createdAt: before?.createdAt ?? tx.now,
      updatedAt: tx.now,
    };
    const siblings = places.get(spu.spuId) ?? [];
    const next = Math.max(-1, ...siblings.map((sku) => sku.position)) + 1;
    const skus = own.map((row, index): Sku => {
      const position = siblings.find((sku) => sku.skuId === row.existing?.skuId)?.position ?? next + index;
      return { ...row.facts.sku, skuId: row.existing?.skuId ?? tx.newId<'Sku'>(), spuId: spu.spuId, position };
    });
    const old = new Set(siblings.map((sku) => sku.skuId));
    return [{ spu, isNew: before === undefined, skus: skus.map((sku) => ({ sku, isNew: !old.has(sku.skuId) })) }];
  });
  const spusOf = (isNew: boolean) => saved.filter((each) => each.isNew === isNew).map(({ spu }) => spu);
  const skusOf = (isNew: boolean) =>
    saved.flatMap(({ skus }) => skus.filter((each) => each.isNew === isNew).map(({ sku }) => sku));
  await insertSpus(tx.db, spusOf(true));
  await updateSpus(tx.db, spusOf(false));
  await updateSkus(tx.db, skusOf(false));
  await insertSkus(tx.db, skusOf(true));
}
