import type { PickupPointId, SkuId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { stockPlacesByIds } from '#modules/inventory';
import { pickupPointsByIds, type PickupPoint } from '#modules/territory';
import { touchpointNames } from '#modules/touchpoints';
import { skusByIds } from '../catalogue/spu-store.ts';
import type { ArrivalItem, PointDayItem, WaveItem } from './day-contract.ts';
import type { PointDayRow } from './point-day-store.ts';
import type { Arrival, Wave } from './wave-store.ts';

const known = <T>(values: readonly (T | null)[]): T[] => [...new Set(values.filter((value) => value !== null))];

const pointsOf = (
  ctx: Context,
  rows: readonly { readonly pickupPointId: PickupPointId }[],
): Promise<Map<PickupPointId, PickupPoint>> => pickupPointsByIds(ctx.db, known(rows.map((row) => row.pickupPointId)));

async function skuNames(ctx: Context, ids: readonly SkuId[]): Promise<(skuId: SkuId) => string> {
  const skus = await skusByIds(ctx.db, known(ids));
  return (skuId) => skus.get(skuId)?.name ?? '';
}

/** With the names of points, places and keepers. */
export async function describePointDays(ctx: Context, rows: readonly PointDayRow[]): Promise<PointDayItem[]> {
  const points = await pointsOf(ctx, rows);
  const keepers = known([...points.values()].map((point) => point.keeperId));
  const keeper = await touchpointNames(ctx.db, ctx.services.vault, keepers);
  return rows.flatMap(({ pickupPointId, arrivedAt, ...row }) => {
    const point = points.get(pickupPointId);
    if (point === undefined) return [];
    const { name, cityId, cityName, communityId, communityName, keeperId } = point;
    const keeperName = keeperId === null ? '' : (keeper(keeperId)?.name ?? '');
    return [
      {
        pickupPointId,
        name,
        keeperName,
        cityId,
        cityName,
        communityId,
        communityName,
        ...row,
        arrivedAt: arrivedAt?.toISOString() ?? null,
      },
    ];
  });
}

export async function describeWaves(ctx: Context, waves: readonly Wave[]): Promise<WaveItem[]> {
  const places = await stockPlacesByIds(ctx.db, known(waves.map((wave) => wave.placeId)));
  const shortages = waves.flatMap((wave) => wave.shortages);
  const nameOf = await skuNames(
    ctx,
    shortages.map(({ skuId }) => skuId),
  );
  const points = await pickupPointsByIds(ctx.db, known(shortages.map((shortage) => shortage.pickupPointId)));
  return waves.map(({ sentBy: _by, sentAt, ...wave }) => ({
    ...wave,
    placeName: places.get(wave.placeId)?.name ?? '',
    shortages: wave.shortages.map(({ skuId, quantity, pickupPointId }) => ({
      skuId,
      quantity,
      name: nameOf(skuId),
      pickupPointName: pickupPointId === null ? null : (points.get(pickupPointId)?.name ?? ''),
    })),
    sentAt: sentAt.toISOString(),
  }));
}

export async function describeArrivals(ctx: Context, arrivals: readonly Arrival[]): Promise<ArrivalItem[]> {
  const points = await pointsOf(ctx, arrivals);
  const nameOf = await skuNames(
    ctx,
    arrivals.flatMap((arrival) => arrival.exceptions.map(({ skuId }) => skuId)),
  );
  return arrivals.map(({ confirmedBy: _by, arrivedAt, ...arrival }) => ({
    ...arrival,
    pickupPointName: points.get(arrival.pickupPointId)?.name ?? '',
    communityName: points.get(arrival.pickupPointId)?.communityName ?? '',
    exceptions: arrival.exceptions.map(({ skuId, missing, damaged, photoIds }) => ({
      skuId,
      name: nameOf(skuId),
      missing,
      damaged,
      photos: photoIds.length,
    })),
    arrivedAt: arrivedAt.toISOString(),
  }));
}
