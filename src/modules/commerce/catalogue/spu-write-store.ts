import { sql } from 'kysely';
import type { SkuId } from '#kernel/ids';
import type { DatabaseTransaction } from '#platform/context';
import { isUniqueViolation } from '#platform/postgres';
import { BarcodeTaken, SkuCodeTaken, SpuCodeTaken, type BundlePart, type Sku, type Spu, type SpuId } from './spu.ts';

const spuRow = (it: Spu) => ({
  spu_id: it.spuId,
  code: it.code,
  name: it.name,
  category_id: it.categoryId,
  kind: it.kind,
  description: it.description,
  image_ids: it.imageIds,
  unit: it.unit,
  options: it.options,
  shelf_life_days: it.shelfLifeDays,
  storage: it.storage,
  claim_hours: it.claimHours,
  active: it.active,
  revision: it.revision,
  created_at: it.createdAt,
  updated_at: it.updatedAt,
});

const skuRow = (it: Sku) => ({
  sku_id: it.skuId,
  spu_id: it.spuId,
  code: it.code,
  spec: it.spec,
  unit: it.unit,
  list_fen: it.listFen,
  original_fen: it.originalFen,
  cost_fen: it.costFen,
  weight_grams: it.weightGrams,
  barcode: it.barcode,
  list_position: it.position,
  active: it.active,
});

/** What a violated unique index says about what was written. */
function refusalOf(error: unknown, code: string): unknown {
  if (!isUniqueViolation(error)) return error;
  const constraint = (error as { readonly constraint?: string }).constraint ?? '';
  if (constraint.startsWith('sku_barcode')) return new BarcodeTaken();
  return constraint.startsWith('sku_') ? new SkuCodeTaken(code) : new SpuCodeTaken(code);
}

/** @throws SpuCodeTaken */
export async function insertSpus(tx: DatabaseTransaction, spus: readonly Spu[]): Promise<void> {
  if (spus.length === 0) return;
  await sql`
    insert into commerce.spu
    select r.* from jsonb_populate_recordset(null::commerce.spu, ${JSON.stringify(spus.map(spuRow))}::jsonb) r`
    .execute(tx)
    .catch((error: unknown) => {
      throw refusalOf(error, spus[0]?.code ?? '');
    });
}

/** Saves edits made from the revision before each; answers those that nobody else was faster with. @throws SpuCodeTaken */
export async function updateSpus(tx: DatabaseTransaction, spus: readonly Spu[]): Promise<Set<SpuId>> {
  if (spus.length === 0) return new Set();
  const { rows } = await sql<{ spuId: SpuId }>`
    update commerce.spu p
    set code = r.code, name = r.name, category_id = r.category_id, kind = r.kind, description = r.description,
      image_ids = r.image_ids, unit = r.unit, options = r.options, shelf_life_days = r.shelf_life_days,
      storage = r.storage, claim_hours = r.claim_hours, active = r.active, revision = r.revision,
      updated_at = r.updated_at
    from jsonb_populate_recordset(null::commerce.spu, ${JSON.stringify(spus.map(spuRow))}::jsonb) r
    where p.spu_id = r.spu_id and p.revision = r.revision - 1
    returning p.spu_id as "spuId"`
    .execute(tx)
    .catch((error: unknown) => {
      throw refusalOf(error, spus[0]?.code ?? '');
    });
  return new Set(rows.map((row) => row.spuId));
}

/** @throws SkuCodeTaken, BarcodeTaken */
export async function insertSkus(tx: DatabaseTransaction, skus: readonly Sku[]): Promise<void> {
  if (skus.length === 0) return;
  await sql`
    insert into commerce.sku
    select r.* from jsonb_populate_recordset(null::commerce.sku, ${JSON.stringify(skus.map(skuRow))}::jsonb) r`
    .execute(tx)
    .catch((error: unknown) => {
      throw refusalOf(error, skus[0]?.code ?? '');
    });
}

/** Rewrites SKUs whose SPU the caller has saved in the same transaction. @throws SkuCodeTaken, BarcodeTaken */
export async function updateSkus(tx: DatabaseTransaction, skus: readonly Sku[]): Promise<void> {
  if (skus.length === 0) return;
  await sql`
    update commerce.sku s
    set code = r.code, spec = r.spec, unit = r.unit, list_fen = r.list_fen, original_fen = r.original_fen,
      cost_fen = r.cost_fen, weight_grams = r.weight_grams, barcode = r.barcode, list_position = r.list_position,
      active = r.active
    from jsonb_populate_recordset(null::commerce.sku, ${JSON.stringify(skus.map(skuRow))}::jsonb) r
    where s.sku_id = r.sku_id and s.spu_id = r.spu_id`
    .execute(tx)
    .catch((error: unknown) => {
      throw refusalOf(error, skus[0]?.code ?? '');
    });
}

/** Makes a bundle of exactly these parts. */
export async function setParts(tx: DatabaseTransaction, bundleId: SkuId, parts: readonly BundlePart[]): Promise<void> {
  await sql`delete from commerce.bundle_part where bundle_sku_id = ${bundleId}`.execute(tx);
  if (parts.length === 0) return;
  await sql`
    insert into commerce.bundle_part (bundle_sku_id, part_sku_id, quantity)
    select ${bundleId}::uuid, part, quantity
    from unnest(${parts.map((part) => part.skuId)}::uuid[], ${parts.map((part) => part.quantity)}::int[])
      as wanted (part, quantity)`.execute(tx);
}

/** Counts an edit of what lies within SPUs, so that whoever loaded them before is told. */
export async function touchSpus(tx: DatabaseTransaction, spuIds: readonly SpuId[], at: Date): Promise<void> {
  await sql`
    update commerce.spu set revision = revision + 1, updated_at = ${at}
    where spu_id = any(${[...new Set(spuIds)]}::uuid[])`.execute(tx);
}
