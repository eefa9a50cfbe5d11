import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { CatalogueIsHeadquarters, CatalogueRevisionRequired } from './category.ts';
import { SpuChangedMeanwhile, type Spu, type SpuId } from './spu.ts';
import { spusByIds } from './spu-store.ts';
import { updateSpus } from './spu-write-store.ts';

/**
 * Takes an SPU with all its SKUs out of sale everywhere; what was ordered stays. Saving it as active brings it back.
 * @throws NotFound, SpuChangedMeanwhile, CatalogueRevisionRequired, CatalogueIsHeadquarters
 */
export async function retireSpu(
  ctx: Context,
  input: { readonly id: SpuId; readonly expectedRevision: number | undefined },
): Promise<Spu> {
  const { id, expectedRevision } = input;
  if (!ctx.scope.everything) throw new CatalogueIsHeadquarters();
  if (expectedRevision === undefined) throw new CatalogueRevisionRequired();
  return ctx.transaction(async (tx) => {
    const before = (await spusByIds(tx.db, [id])).get(id);
    if (before === undefined) throw new NotFound('spu');
    const retired: Spu = { ...before, active: false, revision: expectedRevision + 1, updatedAt: tx.now };
    if ((await updateSpus(tx.db, [retired])).size === 0) throw new SpuChangedMeanwhile(before.name);
    await tx.audit({ action: 'retire-spu', subject: { kind: 'spu', id }, details: { code: before.code } });
    return retired;
  });
}
