import type { CityId, StockPlaceId } from '#kernel/ids';
import { HOUR } from '#kernel/time';
import type { Context } from '#platform/context';
import type { HotAnswer } from '../contract.ts';
import { namesOf } from '../stock/describe-stock.ts';
import { hotHours, type HotHour } from './hot-store.ts';
import { writeRefusals } from './write-refusals.ts';

/** Which items orders fight for: reservations and refusals by hour, the hottest first, within the reader's scope. */
export async function hotItems(
  ctx: Context,
  asked: {
    readonly hours: number;
    readonly cityId?: CityId | undefined;
    readonly placeId?: StockPlaceId | undefined;
    readonly limit: number;
  },
): Promise<HotAnswer> {
  await writeRefusals(ctx);
  const { hours, ...filter } = asked;
  const from = new Date(ctx.clock.now().getTime() - hours * HOUR);
  const found = await hotHours(ctx.db, ctx.scope, { ...filter, from });
  const names = await namesOf(ctx.db, found);
  const items = [...Map.groupBy(found, (each) => `${each.placeId}/${each.skuId}`).values()];
  return { items: items.map((ofItem) => ({ ...names(ofItem[0]!), ...summed(ofItem) })) };
}

function summed(hours: readonly HotHour[]) {
  const { cityId, placeId, skuId } = hours[0]!;
  const sum = (of: 'reservations' | 'reservedUnits' | 'refusals' | 'refusedUnits'): number =>
    hours.reduce((total, hour) => total + hour[of], 0);
  return {
    cityId,
    placeId,
    skuId,
    reservations: sum('reservations'),
    reservedUnits: sum('reservedUnits'),
    refusals: sum('refusals'),
    refusedUnits: sum('refusedUnits'),
    hours: hours.map(({ beganAt, reservations, refusals }) => ({
      beganAt: beganAt.toISOString(),
      reservations,
      refusals,
    })),
  };
}
