import { z } from 'zod';
import { cityId, communityId, defineEvent, storeId } from '#platform/outbox';

/** A community was added, or its facts (position, built year, households, property company, serving stores) changed. */
export const CommunityChanged = defineEvent('CommunityChanged', 1, 'community', z.object({ communityId, cityId }));

/** A store was added or changed, or now serves other communities. */
export const StoreChanged = defineEvent('StoreChanged', 1, 'store', z.object({ storeId, cityId }));
