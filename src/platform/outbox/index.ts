export { defineEvent, type Announcement, type Delivered, type EventType } from './event.ts';
export { cityId, communityId, customerKey, idOf, partnerId, personId, storeId, touchpointId } from '../fields/index.ts';
export { Listener } from './listener.ts';
export { headSeq, pruneOutbox, readAfter, SEQUENCED, undelivered, type OutboxRow } from './outbox-store.ts';
export { countParked, listParked, type ParkedEvent } from './parked-store.ts';
export { drainOutbox, Relay } from './relay.ts';
export { dropParked, retryParked, type ParkedAggregate } from './retry-parked.ts';
export { subscribe, subscribeBatch, type SingleSubscription, type Subscription } from './subscription.ts';
