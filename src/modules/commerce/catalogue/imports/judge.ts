import type { ImportRow } from '#modules/territory';
import type { CategoryId } from '../category.ts';
import type { CatalogueSku, SkuFacts, Spu, SpuFacts, SpuOption } from '../spu.ts';
import { CatalogueCells } from './cells.ts';
import { KIND_WORDS, STORAGE_WORDS } from './columns.ts';
import type { JudgedRow, Verdict } from './catalogue-import.ts';

/** What the rows of a file refer to, as it is now. */
export interface References {
  /** By code. */
  readonly spus: ReadonlyMap<string, Spu>;
  /** By code: those of the file, and all of the SPUs of the file. */
  readonly skus: ReadonlyMap<string, CatalogueSku>;
  /** Which SKU has a barcode. */
  readonly barcodes: ReadonlyMap<string, string>;
  /** By code and by path. */
  readonly categories: ReadonlyMap<string, CategoryId>;
}

interface Read {
  readonly row: ImportRow;
  readonly cells: CatalogueCells;
  readonly code: string;
  readonly spuCode: string;
}

/**
 * Says of every row what it would do, or everything that is wrong with it. Pure: the same rows against the same
 * references get the same verdicts, which is why a commit judges again what the preview showed.
 */
export function judgeRows(rows: readonly ImportRow[], references: References): JudgedRow[] {
  const read = rows.map((row): Read => {
    const cells = new CatalogueCells(row.cells);
    return { row, cells, spuCode: cells.code('spuCode'), code: cells.code('code') };
  });
  tellTwice(read, 'code', ({ code }) => code);
  tellTwice(read, 'barcode', ({ cells }) => cells.raw('barcode') ?? '');
  const judged = [...Map.groupBy(read, ({ spuCode }) => spuCode)].flatMap(([spuCode, own]) =>
    judgeProduct(own, references.spus.get(spuCode), references),
  );
  return judged.toSorted((a, b) => a.lineNumber - b.lineNumber);
}

function tellTwice(rows: readonly Read[], field: string, keyOf: (row: Read) => string): void {
  const lines = new Map<string, number>();
  for (const each of rows) {
    const key = keyOf(each);
    const first = lines.get(key);
    if (key !== '' && first !== undefined) each.cells.fault(field, 'twice', { value: key, line: first });
    else lines.set(key, each.row.lineNumber);
  }
}

/** The fields that say something of the SPU: every row of it has to say the same. */
const SPU_FIELDS = ['name', 'category', 'kind', 'unit', 'shelfLife', 'storage', 'claimHours', 'spuActive'];

function judgeProduct(rows: readonly Read[], before: Spu | undefined, references: References): JudgedRow[] {
  const [first] = rows;
  if (first === undefined) return [];
  for (const each of rows.slice(1)) {
    for (const field of SPU_FIELDS) {
      if (each.cells.raw(field) !== first.cells.raw(field)) {
        each.cells.fault(field, 'differs', { line: first.row.lineNumber });
      }
    }
  }
  const own = [...references.skus.values()].filter((sku) => sku.spuId === before?.spuId);
  const options = optionsOf(rows, before);
  const spu = readSpu(first, before, options, references);
  const specs = specsOfOthers(own, rows);
  return rows.map((each) => {
    const known = references.skus.get(each.code);
    if (known !== undefined && known.spuId !== before?.spuId)
      each.cells.fault('code', 'of-other-product', { code: each.code });
    const sku = readSku(each, known, options, references);
    tellSameSpec(each, sku, specs);
    // What is wrong with the SPU is told in the first row and keeps all of them out.
    const unusable = each.cells.faults.length > 0 || first.cells.faults.some(({ field }) => SPU_FIELDS.includes(field));
    if (unusable && each.cells.faults.length === 0) {
      each.cells.fault('spuCode', 'product-bad', { line: first.row.lineNumber });
    }
    return verdictOf(each, { before, known, spu, sku });
  });
}

