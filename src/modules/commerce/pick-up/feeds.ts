import { liveFeed, type LiveFeed } from '#platform/http';
import { DamageMarked, ParcelCollected, ParcelsArrived, ParcelUncollected, WaveSent } from '../events.ts';

const parcelEvents = [ParcelsArrived, ParcelCollected, ParcelUncollected] as const;

export const pickUpFeeds: readonly LiveFeed[] = [
  // Only the customer whose it is.
  liveFeed('own-parcel', 'own.read', parcelEvents, ({ payload }) => ({ customerKey: payload.customerKey })),
  // Only whoever keeps the point.
  liveFeed('my-pick-up', 'pickup.act', [...parcelEvents, WaveSent, DamageMarked], ({ payload }) => ({
    touchpointId: payload.touchpointId ?? undefined,
  })),
  liveFeed('parcel', 'order.read', [...parcelEvents, WaveSent, DamageMarked], ({ payload }) => ({
    cityId: payload.cityId,
    communityId: payload.communityId ?? undefined,
  })),
];
