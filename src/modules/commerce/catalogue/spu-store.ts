import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { SkuId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { FileId } from '#platform/files';
import type { CategoryId } from './category.ts';
import { skuName, type BundlePart, type CatalogueSku, type SkuKind, type Spu, type SpuId } from './spu.ts';

type Db = Database | DatabaseTransaction;

const spuColumns = sql`
  p.spu_id as "spuId", p.code, p.name, p.category_id as "categoryId", p.kind, p.description, p.image_ids as "imageIds",
  p.unit, p.options, p.shelf_life_days as "shelfLifeDays", p.storage, p.claim_hours as "claimHours", p.active,
  p.revision, p.created_at as "createdAt", p.updated_at as "updatedAt"`;

/** SPUs by id. Unknown ids are absent. */
export async function spusByIds(db: Db, ids: readonly SpuId[]): Promise<Map<SpuId, Spu>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Spu>`
    select ${spuColumns} from commerce.spu p where p.spu_id = any(${[...new Set(ids)]}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.spuId, row]));
}

export async function spusByCodes(db: Db, codes: readonly string[]): Promise<Map<string, Spu>> {
  if (codes.length === 0) return new Map();
  const { rows } = await sql<Spu>`
    select ${spuColumns} from commerce.spu p where p.code = any(${[...new Set(codes)]}::text[])`.execute(db);
  return new Map(rows.map((row) => [row.code, row]));
}

const MOST_NAMES = 20_000;

/** What everything on sale is called, for whoever looks for its name in a text. */
export async function productNames(db: Db): Promise<{ spuId: SpuId; name: string }[]> {
  const { rows } = await sql<{ spuId: SpuId; name: string }>`
    select p.spu_id as "spuId", p.name from commerce.spu p where p.active order by p.code limit ${MOST_NAMES}`.execute(
    db,
  );
  return rows;
}

type SkuRow = Omit<CatalogueSku, 'name' | 'parts' | 'imageId'> & {
  readonly spuName: string;
  readonly imageId: FileId | null;
  readonly parts:
    | readonly (BundlePart & { readonly code: string; readonly spuName: string; readonly spec: readonly string[] })[]
    | null;
};

/** The parts of a bundle, by the codes of the parts; null for what is none. */
export const partsOfSku = sql`
  (select jsonb_agg(jsonb_build_object('skuId', b.part_sku_id, 'quantity', b.quantity, 'code', ps.code, 'spec', ps.spec,
      'spuName', pp.name, 'active', ps.active and pp.active) order by ps.code)
    from commerce.bundle_part b
    join commerce.sku ps on ps.sku_id = b.part_sku_id join commerce.spu pp on pp.spu_id = ps.spu_id
    where b.bundle_sku_id = s.sku_id)`;

const skuColumns = sql`
  s.sku_id as "skuId", s.spu_id as "spuId", s.code, s.spec, s.unit, s.list_fen as "listFen",
  s.original_fen as "originalFen", s.cost_fen as "costFen", s.weight_grams as "weightGrams", s.barcode,
  s.list_position as position, s.active, p.name as "spuName", p.kind, coalesce(s.unit, p.unit) as "soldBy",
  p.category_id as "categoryId", p.image_ids[1] as "imageId", ${partsOfSku} as parts`;
const skuTables = sql`commerce.sku s join commerce.spu p on p.spu_id = s.spu_id`;

const toSku = ({ spuName, parts, ...row }: SkuRow): CatalogueSku => ({
  ...row,
  name: skuName(spuName, row.spec),
  kind: parts === null ? row.kind : 'bundle',
  parts: (parts ?? []).map((part) => ({
    skuId: part.skuId,
    quantity: part.quantity,
    code: part.code,
    name: skuName(part.spuName, part.spec),
  })),
});

async function skusWhere(db: Db, condition: RawBuilder<SqlBool>): Promise<CatalogueSku[]> {
  const { rows } = await sql<SkuRow>`
    select ${skuColumns} from ${skuTables} where ${condition} order by s.spu_id, s.list_position, s.code`.execute(db);
  return rows.map(toSku);
}

/** SKUs by id, whether still sold or not. Unknown ids are absent. One statement. */
export async function skusByIds(db: Db, ids: readonly SkuId[]): Promise<Map<SkuId, CatalogueSku>> {
  if (ids.length === 0) return new Map();
  const skus = await skusWhere(db, sql`s.sku_id = any(${[...new Set(ids)]}::uuid[])`);
  return new Map(skus.map((sku) => [sku.skuId, sku]));
}

/** SKUs by the customer's own code, as tills know them. One statement. */
export async function skusByCodes(db: Db, codes: readonly string[]): Promise<Map<string, CatalogueSku>> {
  if (codes.length === 0) return new Map();
  const skus = await skusWhere(db, sql`s.code = any(${[...new Set(codes)]}::text[])`);
  return new Map(skus.map((sku) => [sku.code, sku]));
}

/** The SKUs of SPUs, in their order. */
export async function skusOfSpus(db: Db, spuIds: readonly SpuId[]): Promise<CatalogueSku[]> {
  if (spuIds.length === 0) return [];
  return skusWhere(db, sql`s.spu_id = any(${[...new Set(spuIds)]}::uuid[])`);
}

export interface ProductFilter {
  readonly text?: string | undefined;
  /** Any of them. */
  readonly categoryIds?: readonly CategoryId[] | undefined;
  readonly kind?: SkuKind | undefined;
  readonly active?: boolean | undefined;
}

const hasParts = sql`exists (select 1 from commerce.bundle_part b where b.bundle_sku_id = s.sku_id)`;

/** What a filter means for a SKU `s` of an SPU `p`. */
export function matching(filter: ProductFilter): RawBuilder<SqlBool> {
  const conditions: RawBuilder<SqlBool>[] = [sql<SqlBool>`true`];
  const text = filter.text?.trim() ?? '';
  if (text !== '') {
    const pattern = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
    // Each word may stand in the name or in the spec: 「鲜牛奶 950」.
    conditions.push(sql<SqlBool>`((p.name || ' ' || array_to_string(s.spec, ' ')) ilike ${pattern}
      or p.code ilike ${pattern} or s.code ilike ${pattern} or s.barcode = ${text})`);
  }
  if (filter.categoryIds !== undefined) {
    conditions.push(sql<SqlBool>`p.category_id = any(${[...filter.categoryIds]}::uuid[])`);
  }
  if (filter.kind === 'bundle') conditions.push(sql<SqlBool>`${hasParts}`);
  else if (filter.kind !== undefined) conditions.push(sql<SqlBool>`(p.kind = ${filter.kind} and not ${hasParts})`);
  if (filter.active !== undefined) {
    conditions.push(filter.active ? sql<SqlBool>`(s.active and p.active)` : sql<SqlBool>`not (s.active and p.active)`);
  }
  return sql<SqlBool>`(${sql.join(conditions, sql` and `)})`;
}

/** A page of SPUs of which any SKU matches, by code, after `after`. */
export async function listSpus(
  db: Db,
  filter: ProductFilter,
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<Spu[]> {
  const { rows } = await sql<Spu>`
    select ${spuColumns} from commerce.spu p
    where p.code > ${page.after ?? ''}
      and exists (select 1 from commerce.sku s where s.spu_id = p.spu_id and ${matching(filter)})
    order by p.code limit ${page.limit}`.execute(db);
  return rows;
}

/** How many SPUs there are of which any SKU matches, by whether they are still sold. */
export async function countSpus(db: Db, filter: ProductFilter): Promise<{ active: number; retired: number }> {
  const { rows } = await sql<{ active: number; retired: number }>`
    select count(*) filter (where p.active)::int as active, count(*) filter (where not p.active)::int as retired
    from commerce.spu p
    where exists (select 1 from commerce.sku s where s.spu_id = p.spu_id and ${matching(filter)})`.execute(db);
  return rows[0] ?? { active: 0, retired: 0 };
}

/** SKUs that match, by code: for pickers, exports and what is edited at once. */
export async function searchSkus(
  db: Db,
  filter: ProductFilter & { readonly code?: string | undefined; readonly barcode?: string | undefined },
  limit: number,
): Promise<CatalogueSku[]> {
  const { code, barcode } = filter;
  const { rows } = await sql<SkuRow>`
    select ${skuColumns} from ${skuTables}
    where ${matching(filter)}
      and ${code === undefined ? sql`true` : sql`s.code = ${code}`}
      and ${barcode === undefined ? sql`true` : sql`s.barcode = ${barcode}`}
    order by s.code limit ${limit}`.execute(db);
  return rows.map(toSku);
}

/** Those of the codes and barcodes that other SKUs have. */
export async function skusHolding(
  db: Db,
  asked: { readonly codes: readonly string[]; readonly barcodes: readonly string[] },
): Promise<{ skuId: SkuId; spuId: SpuId; code: string; barcode: string | null }[]> {
  const { rows } = await sql<{ skuId: SkuId; spuId: SpuId; code: string; barcode: string | null }>`
    select s.sku_id as "skuId", s.spu_id as "spuId", s.code, s.barcode from commerce.sku s
    where s.code = any(${[...asked.codes]}::text[]) or s.barcode = any(${[...asked.barcodes]}::text[])`.execute(db);
  return rows;
}

/** Whether a SKU is a part of any bundle. */
export async function isPart(db: Db, skuId: SkuId): Promise<boolean> {
  const { rows } = await sql`select 1 from commerce.bundle_part where part_sku_id = ${skuId} limit 1`.execute(db);
  return rows.length > 0;
}
