import { dayAfter } from '#kernel/time';
import type { Context } from '#platform/context';
import { skusByIds } from '#modules/commerce';
import { accuracySums, saveAccuracy, type AccuracyDay } from './accuracy-store.ts';

/** Days that are measured again each night: sales of them may have come late. */
const DAYS = 7;

/** Compares what was expected of the last days, the evening before each, with what came, by category and city. */
export async function measureAccuracy(ctx: Context, { upTo }: { readonly upTo: string }): Promise<number> {
  const sums = await accuracySums(ctx.db, dayAfter(upTo, 1 - DAYS), upTo);
  const skus = await skusByIds(ctx.db, [...new Set(sums.map(({ skuId }) => skuId))]);
  const days = new Map<string, AccuracyDay>();
  for (const { skuId, ...sum } of sums) {
    const categoryId = skus.get(skuId)?.categoryId;
    if (categoryId === undefined) continue;
    const key = `${sum.cityId}/${categoryId}/${sum.day}`;
    const known = days.get(key);
    days.set(key, {
      cityId: sum.cityId,
      categoryId,
      day: sum.day,
      series: (known?.series ?? 0) + sum.series,
      actual: (known?.actual ?? 0) + sum.actual,
      expected: (known?.expected ?? 0) + sum.expected,
      absolute: (known?.absolute ?? 0) + sum.absolute,
      naiveAbsolute: (known?.naiveAbsolute ?? 0) + sum.naiveAbsolute,
      lost: (known?.lost ?? 0) + sum.lost,
    });
  }
  await ctx.transaction((tx) => saveAccuracy(tx.db, [...days.values()]));
  return days.size;
}
