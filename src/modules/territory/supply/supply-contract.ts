import { z } from 'zod';
import { cityId, communityId, pickupPointId, touchpointId, warehouseId } from '#platform/fields';

const position = z.object({ lng: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) });
const cursor = z.string().max(200).optional();
const limit = z.coerce.number().int().min(1).max(200).default(50);
const code = z.string().trim().min(1).max(64);
const name = z.string().trim().min(1).max(100);
const text = z.string().max(100).optional();
const nextCursor = z.string().nullable();

/** 中心仓, 网格仓 (next-day pick-up), 闪电仓 (instant). */
export const warehouseKind = z.enum(['central', 'grid', 'flash']);

const warehouseFields = {
  externalCode: code,
  /** Settled when it is added. */
  kind: warehouseKind,
  cityId,
  name,
  position,
  active: z.boolean(),
};
export const warehouseBody = z.object(warehouseFields);
export const warehouseAnswer = z.object({
  ...warehouseFields,
  id: warehouseId,
  kindName: z.string(),
  cityName: z.string(),
  updatedAt: z.iso.datetime(),
  /** Also the ETag: send it back as If-Match to edit. */
  version: z.number().int(),
});
export const warehousesQuery = z.object({
  cursor,
  limit,
  text,
  cityId: cityId.optional(),
  kind: warehouseKind.optional(),
  active: z.stringbool().optional(),
});
export const warehouseExportQuery = warehousesQuery.omit({ cursor: true, limit: true });
export const warehousesAnswer = z.object({ items: z.array(warehouseAnswer), total: z.number().int(), nextCursor });
export const warehouseParams = z.object({ id: warehouseId });

/** The communities of a warehouse, by code. */
export const suppliedQuery = z.object({ cursor, limit });
export const suppliedAnswer = z.object({
  items: z.array(z.object({ communityId, externalCode: z.string(), name: z.string() })),
  nextCursor,
});

/** These communities are supplied by this warehouse from now on; null takes them off. */
export const supplyBody = z.object({
  kind: z.enum(['grid', 'flash']),
  warehouseId: warehouseId.nullable(),
  communityIds: z.array(communityId).min(1).max(500),
});
/** Warehouses that gained or lost a community. */
export const supplyAnswer = z.object({ touched: z.number().int() });

/** ISO weekdays: 1 Monday … 7 Sunday. */
export const restDays = z.array(z.number().int().min(1).max(7)).max(7);

const pointFields = {
  externalCode: code,
  communityId,
  name,
  /** 东门便利店, 物业前台: a place that everybody may know, nobody's home. */
  address: z.string().trim().max(200),
  keeperId: touchpointId.nullable(),
  parentId: pickupPointId.nullable(),
  pickupOnly: z.boolean(),
  restDays,
  active: z.boolean(),
};
export const pickupPointBody = z.object(pointFields);
export const pickupPointAnswer = z.object({
  ...pointFields,
  id: pickupPointId,
  cityId,
  cityName: z.string(),
  communityName: z.string(),
  updatedAt: z.iso.datetime(),
  /** Also the ETag: send it back as If-Match to edit. */
  version: z.number().int(),
});
export const pickupPointsQuery = z.object({
  cursor,
  limit,
  text,
  cityId: cityId.optional(),
  communityId: communityId.optional(),
  active: z.stringbool().optional(),
});
export const pickupPointExportQuery = pickupPointsQuery.omit({ cursor: true, limit: true });
export const pickupPointsAnswer = z.object({ items: z.array(pickupPointAnswer), total: z.number().int(), nextCursor });
export const myPickupPointsAnswer = z.object({ items: z.array(pickupPointAnswer) });
export const pickupPointParams = z.object({ id: pickupPointId });
export const restDaysBody = z.object({ restDays });

export type WarehouseAnswer = z.output<typeof warehouseAnswer>;
export type WarehousesAnswer = z.output<typeof warehousesAnswer>;
export type WarehouseBody = z.input<typeof warehouseBody>;
export type SuppliedAnswer = z.output<typeof suppliedAnswer>;
export type SupplyBody = z.input<typeof supplyBody>;
export type PickupPointAnswer = z.output<typeof pickupPointAnswer>;
export type PickupPointsAnswer = z.output<typeof pickupPointsAnswer>;
export type PickupPointBody = z.input<typeof pickupPointBody>;
