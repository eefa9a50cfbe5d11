import { NotFound } from '#kernel/errors';
import type { SkuId } from '#kernel/ids';
import type { Context, Tx } from '#platform/context';
import { CatalogueIsHeadquarters, CatalogueRevisionRequired, UnknownCategory } from './category.ts';
import { categoriesOf } from './category-store.ts';
import { areKnownPictures } from './picture-store.ts';
import {
  checkSkus,
  SpuChangedMeanwhile,
  UnknownPicture,
  type CatalogueSku,
  type Sku,
  type SkuFacts,
  type Spu,
  type SpuFacts,
  type SpuId,
} from './spu.ts';
import { skusOfSpus, spusByIds } from './spu-store.ts';
import { insertSkus, insertSpus, updateSkus, updateSpus } from './spu-write-store.ts';

export interface SaveSpuInput {
  /** Absent for a new one. */
  readonly id?: SpuId | undefined;
  /** The revision that the edit is based on; required with `id`. */
  readonly expectedRevision?: number | undefined;
  readonly facts: SpuFacts;
  /** In their order. Those with an id are edited; one of the SPU that is left out is retired, since orders name it. */
  readonly skus: readonly (SkuFacts & { readonly skuId?: SkuId | undefined })[];
}

export interface SavedSpu {
  readonly spu: Spu;
  readonly skus: readonly CatalogueSku[];
}

/**
 * Adds or edits an SPU with its SKUs, in one transaction.
 * @throws NotFound, SpuCodeTaken, SkuCodeTaken, BarcodeTaken, SpuChangedMeanwhile, UnknownCategory, UnknownPicture,
 * CatalogueRevisionRequired, CatalogueIsHeadquarters and what `checkSkus` refuses
 */
export async function saveSpu(ctx: Context, input: SaveSpuInput): Promise<SavedSpu> {
  const { facts, id, expectedRevision } = input;
  if (!ctx.scope.everything) throw new CatalogueIsHeadquarters();
  if (id !== undefined && expectedRevision === undefined) throw new CatalogueRevisionRequired();
  checkSkus(facts.options, input.skus);
  return ctx.transaction(async (tx) => {
    await checkReferences(tx, facts);
    const before = id === undefined ? undefined : (await spusByIds(tx.db, [id])).get(id);
    if (id !== undefined && before === undefined) throw new NotFound('spu');
    const spu: Spu = {
      ...facts,
      spuId: id ?? tx.newId<'Spu'>(),
      revision: (before === undefined ? 0 : (expectedRevision ?? 0)) + 1,
      createdAt: before?.createdAt ?? tx.now,
      updatedAt: tx.now,
    };
    if (before === undefined) await insertSpus(tx.db, [spu]);
    else if ((await updateSpus(tx.db, [spu])).size === 0) throw new SpuChangedMeanwhile(before.name);
    await saveSkus(tx, spu.spuId, input.skus);
    await tx.audit({
      action: 'save-spu',
      subject: { kind: 'spu', id: spu.spuId },
      details: { code: spu.code, revision: spu.revision, skus: input.skus.length, active: spu.active },
    });
    return { spu, skus: await skusOfSpus(tx.db, [spu.spuId]) };
  });
}

/** @throws UnknownCategory, UnknownPicture */
async function checkReferences(tx: Tx, facts: SpuFacts): Promise<void> {
  const categories = await categoriesOf(tx.db);
  if (!categories.some((each) => each.categoryId === facts.categoryId)) throw new UnknownCategory();
  if (!(await areKnownPictures(tx.db, facts.imageIds))) throw new UnknownPicture();
}

/** @throws NotFound for an id that is no SKU of this SPU; SkuCodeTaken, BarcodeTaken */
async function saveSkus(tx: Tx, spuId: SpuId, wanted: SaveSpuInput['skus']): Promise<void> {
  const known = new Map((await skusOfSpus(tx.db, [spuId])).map((sku) => [sku.skuId, sku]));
  if (wanted.some(({ skuId }) => skuId !== undefined && !known.has(skuId))) throw new NotFound('sku');
  const kept = new Set(wanted.map(({ skuId }) => skuId));
  const rows = wanted.map((sku, position): Sku => ({ ...sku, skuId: sku.skuId ?? tx.newId<'Sku'>(), spuId, position }));
  const left = [...known.values()].filter((sku) => !kept.has(sku.skuId)).map((sku) => ({ ...sku, active: false }));
  await updateSkus(tx.db, [...left, ...rows.filter((row) => known.has(row.skuId))]);
  await insertSkus(
    tx.db,
    rows.filter((row) => !known.has(row.skuId)),
  );
}
