import { localMinuteOf } from '#kernel/time';
import type { Context } from '#platform/context';
import { exportList, type Cells } from '#platform/exports';
import { describeParcels } from './describe-parcels.ts';
import { listCards, type CardFilter } from './parcel-card-store.ts';
import type { ParcelItem } from './pick-up-contract.ts';

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
export const exportParcels = (ctx: Context, filter: CardFilter): Promise<string> =>
  exportList(ctx, {
    action: 'export-parcels',
    kind: 'parcel',
    header: HEADER,
    read: (before: ParcelItem['parcelId'] | undefined, limit) =>
      listCards(ctx.db, { kind: 'staff', scope: ctx.scope }, filter, { before, limit }),
    placeOf: (last) => last.parcelId,
    linesOf: async (page) => (await describeParcels(ctx, page)).map(cellsOf),
  });

const cellsOf = (it: ParcelItem): Cells => [
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
  localMinuteOf(it.arrivedAt),
  localMinuteOf(it.collectedAt),
  it.lines.map((line) => `${line.name}×${line.quantity}`).join('；'),
];
