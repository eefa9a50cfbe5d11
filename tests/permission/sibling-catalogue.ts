import type { SkuId, StoreId } from '#kernel/ids';
import { fen } from '#kernel/money';
import { businessDay } from '#kernel/time';
import { saveCategory, saveSpu, type CategoryId, type SpuId } from '#modules/commerce';
import type { Client, ServerWorld } from '#testing';
import { ok } from './answering.ts';

/** One product of the catalogue, which is everybody's. */
export interface Listed {
  readonly categoryId: CategoryId;
  readonly spuId: SpuId;
  readonly skuId: SkuId;
}

export async function makeProduct({ world }: ServerWorld): Promise<Listed> {
  const nothing = { claimHours: null, storage: null };
  const { categoryId } = await saveCategory(world.ctx(), {
    facts: { ...nothing, code: 'sib', name: '干果', parentId: null, position: 0, active: true },
  });
  const plain = { unit: null, originalFen: null, weightGrams: null, barcode: null, active: true };
  const { spu, skus } = await saveSpu(world.ctx(), {
    facts: {
      ...nothing,
      code: 'sib-1',
      name: '山楂',
      categoryId,
      kind: 'goods',
      description: '',
      imageIds: [],
      unit: '袋',
      options: [],
      shelfLifeDays: null,
      active: true,
    },
    skus: [{ ...plain, code: 'sib-1', spec: [], listFen: fen(900), costFen: fen(500) }],
  });
  return { categoryId, spuId: spu.spuId, skuId: skus[0]!.skuId };
}

/** What a store says about the product: that it is not sold there, and what it would cost, edited as many are. */
export async function listAtStore(
  { world }: ServerWorld,
  admin: Client,
  { skuId }: Listed,
  storeId: StoreId,
): Promise<{ areaListing: string[]; bulkEdit: string[] }> {
  const from = businessDay(world.clock.now());
  const area = { areaKind: 'store', areaId: storeId, from, to: null };
  const listing = await ok(admin.post('/api/commerce/listings', { ...area, skuId, listed: false }));
  const asked = {
    selection: { skuIds: [skuId] },
    change: { ...area, kind: 'price', by: 'set', amount: 800 },
  };
  const { fingerprint } = await ok(admin.post('/api/commerce/bulk-edits/preview', asked));
  const edit = await ok(admin.post('/api/commerce/bulk-edits', { ...asked, fingerprint }));
  return { areaListing: [listing.listingId], bulkEdit: [edit.editId] };
}