function verdictOf(
  { row, cells, code, spuCode }: Read,
  it: { before: Spu | undefined; known: CatalogueSku | undefined; spu: SpuFacts; sku: SkuFacts },
): JudgedRow {
  const { before, known, spu, sku } = it;
  const changed = [
    ...(before === undefined ? [] : changedOf(before, spu, SPU_NAMES)),
    ...(known === undefined ? [] : changedOf(known, sku, SKU_NAMES)),
  ];
  const verdict: Verdict = known === undefined ? 'create' : changed.length > 0 ? 'change' : 'same';
  const bad = cells.faults.length > 0;
  const existing = before === undefined ? null : { spuId: before.spuId, revision: before.revision };
  return {
    lineNumber: row.lineNumber,
    cells: row.cells,
    code,
    spuCode,
    verdict: bad ? 'bad' : verdict,
    facts: bad ? null : { spu, sku },
    existing: existing && { ...existing, skuId: known?.skuId ?? null },
    changedFields: bad ? [] : [...new Set(changed)],
    faults: cells.faults,
  };
}

const SPU_NAMES = {
  name: 'name',
  categoryId: 'category',
  kind: 'kind',
  unit: 'unit',
  options: 'spec',
  shelfLifeDays: 'shelfLife',
  storage: 'storage',
  claimHours: 'claimHours',
  active: 'spuActive',
} as const satisfies Partial<Record<keyof SpuFacts, string>>;
const SKU_NAMES = {
  spec: 'spec',
  listFen: 'list',
  originalFen: 'original',
  costFen: 'cost',
  weightGrams: 'weight',
  barcode: 'barcode',
  active: 'active',
} as const satisfies Partial<Record<keyof SkuFacts, string>>;

function changedOf<Facts extends object>(
  before: Facts,
  after: Facts,
  names: Readonly<Partial<Record<keyof Facts, string>>>,
): string[] {
  return (Object.keys(names) as (keyof Facts)[]).flatMap((key) =>
    JSON.stringify(before[key]) === JSON.stringify(after[key]) ? [] : [names[key] ?? ''],
  );
}

/** The options that the SPU has, with the values that the file adds; those of a new one are as its first row names them. */
function optionsOf(rows: readonly Read[], before: Spu | undefined): SpuOption[] {
  const specs = rows.map(({ cells }) => cells.spec());
  const names =
    before?.options.map(({ name }) => name) ?? specs.find((spec) => spec != null)?.map(([name]) => name) ?? [];
  return names.map((name, at) => {
    const known = before?.options[at]?.values ?? [];
    const added = specs.flatMap((spec) => spec?.filter(([each]) => each === name).map(([, value]) => value) ?? []);
    return { name, values: [...new Set([...known, ...added])] };
  });
}

function readSpu(
  { cells, spuCode }: Read,
  before: Spu | undefined,
  options: readonly SpuOption[],
  references: References,
): SpuFacts {
  const category = cells.text('category', 60);
  const categoryId = category == null ? before?.categoryId : references.categories.get(category);
  if (category != null && categoryId === undefined) cells.fault('category', 'unknown-category', { value: category });
  if (category == null && before === undefined) cells.fault('category', 'empty');
  if (options.some(({ values }) => values.length > 30)) cells.fault('spec', 'too-many-values');
  return {
    code: spuCode,
    name: needed(cells, 'name', 60, before?.name),
    categoryId: categoryId ?? ('' as CategoryId),
    kind: cells.choice('kind', KIND_WORDS) ?? before?.kind ?? 'goods',
    description: before?.description ?? '',
    imageIds: before?.imageIds ?? [],
    unit: cells.text('unit', 10) ?? before?.unit ?? '份',
    options: options.map((option) => ({ ...option })),
    shelfLifeDays: kept(cells.whole('shelfLife', 1, 3_650), before?.shelfLifeDays),
    storage: kept(cells.choice('storage', STORAGE_WORDS), before?.storage),
    claimHours: kept(cells.whole('claimHours', 0, 8_760), before?.claimHours),
    active: cells.yes('spuActive') ?? before?.active ?? true,
  };
}

