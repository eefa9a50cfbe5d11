import { z } from 'zod';
import { cityId, communityId, idOf, pickupPointId, skuId, stockPlaceId } from '#platform/fields';

const time = z.iso.datetime();
const day = z.iso.date();
const count = z.number().int();
const cursor = z.string().max(200).optional();
const limit = z.coerce.number().int().min(1).max(200).default(50);
const nextCursor = z.string().nullable();

/** Business days, both included; from a week ago on without them. What has no day is told as long as it is not over. */
const days = { from: day.optional(), to: day.optional() };

export const pointDaysQuery = z.object({
  ...days,
  cityId: cityId.optional(),
  communityId: communityId.optional(),
  pickupPointId: pickupPointId.optional(),
  cursor,
  limit,
});
/** The goods of one point on one day, from what was ordered to what nobody fetched. */
export const pointDayItem = z.object({
  pickupPointId,
  name: z.string(),
  keeperName: z.string(),
  cityId,
  cityName: z.string(),
  communityId,
  communityName: z.string(),
  pickupOn: day.nullable(),
  customers: count,
  parcels: count,
  waiting: count,
  onTheWay: count,
  /** Lies there, in part too. */
  arrived: count,
  collected: count,
  returned: count,
  /** Units that did not leave the warehouse, were not there on arrival, or were broken. */
  short: count,
  missing: count,
  damaged: count,
  /** Units that lie there still; `late` of them are to be taken back by now. */
  left: count,
  late: count,
  arrivedAt: time.nullable(),
});
export const pointDayExportQuery = pointDaysQuery.omit({ cursor: true, limit: true });
export const pointDaysAnswer = z.object({ items: z.array(pointDayItem), nextCursor });

const logQuery = z.object({ ...days, cityId: cityId.optional(), cursor, limit });
export const wavesQuery = logQuery.extend({ placeId: stockPlaceId.optional() });
export const waveExportQuery = wavesQuery.omit({ cursor: true, limit: true });
export const waveItem = z.object({
  waveId: idOf<'Wave'>(),
  cityId,
  placeId: stockPlaceId,
  placeName: z.string(),
  pickupOn: day.nullable(),
  parcels: count,
  units: count,
  shortUnits: count,
  /** What was too little, in stock units; for one point, or for all. */
  shortages: z.array(z.object({ skuId, name: z.string(), quantity: count, pickupPointName: z.string().nullable() })),
  sentAt: time,
});
export const wavesAnswer = z.object({ items: z.array(waveItem), nextCursor });

export const arrivalsQuery = logQuery.extend({ pickupPointId: pickupPointId.optional() });
export const arrivalExportQuery = arrivalsQuery.omit({ cursor: true, limit: true });
export const arrivalItem = z.object({
  arrivalId: idOf<'Arrival'>(),
  cityId,
  pickupPointId,
  pickupPointName: z.string(),
  communityName: z.string(),
  pickupOn: day.nullable(),
  parcels: count,
  /** Items that were not as sent. */
  exceptions: z.array(z.object({ skuId, name: z.string(), missing: count, damaged: count, photos: count })),
  arrivedAt: time,
});
export const arrivalsAnswer = z.object({ items: z.array(arrivalItem), nextCursor });

export type PointDayItem = z.infer<typeof pointDayItem>;
export type PointDaysAnswer = z.infer<typeof pointDaysAnswer>;
export type WaveItem = z.infer<typeof waveItem>;
export type WavesAnswer = z.infer<typeof wavesAnswer>;
export type ArrivalItem = z.infer<typeof arrivalItem>;
export type ArrivalsAnswer = z.infer<typeof arrivalsAnswer>;
