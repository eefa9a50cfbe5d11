import type { Context } from '#platform/context';
import { exportList, type Cells } from '#platform/exports';
import { COLUMNS, WEEKDAYS } from '../imports/column.ts';
import { allCities } from '../places/city-store.ts';
import { communitiesByIds } from '../places/community-store.ts';
import { listPickupPoints, pickupPointsByIds, type PickupPointFilter } from './pickup-point-store.ts';
import type { PickupPoint } from './pickup-point.ts';
import { communityCodesSuppliedBy, listWarehouses, type WarehouseFilter } from './warehouse-store.ts';
import { WAREHOUSE_KIND_NAMES, type Warehouse } from './warehouse.ts';

/**
 * Warehouses that match, within the reader's area, as CSV with the columns that the import reads (WGS-84) and, after
 * them, the names of their cities. Communities that the reader may not see are not named. Audited.
 */
export const exportWarehouses = (ctx: Context, filter: WarehouseFilter): Promise<string> =>
  exportList(ctx, {
    action: 'export-warehouses',
    kind: 'warehouse',
    header: [...titlesOf('warehouses'), '城市名称'],
    read: (after: string | undefined, limit) => listWarehouses(ctx.db, ctx.scope, filter, { after, limit }),
    placeOf: (last) => last.externalCode,
    linesOf: (page) => warehouseLines(ctx, page),
  });

/** Pick-up points likewise; who keeps them is set by hand and not in the file. */
export const exportPickupPoints = (ctx: Context, filter: PickupPointFilter): Promise<string> =>
  exportList(ctx, {
    action: 'export-pickup-points',
    kind: 'pickup_point',
    header: [...titlesOf('pickup_points'), '小区', '城市名称'],
    read: (after: string | undefined, limit) => listPickupPoints(ctx.db, ctx.scope, filter, { after, limit }),
    placeOf: (last) => last.externalCode,
    linesOf: (page) => pointLines(ctx, page),
  });

const titlesOf = (kind: 'warehouses' | 'pickup_points'): string[] => COLUMNS[kind].map(({ titles: [title] }) => title);
const yesNo = (value: boolean): string => (value ? '是' : '否');

async function warehouseLines(ctx: Context, page: readonly Warehouse[]): Promise<Cells[]> {
  const ids = page.map((warehouse) => warehouse.id);
  const supplied = await communityCodesSuppliedBy(ctx.db, ctx.scope, ids);
  const cityCodes = new Map((await allCities(ctx.db)).map((city) => [city.id, city.code]));
  return page.map((it) => [
    it.externalCode,
    it.name,
    WAREHOUSE_KIND_NAMES[it.kind],
    cityCodes.get(it.cityId) ?? '',
    it.position.lng,
    it.position.lat,
    yesNo(it.active),
    (supplied.get(it.id) ?? []).join('、'),
    it.cityName,
  ]);
}

async function pointLines(ctx: Context, page: readonly PickupPoint[]): Promise<Cells[]> {
  const communityIds = [...new Set(page.map((point) => point.communityId))];
  const communities = await communitiesByIds(ctx.db, communityIds);
  const parentIds = [...new Set(page.flatMap((point) => point.parentId ?? []))];
  const parents = await pickupPointsByIds(ctx.db, parentIds);
  return page.map((it) => [
    it.externalCode,
    it.name,
    communities.get(it.communityId)?.externalCode ?? '',
    it.address,
    it.parentId === null ? '' : (parents.get(it.parentId)?.externalCode ?? ''),
    yesNo(it.pickupOnly),
    it.restDays.length === 0 ? '无' : it.restDays.map((day) => `周${WEEKDAYS[day - 1]}`).join('、'),
    yesNo(it.active),
    it.communityName,
    it.cityName,
  ]);
}
