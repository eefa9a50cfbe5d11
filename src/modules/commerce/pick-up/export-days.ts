import { localMinuteOf } from '#kernel/time';
import type { Context } from '#platform/context';
import { exportList, type Cells } from '#platform/exports';
import type { TimePlace } from '#platform/http';
import type { ArrivalItem, PointDayItem, WaveItem } from './day-contract.ts';
import { describeArrivals, describePointDays, describeWaves } from './describe-days.ts';
import { listPointDays, NO_DAY, type PointDayFilter, type PointDayPlace } from './point-day-store.ts';
import { listArrivals, listWaves, type ArrivalFilter, type WaveFilter } from './wave-store.ts';

const WAVE = ['出货点', '发出时间', '提货日', '包裹', '件数', '缺货件数', '缺了什么'];
const ARRIVAL = ['自提点', '小区', '确认时间', '提货日', '包裹', '少到', '破损', '少了坏了什么'];
const POINT_DAY = [
  '提货日',
  '自提点',
  '谁管',
  '城市',
  '小区',
  '顾客',
  '包裹',
  '待发',
  '在途',
  '已到',
  '已提',
  '退回',
  '缺货件数',
  '少到',
  '破损',
  '还剩',
  '过期未提',
  '到货时间',
];

/** What left the warehouses of the reader's cities, as CSV; audited. */
export const exportWaves = (ctx: Context, filter: WaveFilter): Promise<string> =>
  exportList(ctx, {
    action: 'export-waves',
    kind: 'wave',
    header: WAVE,
    read: (before: TimePlace | undefined, limit) => listWaves(ctx.db, ctx.scope, filter, { before, limit }),
    placeOf: (last) => ({ at: last.sentAt, id: last.waveId }),
    linesOf: async (page) => (await describeWaves(ctx, page)).map(waveCells),
  });

/** What keepers of points confirmed, as CSV; audited. */
export const exportArrivals = (ctx: Context, filter: ArrivalFilter): Promise<string> =>
  exportList(ctx, {
    action: 'export-arrivals',
    kind: 'arrival',
    header: ARRIVAL,
    read: (before: TimePlace | undefined, limit) => listArrivals(ctx.db, ctx.scope, filter, { before, limit }),
    placeOf: (last) => ({ at: last.arrivedAt, id: last.arrivalId }),
    linesOf: async (page) => (await describeArrivals(ctx, page)).map(arrivalCells),
  });

/** Goods at points by day, as CSV; audited. */
export const exportPointDays = (ctx: Context, filter: PointDayFilter): Promise<string> =>
  exportList(ctx, {
    action: 'export-point-days',
    kind: 'point_day',
    header: POINT_DAY,
    read: (before: PointDayPlace | undefined, limit) =>
      listPointDays(ctx.db, ctx.scope, filter, { before, now: ctx.clock.now(), limit }),
    placeOf: (last) => ({ day: last.pickupOn ?? NO_DAY, pickupPointId: last.pickupPointId }),
    linesOf: async (page) => (await describePointDays(ctx, page)).map(pointDayCells),
  });

function waveCells(it: WaveItem): Cells {
  const short = it.shortages.map(
    ({ name, quantity, pickupPointName }) =>
      `${name}×${quantity}${pickupPointName === null ? '' : `（${pickupPointName}）`}`,
  );
  return [it.placeName, localMinuteOf(it.sentAt), it.pickupOn, it.parcels, it.units, it.shortUnits, short.join('；')];
}

function arrivalCells(it: ArrivalItem): Cells {
  const sum = (of: 'missing' | 'damaged'): number => it.exceptions.reduce((all, each) => all + each[of], 0);
  const wrong = it.exceptions.map(
    ({ name, missing, damaged }) =>
      `${name}${missing === 0 ? '' : ` 少${missing}`}${damaged === 0 ? '' : ` 坏${damaged}`}`,
  );
  const figures = [it.parcels, sum('missing'), sum('damaged')];
  return [it.pickupPointName, it.communityName, localMinuteOf(it.arrivedAt), it.pickupOn, ...figures, wrong.join('；')];
}

const pointDayCells = (it: PointDayItem): Cells => [
  it.pickupOn,
  it.name,
  it.keeperName,
  it.cityName,
  it.communityName,
  it.customers,
  it.parcels,
  it.waiting,
  it.onTheWay,
  it.arrived,
  it.collected,
  it.returned,
  it.short,
  it.missing,
  it.damaged,
  it.left,
  it.late,
  localMinuteOf(it.arrivedAt),
];
