import { addDays, businessDay, startOfBusinessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { tillSales, type TillDay } from '#modules/cdp';
import { orderedByCommunities, skusByCodes } from '#modules/commerce';
import { takenBetween } from '#modules/inventory';
import { cities, storesByCodes } from '#modules/territory';
import { FOOTFALL, KEPT_DAYS, LEARNT_DAYS, RECOUNTED_DAYS, type DemandDay } from './demand-day.ts';
import { countDemandDays, deleteDemandBefore, forgetUncounted, saveCounted } from './demand-store.ts';

/** Days that are counted in one transaction. */
const AT_ONCE = 7;
const SAVED_AT_ONCE = 5_000;
/** How far back the ledger of stock is read when nothing was ever counted. */
const LEDGER_DAYS = 30;

/**
 * Counts what was sold where on the last days, from the ledger of stock, from orders and from receipts of tills; on the first time of as
 * many days as are learnt from. Repeating it changes nothing. Days that somebody told of are left as they were told.
 */
export async function collectDemand(ctx: Context): Promise<{ days: number; rows: number }> {
  const today = startOfBusinessDay(businessDay(ctx.clock.now()));
  const isFirst = (await countDemandDays(ctx.db)) === 0;
  const back = isFirst ? LEARNT_DAYS : RECOUNTED_DAYS;
  let rows = 0;
  for (let from = -back; from < 0; from += AT_ONCE) {
    const span = { from: addDays(today, from), to: addDays(today, Math.min(0, from + AT_ONCE)) };
    const ledgerFrom = addDays(today, -Math.min(back, LEDGER_DAYS));
    rows += await collectSpan(ctx, span, ledgerFrom);
  }
  const oldest = businessDay(addDays(today, -KEPT_DAYS));
  await ctx.under('forget').transaction((tx) => deleteDemandBefore(tx.db, oldest));
  return { days: back, rows };
}

interface Span {
  readonly from: Date;
  readonly to: Date;
}

async function collectSpan(ctx: Context, { from, to }: Span, ledgerFrom: Date): Promise<number> {
  const days = new DayRows();
  await addTills(ctx, days, await tillSales(ctx.db, from, to));
  const names: string[] = [];
  for (let day = from; day < to; day = addDays(day, 1)) {
    names.push(businessDay(day));
    if (day < ledgerFrom) continue;
    for (const { units, outOfStock, ...at } of await takenBetween(ctx.db, day, addDays(day, 1))) {
      days.add({ ...at, measure: 'units', day: businessDay(day) }, units, outOfStock);
    }
  }
  const cityIds = (await cities(ctx.db)).map(({ id }) => id);
  for (const { communityId, units, ...at } of await orderedByCommunities(ctx.db, { cityIds, from, to })) {
    days.add({ ...at, measure: 'community', placeId: communityId }, units, 0);
  }
  const rows = days.rows();
  await ctx.under(names[0]!).transaction(async (tx) => {
    await forgetUncounted(tx.db, names, rows);
    for (let at = 0; at < rows.length; at += SAVED_AT_ONCE) {
      await saveCounted(tx.db, rows.slice(at, at + SAVED_AT_ONCE));
    }
  });
  return rows.length;
}

/** Receipts know stores and items by the codes of their till; what neither catalogue nor places know is left out. */
async function addTills(ctx: Context, days: DayRows, sold: readonly TillDay[]): Promise<void> {
  const stores = await storesByCodes(ctx.db, [...new Set(sold.map((each) => each.storeCode))]);
  const skus = await skusByCodes(ctx.db, [...new Set(sold.flatMap(({ skuCode }) => skuCode ?? []))]);
  for (const { storeCode, skuCode, day, units } of sold) {
    const store = stores.get(storeCode);
    const skuId = skuCode === null ? FOOTFALL : skus.get(skuCode)?.skuId;
    if (store === undefined || skuId === undefined) continue;
    const measure = skuCode === null ? 'receipts' : 'units';
    days.add({ measure, cityId: store.cityId, placeId: store.id, skuId, day }, units, 0);
  }
}

/** What several tellers say of one day, added up. */
class DayRows {
  readonly #rows = new Map<string, DemandDay>();

  add(
    at: Pick<DemandDay, 'measure' | 'cityId' | 'placeId' | 'skuId' | 'day'>,
    units: number,
    outOfStock: number,
  ): void {
    const key = `${at.placeId}/${at.skuId}/${at.day}`;
    const known = this.#rows.get(key);
    this.#rows.set(key, {
      ...at,
      sold: (known?.sold ?? 0) + units,
      outOfStock: Math.max(known?.outOfStock ?? 0, outOfStock),
      discount: null,
      activity: false,
    });
  }

  rows(): DemandDay[] {
    return [...this.#rows.values()];
  }
}