/** An absent column leaves what there is; an empty cell takes it away. */
const kept = <T>(cell: T | null | undefined, before: T | null | undefined): T | null =>
  cell === undefined ? (before ?? null) : cell;

/** A text that has to be there: in the file, or from before where the file has no such column. */
function needed(cells: CatalogueCells, field: string, max: number, before: string | undefined): string {
  const value = cells.text(field, max);
  if (value === null || (value === undefined && before === undefined)) cells.fault(field, 'empty');
  return value ?? before ?? '';
}

function readSku(
  { cells, code }: Read,
  known: CatalogueSku | undefined,
  options: readonly SpuOption[],
  references: References,
): SkuFacts {
  const listFen = cells.money('list');
  if (listFen === null || (listFen === undefined && known === undefined && !failed(cells, 'list'))) {
    cells.fault('list', 'empty');
  }
  const originalFen = kept(cells.money('original'), known?.originalFen);
  const list = listFen ?? known?.listFen ?? (0 as SkuFacts['listFen']);
  if (originalFen !== null && !failed(cells, 'list') && originalFen <= list) cells.fault('original', 'not-reduced');
  const barcode = kept(cells.text('barcode', 14), known?.barcode);
  if (barcode !== null && !/^\d{6,14}$/.test(barcode)) cells.fault('barcode', 'bad-barcode', { value: barcode });
  const holder = barcode === null ? undefined : references.barcodes.get(barcode);
  if (holder !== undefined && holder !== code) cells.fault('barcode', 'barcode-taken', { code: holder });
  return {
    code,
    spec: readSpec(cells, known, options),
    unit: known?.unit ?? null,
    listFen: list,
    originalFen,
    costFen: cells.money('cost') ?? known?.costFen ?? (0 as SkuFacts['costFen']),
    weightGrams: kept(cells.whole('weight', 1, 1_000_000), known?.weightGrams),
    barcode,
    active: cells.yes('active') ?? known?.active ?? true,
  };
}

const failed = (cells: CatalogueCells, field: string): boolean => cells.faults.some((fault) => fault.field === field);

/** One value for each option of the SPU, in their order. */
function readSpec(
  cells: CatalogueCells,
  known: CatalogueSku | undefined,
  options: readonly SpuOption[],
): readonly string[] {
  const given = cells.spec();
  if (given === undefined && !failed(cells, 'spec')) {
    if (known === undefined && options.length > 0) cells.fault('spec', 'spec-unfit', { names: namesOf(options) });
    return known?.spec ?? [];
  }
  const pairs = new Map(given ?? []);
  const fits = pairs.size === options.length && options.every(({ name }) => pairs.has(name));
  if (!fits && !failed(cells, 'spec')) cells.fault('spec', 'spec-unfit', { names: namesOf(options) });
  return options.map(({ name }) => pairs.get(name) ?? '');
}

const namesOf = (options: readonly SpuOption[]): string => options.map(({ name }) => name).join('、') || '不分规格';

/** The specs of active SKUs of the SPU of which the file says nothing. */
function specsOfOthers(own: readonly CatalogueSku[], rows: readonly Read[]): Map<string, string> {
  const named = new Set(rows.map(({ code }) => code));
  const others = own.filter((sku) => sku.active && !named.has(sku.code));
  return new Map(others.map((sku) => [JSON.stringify(sku.spec), sku.code]));
}

/** Two SKUs of an SPU that are sold may not be the same thing. */
function tellSameSpec({ cells, code }: Read, sku: SkuFacts, specs: Map<string, string>): void {
  if (!sku.active || failed(cells, 'spec')) return;
  const key = JSON.stringify(sku.spec);
  const other = specs.get(key);
  if (other !== undefined && other !== code) cells.fault('spec', 'same-spec', { code: other });
  else specs.set(key, code);
}
