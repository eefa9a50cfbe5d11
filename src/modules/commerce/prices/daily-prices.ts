import type { SkuId } from '#kernel/ids';
import type { Fen } from '#kernel/money';
import { addDays, HOUR, startOfBusinessDay } from '#kernel/time';
import type { Database, DatabaseTransaction } from '#platform/context';
import { nearestFirst, type EntryPlace } from './area-entry.ts';
import { skuPricesBetween } from './area-price-store.ts';

/** What lists say that an item costs at a place on a business day; undefined where none says anything. */
export type DailyPrices = (place: EntryPlace, skuId: SkuId, day: string) => Fen | undefined;

/**
 * Prices of items by lists, day by day, at noon: for whoever looks at many days at once, past or to come. `from` and `to` are
 * business days, both included. One read.
 */
export async function dailyPrices(
  db: Database | DatabaseTransaction,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<DailyPrices> {
  const until = addDays(startOfBusinessDay(to), 1);
  const entries = Map.groupBy(await skuPricesBetween(db, startOfBusinessDay(from), until), ({ thing }) => thing.skuId);
  return (place, skuId, day) => {
    const own = entries.get(skuId);
    if (own === undefined) return undefined;
    const noon = new Date(startOfBusinessDay(day).getTime() + 12 * HOUR);
    return nearestFirst(own, place, noon)[0]?.priceFen;
  };
}
