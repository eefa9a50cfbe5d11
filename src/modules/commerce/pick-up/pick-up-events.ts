import { z } from 'zod';
import { pickupPointId } from '#platform/fields';
import { cityId, communityId, customerKey, defineEvent, idOf, personId, storeId, touchpointId } from '#platform/outbox';

const units = z.number().int();

/** What lies at one point for one customer; `touchpointId` is who keeps the point. */
const parcelFacts = {
  cityId,
  communityId: communityId.nullable(),
  storeId: storeId.nullable(),
  pickupPointId: pickupPointId.nullable(),
  touchpointId: touchpointId.nullable(),
  groupBuyId: idOf<'GroupBuy'>().nullable(),
  customerKey,
  personId,
  orderId: idOf<'Order'>(),
  parcelIds: z.array(idOf<'Parcel'>()).min(1).max(500),
  units,
};

/** A point was sent its parcels of a day: whoever keeps it knows what comes, and what does not. */
export const WaveSent = defineEvent(
  'WaveSent',
  1,
  'wave',
  z.object({
    waveId: idOf<'Wave'>(),
    cityId,
    communityId: communityId.nullable(),
    pickupPointId,
    touchpointId: touchpointId.nullable(),
    pickupOn: z.iso.date().nullable(),
    parcels: units,
    units,
    shortUnits: units,
  }),
);

/** Goods of a customer can be collected: all that arrived together, one event a customer. */
export const ParcelsArrived = defineEvent(
  'ParcelsArrived',
  1,
  'parcel',
  z.object({ ...parcelFacts, collectBy: z.iso.datetime().nullable() }),
);

/** Goods were handed over; `left` is what lies there still. An act that was taken back says so. */
export const ParcelCollected = defineEvent(
  'ParcelCollected',
  1,
  'parcel',
  z.object({
    ...parcelFacts,
    handOverId: idOf<'HandOver'>(),
    left: units,
    onBehalf: z.boolean(),
    undone: z.boolean(),
  }),
);

/** Goods lie there and their time is nearly over (`reminder`), or was over and they were taken back (`returned`). */
export const ParcelUncollected = defineEvent(
  'ParcelUncollected',
  1,
  'parcel',
  z.object({
    ...parcelFacts,
    stage: z.enum(['reminder', 'returned']),
    collectBy: z.iso.datetime(),
    /** Of what was returned: what goes back to the customer. */
    refundFen: z.number().int(),
  }),
);

/** Goods were broken or not there when they arrived: a claim is opened for each buyer by itself. */
export const DamageMarked = defineEvent(
  'DamageMarked',
  1,
  'pickup_point',
  z.object({
    cityId,
    communityId: communityId.nullable(),
    pickupPointId,
    touchpointId: touchpointId.nullable(),
    pickupOn: z.iso.date().nullable(),
    missing: units,
    damaged: units,
    orders: units,
  }),
);
