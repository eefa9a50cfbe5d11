import type { StoreId } from '#kernel/ids';
import { addDays, businessDay } from '#kernel/time';
import { askForecastRun, importHistory, readSupply, runDueForecasts } from '#modules/intelligence';
import { adjustStock } from '#modules/inventory';
import type { ServerWorld } from '#testing';
import type { Listed } from './sibling-catalogue.ts';

const DAYS = 25;

/** What each store sold of the product for some weeks, a forecast of it, and what the store should order. By store. */
export async function makeDemand(
  { world }: ServerWorld,
  { skuId }: Listed,
  stores: readonly { readonly code: string; readonly storeId: StoreId }[],
): Promise<ReadonlyMap<StoreId, readonly string[]>> {
  const lines = ['门店编码,商品编码,日期,销量'];
  for (const [at, { code, storeId }] of stores.entries()) {
    for (let back = DAYS; back > 0; back -= 1) {
      lines.push(`${code},sib-1,${businessDay(addDays(world.clock.now(), -back))},${10 + at + (back % 3)}`);
    }
    await adjustStock(world.ctx(), { placeId: storeId, reason: 'counted', lines: [{ skuId, counted: 1 }] });
  }
  await importHistory(world.ctx(), { bytes: Buffer.from(lines.join('\n')), save: true });
  await askForecastRun(world.ctx(), 'forecast');
  await runDueForecasts(world.ctx());
  const proposed = await readSupply(world.ctx(), {}, { after: undefined, limit: 100 });
  const byStore = Map.groupBy(proposed.lines, ({ placeId }) => placeId as StoreId);
  return new Map([...byStore].map(([storeId, own]) => [storeId, own.map(({ lineId }) => lineId)]));
}
