import { addDays, HOUR, startOfBusinessDay } from '#kernel/time';
import { Refusal } from '#kernel/errors';
import { column, type Column, type ImportRow } from '#modules/territory';
import type { ImportedOrder } from '../goods-order-contract.ts';

/** Each order is written by itself: more would keep whoever sends them waiting for minutes. */
export const MAX_ORDER_ROWS = 2_000;

export class TooManyOrderRows extends Refusal {
  constructor() {
    super('order-import-too-long', 'too_large', { max: MAX_ORDER_ROWS });
  }
}

/** One line of an order of a marketplace a row; what belongs to the order is said in the first of its rows. */
export const ORDER_COLUMNS: readonly Column[] = [
  column('source', ['来源', '平台', 'source']),
  column('externalId', ['平台订单号', '订单号', 'external_id', 'order_id']),
  column('storeCode', ['门店编码', 'store', 'store_code']),
  column('placedAt', ['下单时间', 'placed_at']),
  column('skuCode', ['规格编码', '商品编码', 'sku', 'sku_code']),
  column('quantity', ['数量', 'quantity']),
  column('net', ['实付金额', '实付', 'paid']),
  column('delivery', ['配送费', '运费', 'delivery'], false),
];

/** What is wrong with a row; its code is a sentence of the catalogue of messages. */
export interface OrderFault {
  readonly row: number;
  readonly externalId: string;
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** An order, and where it stands: the row of the file, or its place in a list of orders. */
export interface OrderToImport extends ImportedOrder {
  readonly row: number;
}

/** The orders of a file; those of which a row cannot be read are left out, and each such row says why. */
export function ordersOfRows(rows: readonly ImportRow[]): { orders: OrderToImport[]; faults: OrderFault[] } {
  const faults: OrderFault[] = [];
  const orders: OrderToImport[] = [];
  const byOrder = Map.groupBy(rows, ({ cells }) => JSON.stringify([cells['source'], cells['externalId']]));
  for (const own of byOrder.values()) {
    const [first] = own;
    if (first === undefined) continue;
    const read = own.map((row) => readRow(row, faults));
    const [head] = read;
    if (head === undefined || read.includes(undefined)) continue;
    const { source, externalId, storeCode, placedAt, deliveryFen } = head;
    const lines = read.flatMap((row) => (row === undefined ? [] : [row.line]));
    orders.push({ row: first.lineNumber, source, externalId, storeCode, placedAt, deliveryFen, lines });
  }
  return { orders, faults };
}

interface ReadRow extends Omit<ImportedOrder, 'lines'> {
  readonly line: ImportedOrder['lines'][number];
}

function readRow({ lineNumber: row, cells }: ImportRow, faults: OrderFault[]): ReadRow | undefined {
  const cell = (field: string): string => cells[field] ?? '';
  const externalId = cell('externalId');
  const before = faults.length;
  const wrong = (code: string, field: string): void => {
    faults.push({ row, externalId, code: `order-import-${code}`, params: { value: cell(field).slice(0, 40) } });
  };
  if (!/^[a-z][a-z0-9_]{1,19}$/.test(cell('source'))) wrong('source', 'source');
  if (externalId === '' || externalId.length > 64) wrong('external-id', 'externalId');
  const placedAt = timeOf(cell('placedAt'));
  if (placedAt === undefined) wrong('time', 'placedAt');
  const quantity = /^[1-9]\d{0,2}$/.test(cell('quantity')) ? Number(cell('quantity')) : undefined;
  if (quantity === undefined) wrong('quantity', 'quantity');
  const netFen = fenOfYuan(cell('net'));
  if (netFen === undefined) wrong('amount', 'net');
  const deliveryFen = cell('delivery') === '' ? 0 : fenOfYuan(cell('delivery'));
  if (deliveryFen === undefined) wrong('amount', 'delivery');
  if (faults.length > before || placedAt === undefined || quantity === undefined) return undefined;
  if (netFen === undefined || deliveryFen === undefined) return undefined;
  return {
    source: cell('source'),
    externalId,
    storeCode: cell('storeCode'),
    placedAt: placedAt.toISOString(),
    deliveryFen,
    line: { skuCode: cell('skuCode'), quantity, netFen },
  };
}

/** 「12.50」 or 「¥12.5」, by its digits; undefined where it is no amount of at most ten million yuan. */
function fenOfYuan(text: string): number | undefined {
  const digits = /^[¥￥]?(\d{1,7})(?:\.(\d{1,2})0*)?$/.exec(text);
  return digits === null ? undefined : Number(digits[1]) * 100 + Number((digits[2] ?? '').padEnd(2, '0'));
}

/** `2026-06-06`, `2026-06-06 10:00`, `2026/6/6 10:00:05` in Asia/Shanghai, or a whole ISO time. */
function timeOf(text: string): Date | undefined {
  if (/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(text)) return valid(new Date(text));
  const parts = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/.exec(text);
  if (parts === null) return undefined;
  const [, year = '', month = '', day = '', hours = '0', minutes = '0', seconds = '0'] = parts;
  const name = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  // 31 June is no day, though a Date takes it for 1 July.
  const midnight = valid(new Date(`${name}T00:00:00Z`));
  if (midnight?.toISOString().slice(0, 10) !== name) return undefined;
  const start = startOfBusinessDay(name);
  const at = new Date(start.getTime() + Number(hours) * HOUR + Number(minutes) * 60_000 + Number(seconds) * 1_000);
  return at < addDays(start, 1) ? at : undefined;
}

const valid = (at: Date): Date | undefined => (Number.isNaN(at.getTime()) ? undefined : at);
