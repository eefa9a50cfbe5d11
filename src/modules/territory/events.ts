import { z } from 'zod';
import { pickupPointId, warehouseId } from '#platform/fields';
import { cityId, communityId, defineEvent, storeId, touchpointId } from '#platform/outbox';

/** A community was added, or its facts (position, built year, households, property company, serving stores) changed. */
export const CommunityChanged = defineEvent('CommunityChanged', 1, 'community', z.object({ communityId, cityId }));

/** A store was added or changed, or now serves other communities. */
export const StoreChanged = defineEvent('StoreChanged', 1, 'store', z.object({ storeId, cityId }));

/** A warehouse was added or changed, or now supplies other communities. */
export const WarehouseChanged = defineEvent('WarehouseChanged', 1, 'warehouse', z.object({ warehouseId, cityId }));

/** A pick-up point was added or changed: its keeper, days of rest, or whether it is open. */
export const PickupPointChanged = defineEvent(
  'PickupPointChanged',
  1,
  'pickup_point',
  z.object({ pickupPointId, cityId, communityId, touchpointId: touchpointId.nullable() }),
);
