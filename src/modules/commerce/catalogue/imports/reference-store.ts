import type { Database, DatabaseTransaction } from '#platform/context';
import type { ImportRow } from '#modules/territory';
import { chainOf, pathOf } from '../category.ts';
import { categoriesOf } from '../category-store.ts';
import { skusByCodes, skusHolding, skusOfSpus, spusByCodes } from '../spu-store.ts';
import type { References } from './judge.ts';

type Db = Database | DatabaseTransaction;

/** Everything that the rows of a file refer to, in a handful of queries whatever their number. */
export async function loadReferences(db: Db, rows: readonly Pick<ImportRow, 'cells'>[]): Promise<References> {
  const spus = await spusByCodes(db, distinct(rows, 'spuCode'));
  const named = await skusByCodes(db, distinct(rows, 'code'));
  const own = await skusOfSpus(
    db,
    [...spus.values()].map((spu) => spu.spuId),
  );
  const held = await skusHolding(db, { codes: [], barcodes: distinct(rows, 'barcode') });
  const categories = await categoriesOf(db);
  const byId = new Map(categories.map((each) => [each.categoryId, each]));
  return {
    spus,
    skus: new Map([...named, ...own.map((sku) => [sku.code, sku] as const)]),
    barcodes: new Map(held.flatMap(({ barcode, code }) => (barcode === null ? [] : [[barcode, code]]))),
    // Paths first, so that a code wins where a category is named like another's code.
    categories: new Map([
      ...categories.map((each) => [pathOf(chainOf(byId, each.categoryId) ?? [each]), each.categoryId] as const),
      ...categories.map((each) => [each.code, each.categoryId] as const),
    ]),
  };
}

const distinct = (rows: readonly Pick<ImportRow, 'cells'>[], field: string): string[] =>
  [...new Set(rows.map((row) => row.cells[field] ?? ''))].filter((value) => value !== '');
