import writeExcelFile from 'write-excel-file/node';
import type { Database } from '#platform/context';
import type { CatalogueSku, Spu } from '../spu.ts';
import { categoriesOf } from '../category-store.ts';
import { searchSkus, spusByIds, type ProductFilter } from '../spu-store.ts';
import { TooManyRows } from './catalogue-import.ts';
import { MAX_CATALOGUE_ROWS } from './import-contract.ts';
import { COLUMNS, KIND_WORDS, STORAGE_WORDS } from './columns.ts';

type Cell = string | number | null;

/**
 * The SKUs that a filter finds as a workbook that an import reads back: the codes say what is meant.
 * @throws TooManyRows
 */
export async function exportProducts(db: Database, filter: ProductFilter): Promise<Buffer> {
  const skus = await searchSkus(db, filter, MAX_CATALOGUE_ROWS + 1);
  if (skus.length > MAX_CATALOGUE_ROWS) throw new TooManyRows();
  const spus = await spusByIds(
    db,
    skus.map((sku) => sku.spuId),
  );
  const codes = new Map((await categoriesOf(db)).map((each) => [each.categoryId, each.code]));
  const rows = skus.flatMap((sku) => {
    const spu = spus.get(sku.spuId);
    return spu === undefined ? [] : [cellsOf(spu, sku, codes.get(spu.categoryId) ?? '')];
  });
  const header = COLUMNS.map(({ titles: [title], remark }) => ({
    value: remark === undefined ? title : `${title}（${remark}）`,
    fontWeight: 'bold' as const,
  }));
  const body = rows.map((cells) => COLUMNS.map(({ field }) => cell(cells[field] ?? null)));
  return writeExcelFile([header, ...body], {
    columns: COLUMNS.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
    sheet: '商品',
  }).toBuffer();
}

/** Codes and barcodes stay texts, whatever they look like. */
const cell = (value: Cell) =>
  value === null ? null : typeof value === 'number' ? { value, type: Number } : { value, type: String };

const yuan = (amount: number | null): number | null => (amount === null ? null : amount / 100);
const yes = (it: boolean): string => (it ? '是' : '否');

const cellsOf = (spu: Spu, sku: CatalogueSku, category: string): Readonly<Record<string, Cell>> => ({
  spuCode: spu.code,
  code: sku.code,
  name: spu.name,
  spec: spu.options.map(({ name }, at) => `${name}:${sku.spec[at] ?? ''}`).join('；') || null,
  category,
  kind: KIND_WORDS[spu.kind],
  unit: spu.unit,
  list: yuan(sku.listFen),
  original: yuan(sku.originalFen),
  cost: yuan(sku.costFen),
  weight: sku.weightGrams,
  barcode: sku.barcode,
  shelfLife: spu.shelfLifeDays,
  storage: spu.storage === null ? null : STORAGE_WORDS[spu.storage],
  claimHours: spu.claimHours,
  spuActive: yes(spu.active),
  active: yes(sku.active),
});
