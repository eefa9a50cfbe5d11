import type { PickupPointAnswer, PickupPointBody, WarehouseAnswer, WarehouseBody } from '#modules/territory/contract';

export const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'] as const;

/** 「周日休息」, 「周六、周日休息」; nothing where it never rests. */
export const restWords = (restDays: readonly number[]): string =>
  restDays.length === 0 ? '' : `${restDays.map((day) => `周${WEEKDAYS[day - 1] ?? ''}`).join('、')}休息`;

export const WAREHOUSE_KINDS: Readonly<Record<WarehouseAnswer['kind'], string>> = {
  central: '中心仓',
  grid: '网格仓',
  flash: '闪电仓',
};

export interface WarehouseDraft {
  readonly externalCode: string;
  readonly kind: WarehouseAnswer['kind'];
  readonly cityId: string | undefined;
  readonly name: string;
  readonly lng: number | null;
  readonly lat: number | null;
  readonly active: boolean;
}

export const warehouseDraft = (warehouse: WarehouseAnswer | undefined): WarehouseDraft =>
  warehouse === undefined
    ? { externalCode: '', kind: 'grid', cityId: undefined, name: '', lng: null, lat: null, active: true }
    : {
        externalCode: warehouse.externalCode,
        kind: warehouse.kind,
        cityId: warehouse.cityId,
        name: warehouse.name,
        lng: warehouse.position.lng,
        lat: warehouse.position.lat,
        active: warehouse.active,
      };

export function warehouseFault({ externalCode, cityId, name, lng, lat }: WarehouseDraft): string | undefined {
  if (name.trim() === '') return '写上名称';
  if (externalCode.trim() === '') return '写上编码';
  if (cityId === undefined) return '选一个城市';
  return lng === null || lat === null ? '写上经纬度' : undefined;
}

export const warehouseBody = ({ externalCode, kind, cityId, name, lng, lat, active }: WarehouseDraft): WarehouseBody =>
  ({
    externalCode: externalCode.trim(),
    kind,
    cityId,
    name: name.trim(),
    position: { lng, lat },
    active,
  }) as WarehouseBody;

export interface PointDraft {
  readonly externalCode: string;
  readonly communityId: string | undefined;
  readonly name: string;
  readonly address: string;
  readonly keeperId: string | undefined;
  readonly parentId: string | undefined;
  readonly pickupOnly: boolean;
  readonly restDays: readonly number[];
  readonly active: boolean;
}

export const pointDraft = (point: PickupPointAnswer | undefined): PointDraft =>
  point === undefined
    ? {
        externalCode: '',
        communityId: undefined,
        name: '',
        address: '',
        keeperId: undefined,
        parentId: undefined,
        pickupOnly: false,
        restDays: [],
        active: true,
      }
    : {
        externalCode: point.externalCode,
        communityId: point.communityId,
        name: point.name,
        address: point.address,
        keeperId: point.keeperId ?? undefined,
        parentId: point.parentId ?? undefined,
        pickupOnly: point.pickupOnly,
        restDays: point.restDays,
        active: point.active,
      };

export function pointFault({ externalCode, communityId, name, restDays }: PointDraft): string | undefined {
  if (name.trim() === '') return '写上名称';
  if (externalCode.trim() === '') return '写上编码';
  if (communityId === undefined) return '选一个小区';
  return restDays.length >= 7 ? '一周总要开一天，不开就停用' : undefined;
}

export const pointBody = (draft: PointDraft): PickupPointBody =>
  ({
    externalCode: draft.externalCode.trim(),
    communityId: draft.communityId,
    name: draft.name.trim(),
    address: draft.address.trim(),
    keeperId: draft.keeperId ?? null,
    parentId: draft.parentId ?? null,
    pickupOnly: draft.pickupOnly,
    restDays: draft.restDays.toSorted((a, b) => a - b),
    active: draft.active,
  }) as PickupPointBody;
