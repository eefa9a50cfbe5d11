import { BYTE_ORDER_MARK, csvLine } from '#kernel/csv';
import { localMinute } from '#kernel/time';
import type { Context } from '#platform/context';
import { describeParcels } from './describe-parcels.ts';
import { listCards, type CardFilter } from './parcel-card-store.ts';
import type { ParcelItem } from './pick-up-contract.ts';

const PAGE = 500;
const MAX_ROWS = 50_000;
const HEADER = [
  '订单号',
  '方式',
  '状态',
  '出货点',
  '自提点',
  '提货日',
  '顾客',
  '电话',
  '件数',
  '待提',
  '到货时间',
  '提货时间',
  '商品',
];

/** Parcels that match within the reader's area, as CSV, masked; audited with the number of rows. At most 50,000. */
export async function exportParcels(ctx: Context, filter: CardFilter): Promise<string> {
  const lines = [csvLine(HEADER)];
  const reader = { kind: 'staff', scope: ctx.scope } as const;
  let before: ParcelItem['parcelId'] | undefined;
  while (lines.length <= MAX_ROWS) {
    const page = await listCards(ctx.db, reader, filter, { before, limit: PAGE });
    for (const parcel of await describeParcels(ctx, page)) lines.push(csvLine(cellsOf(parcel)));
    if (page.length < PAGE) break;
    before = page.at(-1)?.parcelId;
  }
  await ctx.transaction((tx) =>
    tx.audit({
      action: 'export-parcels',
      subject: { kind: 'parcel', id: 'list' },
      details: { rows: lines.length - 1 },
    }),
  );
  return BYTE_ORDER_MARK + lines.join('');
}

const timeOf = (at: string | null): string | null => (at === null ? null : localMinute(new Date(at)));

const cellsOf = (it: ParcelItem): (string | number | null)[] => [
  it.orderNumber,
  it.modeName,
  it.stateName,
  it.placeName,
  it.pickupPointName,
  it.pickupOn,
  it.customerName,
  it.customerPhone,
  it.units,
  it.left,
  timeOf(it.arrivedAt),
  timeOf(it.collectedAt),
  it.lines.map((line) => `${line.name}×${line.quantity}`).join('；'),
];
