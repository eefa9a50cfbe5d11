import { NotFound } from '#kernel/errors';
import type { SkuId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { lockThings } from '../prices/area-entry-store.ts';
import { CatalogueIsHeadquarters } from './category.ts';
import { BundleIsPart, BundlePartUnfit, type BundlePart, type CatalogueSku } from './spu.ts';
import { isPart, skusByIds } from './spu-store.ts';
import { setParts, touchSpus } from './spu-write-store.ts';

/**
 * Makes a SKU a bundle of exactly these parts; without any it is an ordinary one again. Bundles hold no bundles, so
 * that reserving one reserves its parts and nothing further. Orders that were placed keep the parts they had.
 * @throws NotFound, BundlePartUnfit, BundleIsPart, CatalogueIsHeadquarters
 */
export async function setBundle(
  ctx: Context,
  input: { readonly skuId: SkuId; readonly parts: readonly BundlePart[] },
): Promise<CatalogueSku> {
  const { skuId, parts } = input;
  if (!ctx.scope.everything) throw new CatalogueIsHeadquarters();
  const partIds = parts.map((part) => part.skuId);
  if (new Set(partIds).size < partIds.length || partIds.includes(skuId)) throw new BundlePartUnfit();
  return ctx.transaction(async (tx) => {
    // All of them, so that a part does not become a bundle meanwhile.
    const locked = await lockThings(tx.db, 'sku', [skuId, ...partIds]);
    if (!locked.has(skuId)) throw new NotFound('sku');
    const known = await skusByIds(tx.db, [skuId, ...partIds]);
    const unfit = partIds.some((id) => (known.get(id)?.kind ?? 'bundle') === 'bundle');
    if (unfit) throw new BundlePartUnfit();
    const before = known.get(skuId);
    if (before === undefined) throw new NotFound('sku');
    if (parts.length > 0 && (await isPart(tx.db, skuId))) throw new BundleIsPart(before.name);
    await setParts(tx.db, skuId, parts);
    await touchSpus(tx.db, [before.spuId], tx.now);
    await tx.audit({ action: 'set-bundle', subject: { kind: 'sku', id: skuId }, details: { parts } });
    const after = (await skusByIds(tx.db, [skuId])).get(skuId);
    return after ?? before;
  });
}
