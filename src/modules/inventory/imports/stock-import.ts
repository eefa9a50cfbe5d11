import type { CityId, Id, SkuId, StockPlaceId } from '#kernel/ids';
import { column, type Cells, type Column, type ImportRow, type RowFault } from '#modules/territory';
import { MAX_UNITS } from '../stock/stock.ts';

export type StockImportId = Id<'StockImport'>;

/** The columns of a file of counted stock; it is what the export of stock begins with. */
export const STOCK_COLUMNS: readonly Column[] = [
  column('place', ['仓库编码', '门店编码', '仓库或门店编码', 'place', 'place_code', 'warehouse_code']),
  column('sku', ['商品编码', 'sku', 'sku_code']),
  column('counted', ['在库', '数量', '库存', 'quantity', 'on_hand']),
  column('lowBelow', ['预警线', 'low_below'], false),
];

/** `same`: it says what is known already. */
export type StockVerdict = 'change' | 'same' | 'bad';

export interface JudgedStockRow {
  readonly lineNumber: number;
  readonly cells: Cells;
  readonly verdict: StockVerdict;
  readonly cityId: CityId | null;
  readonly placeId: StockPlaceId | null;
  readonly skuId: SkuId | null;
  readonly counted: number | null;
  /** Undefined leaves the threshold as it is. */
  readonly lowBelow: number | null | undefined;
  /** What the counter says now. */
  readonly onHand: number | null;
  readonly faults: readonly RowFault[];
}

/** What rows refer to, as it is now. */
export interface StockReferences {
  /** Places that the importer may change, by code. */
  readonly places: ReadonlyMap<string, { readonly placeId: StockPlaceId; readonly cityId: CityId }>;
  readonly skus: ReadonlyMap<string, SkuId>;
  /** By `place/sku`. */
  readonly stock: ReadonlyMap<string, KnownStock>;
}

export interface KnownStock {
  readonly onHand: number;
  readonly reserved: number;
  readonly incoming: number;
  readonly lowBelow: number | null;
}

const NOTHING_KNOWN: KnownStock = { onHand: 0, reserved: 0, incoming: 0, lowBelow: null };

/** Says of every row what it would do, or everything that is wrong with it. Pure: a commit judges again. */
export function judgeStockRows(rows: readonly ImportRow[], references: StockReferences): JudgedStockRow[] {
  const firstLines = new Map<string, number>();
  return rows.map(({ lineNumber, cells }) => {
    const faults: RowFault[] = [];
    const fault = (field: string, code: string, params: RowFault['params'] = {}): null => {
      faults.push({ field, code: `stock-import-row-${code}`, params });
      return null;
    };
    const place = known(cells['place'] ?? '', references.places, 'place', '仓库编码', fault);
    const skuId = known(cells['sku'] ?? '', references.skus, 'sku', '商品编码', fault);
    const counted = unitsOf(cells['counted'] ?? '', 'counted', '在库', fault);
    const lowBelow = thresholdOf(cells['lowBelow'], fault);
    const key = `${place?.placeId}/${skuId}`;
    const line = firstLines.get(key);
    if (place !== null && skuId !== null) {
      if (line === undefined) firstLines.set(key, lineNumber);
      else fault('sku', 'twice', { line });
    }
    const now = references.stock.get(key) ?? NOTHING_KNOWN;
    if (counted !== null && counted + now.incoming < now.reserved) {
      fault('counted', 'promised', { reserved: now.reserved });
    }
    const same = counted === now.onHand && (lowBelow === undefined || lowBelow === now.lowBelow);
    return {
      lineNumber,
      cells,
      verdict: faults.length > 0 ? 'bad' : same ? 'same' : 'change',
      cityId: place?.cityId ?? null,
      placeId: place?.placeId ?? null,
      skuId,
      counted,
      lowBelow,
      onHand: place === null || skuId === null ? null : now.onHand,
      faults,
    };
  });
}

type Fault = (field: string, code: string, params?: RowFault['params']) => null;

function known<T>(
  value: string,
  of: ReadonlyMap<string, T>,
  field: 'place' | 'sku',
  title: string,
  fault: Fault,
): T | null {
  if (value === '') return fault(field, 'empty', { title });
  return of.get(value) ?? fault(field, `unknown-${field}`, { value });
}

function unitsOf(value: string, field: string, title: string, fault: Fault): number | null {
  if (value === '') return fault(field, 'empty', { title });
  // A sheet writes whole numbers as 12.0 where the column has decimals.
  const units = /^\d{1,10}(?:\.0+)?$/.test(value) ? Number(value) : Number.NaN;
  return units <= MAX_UNITS ? units : fault(field, 'not-units', { title, value });
}

/** An empty cell, or 0, takes the threshold away; an absent column leaves it. */
function thresholdOf(value: string | undefined, fault: Fault): number | null | undefined {
  if (value === undefined) return undefined;
  const units = value === '' ? 0 : unitsOf(value, 'lowBelow', '预警线', fault);
  return units === 0 ? null : units;
}
