import { z } from 'zod';
import { cityId, communityId, idOf, partnerId, regionId, storeId } from '#platform/fields';

const importId = idOf<'PlaceImport'>();

export const positionSchema = z.object({ lng: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) });

export const cursorQuery = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const cityAnswer = z.object({
  id: cityId,
  regionId,
  regionName: z.string(),
  code: z.string(),
  name: z.string(),
  position: positionSchema,
});
export const citiesAnswer = z.object({ items: z.array(cityAnswer) });

export const partnerAnswer = z.object({
  id: partnerId,
  externalCode: z.string(),
  kind: z.enum(['property_company', 'agency']),
  name: z.string(),
});
export const partnersAnswer = z.object({ items: z.array(partnerAnswer), nextCursor: z.string().nullable() });

export const storeAnswer = z.object({
  id: storeId,
  externalCode: z.string(),
  cityId,
  cityName: z.string(),
  name: z.string(),
  position: positionSchema,
  updatedAt: z.iso.datetime(),
  version: z.number().int(),
});
export const storesAnswer = z.object({ items: z.array(storeAnswer), nextCursor: z.string().nullable() });
export const storesQuery = cursorQuery.extend({ cityId: cityId.optional(), text: z.string().max(100).optional() });
export const storeParams = z.object({ id: storeId });
export const storeBody = z.object({
  externalCode: z.string().trim().min(1).max(64),
  cityId,
  name: z.string().trim().min(1).max(100),
  position: positionSchema,
});

export const communityAnswer = z.object({
  id: communityId,
  externalCode: z.string(),
  cityId,
  cityName: z.string(),
  name: z.string(),
  district: z.string(),
  position: positionSchema,
  builtYear: z.number().int().nullable(),
  households: z.number().int().nullable(),
  partnerId: partnerId.nullable(),
  partnerName: z.string().nullable(),
  updatedAt: z.iso.datetime(),
  /** Also the ETag of one community: send it back as If-Match to edit. */
  version: z.number().int(),
});

const communityFilter = {
  text: z.string().max(100).optional(),
  cityId: cityId.optional(),
  storeId: storeId.optional(),
  builtFrom: z.coerce.number().int().optional(),
  builtTo: z.coerce.number().int().optional(),
};
export const communitiesQuery = cursorQuery.extend(communityFilter);
export const communitiesAnswer = z.object({
  items: z.array(communityAnswer),
  /** Communities that match, within the reader's area. */
  total: z.number().int(),
  nextCursor: z.string().nullable(),
});
export const communityExportQuery = z.object(communityFilter);
export const communityParams = z.object({ id: communityId });
export const communityDetailAnswer = communityAnswer.extend({ stores: z.array(storeAnswer) });
export const communityBody = z.object({
  externalCode: z.string().trim().min(1).max(64),
  cityId,
  name: z.string().trim().min(1).max(100),
  district: z.string().trim().max(50),
  position: positionSchema,
  builtYear: z.number().int().min(1900).max(2200).nullable(),
  households: z.number().int().min(0).max(100_000).nullable(),
  partnerId: partnerId.nullable(),
  /** The stores that serve it; absent leaves them as they are. */
  storeIds: z.array(storeId).max(50).optional(),
});

/** One point: id, name, lng, lat, built year, households. A tuple, since a city has thousands. */
export const mapPoint = z.tuple([
  communityId,
  z.string(),
  z.number(),
  z.number(),
  z.number().int().nullable(),
  z.number().int().nullable(),
]);
export const mapQuery = z.object({ cityId: cityId.optional(), storeId: storeId.optional() });
export const mapAnswer = z.object({
  communities: z.array(mapPoint),
  stores: z.array(z.tuple([storeId, z.string(), z.number(), z.number()])),
  /** True when there are more communities than a map can carry: filter by city. */
  truncated: z.boolean(),
});

export const importKind = z.enum([
  'regions',
  'cities',
  'partners',
  'stores',
  'communities',
  'warehouses',
  'pickup_points',
]);
export const datumSchema = z.enum(['wgs84', 'gcj02', 'bd09']);
export const importVerdict = z.enum(['create', 'change', 'same', 'bad']);

/** What is wrong with, or doubtful about, a row. */
export const importFault = z.object({ field: z.string(), code: z.string(), message: z.string() });

export const importParams = z.object({ id: importId });
export const importPreviewQuery = z.object({ kind: importKind, datum: datumSchema.default('wgs84') });
export const importAnswer = z.object({
  id: importId,
  kind: importKind,
  datum: datumSchema,
  fileName: z.string(),
  createdAt: z.iso.datetime(),
  creates: z.number().int(),
  changes: z.number().int(),
  unchanged: z.number().int(),
  bad: z.number().int(),
  /** Rows taken over so far. */
  committed: z.number().int(),
});
export const importsAnswer = z.object({ items: z.array(importAnswer), nextCursor: z.string().nullable() });
export const importRowsQuery = z.object({
  verdict: importVerdict.optional(),
  cursor: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
export const importRowAnswer = z.object({
  lineNumber: z.number().int(),
  code: z.string(),
  verdict: importVerdict,
  /** The row as it stands in the file, by field. */
  cells: z.record(z.string(), z.string()),
  changedFields: z.array(z.string()),
  faults: z.array(importFault),
  warnings: z.array(importFault),
  committedAt: z.iso.datetime().nullable(),
});
export const importRowsAnswer = z.object({ items: z.array(importRowAnswer), nextCursor: z.number().int().nullable() });
export const importCommitBody = z.object({
  /** `all` good rows, or these lines of the file. */
  lines: z.union([z.literal('all'), z.array(z.number().int().positive()).min(1).max(20_000)]),
});
export const importCommitAnswer = z.object({
  created: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  /** Lines that were good in the preview and are no longer, because the place was changed meanwhile. */
  stale: z.array(z.number().int()),
});

export type CityAnswer = z.infer<typeof cityAnswer>;
export type StoreAnswer = z.infer<typeof storeAnswer>;
export type PartnerAnswer = z.infer<typeof partnerAnswer>;
export type CommunityAnswer = z.infer<typeof communityAnswer>;
export type CommunityDetailAnswer = z.infer<typeof communityDetailAnswer>;
export type CommunitiesAnswer = z.infer<typeof communitiesAnswer>;
export type MapAnswer = z.infer<typeof mapAnswer>;
export type ImportAnswer = z.infer<typeof importAnswer>;
export type ImportRowAnswer = z.infer<typeof importRowAnswer>;
export type ImportCommitAnswer = z.infer<typeof importCommitAnswer>;

// Warehouses, supply and pick-up points.
export {
  warehouseKind,
  warehouseBody,
  warehouseExportQuery,
  warehouseAnswer,
  warehousesQuery,
  warehousesAnswer,
  warehouseParams,
  suppliedQuery,
  suppliedAnswer,
  supplyBody,
  supplyAnswer,
  restDays,
  pickupPointBody,
  pickupPointAnswer,
  pickupPointsQuery,
  pickupPointsAnswer,
  myPickupPointsAnswer,
  pickupPointExportQuery,
  pickupPointParams,
  restDaysBody,
  type WarehouseAnswer,
  type WarehousesAnswer,
  type WarehouseBody,
  type SuppliedAnswer,
  type SupplyBody,
  type PickupPointAnswer,
  type PickupPointsAnswer,
  type PickupPointBody,
} from './supply/supply-contract.ts';
