import { z } from 'zod';
import type { CityId, CommunityId, Id, PartnerId, StoreId } from '#kernel/ids';

// Contracts are read by browsers too: they import nothing but the kernel and zod.

/** A branded id in a request or an answer. */
export function idField<Noun extends string>(): z.ZodType<Id<Noun>, Id<Noun>> {
  return z.uuid() as unknown as z.ZodType<Id<Noun>, Id<Noun>>;
}

export const cityId: z.ZodType<CityId, CityId> = idField<'City'>();
export const communityId: z.ZodType<CommunityId, CommunityId> = idField<'Community'>();
export const storeId: z.ZodType<StoreId, StoreId> = idField<'Store'>();
export const partnerId: z.ZodType<PartnerId, PartnerId> = idField<'Partner'>();
