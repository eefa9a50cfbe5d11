import { z } from 'zod';
import type {
  CityId,
  CommunityId,
  CustomerKey,
  Id,
  PartnerId,
  PersonId,
  RegionId,
  PickupPointId,
  SkuId,
  StockPlaceId,
  StoreId,
  TouchpointId,
  UserId,
  WarehouseId,
} from '#kernel/ids';

/** A branded id in an event, request or answer. */
export function idOf<Noun extends string>(): z.ZodType<Id<Noun>, Id<Noun>> {
  return z.uuid() as unknown as z.ZodType<Id<Noun>, Id<Noun>>;
}

export const cityId: z.ZodType<CityId, CityId> = idOf<'City'>();
export const storeId: z.ZodType<StoreId, StoreId> = idOf<'Store'>();
export const communityId: z.ZodType<CommunityId, CommunityId> = idOf<'Community'>();
export const touchpointId: z.ZodType<TouchpointId, TouchpointId> = idOf<'Touchpoint'>();
export const personId: z.ZodType<PersonId, PersonId> = idOf<'Person'>();
export const partnerId: z.ZodType<PartnerId, PartnerId> = idOf<'Partner'>();
export const regionId: z.ZodType<RegionId, RegionId> = idOf<'Region'>();
export const warehouseId: z.ZodType<WarehouseId, WarehouseId> = idOf<'Warehouse'>();
export const pickupPointId: z.ZodType<PickupPointId, PickupPointId> = idOf<'PickupPoint'>();
export const skuId: z.ZodType<SkuId, SkuId> = idOf<'Sku'>();
/** A warehouse or a store. */
export const stockPlaceId: z.ZodType<StockPlaceId, StockPlaceId> = z.uuid() as unknown as z.ZodType<
  StockPlaceId,
  StockPlaceId
>;
export const userId: z.ZodType<UserId, UserId> = idOf<'User'>();

/** The keyed hash of a customer's phone. */
export const customerKey: z.ZodType<CustomerKey, CustomerKey> = z
  .string()
  .regex(/^[0-9a-f]{64}$/) as unknown as z.ZodType<CustomerKey, CustomerKey>;
