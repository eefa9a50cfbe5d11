import { addDays, businessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { allProviders } from '../providers.ts';
import { billsOfDays, countDifferences } from './bill-store.ts';
import { importBill } from './import-bill.ts';

/** Days that are made up for when yesterday's run, or the provider, was away. */
const DAYS_BACK = 7;

/**
 * Takes the bills of the last days that are not there yet, yesterday's first, of every provider that has bills. One that
 * fails does not keep the others; what failed is thrown at the end. Answers how many were taken.
 */
export async function fetchBills(ctx: Context): Promise<number> {
  const now = ctx.clock.now();
  const days = Array.from({ length: DAYS_BACK }, (_, back) => businessDay(addDays(now, -1 - back)));
  const failures: unknown[] = [];
  let taken = 0;
  for (const provider of allProviders(ctx)) {
    if (provider.bills === undefined) continue;
    for (const day of await daysMissing(ctx, provider.code, days)) {
      await importBill(ctx.under(`${provider.code}-${day}`), { provider: provider.code, day })
        .then(() => (taken += 1))
        .catch((error: unknown) => failures.push(error));
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'not every bill could be taken');
  return taken;
}

/**
 * Days without a bill; and those on which nothing happened, as the provider says, though we counted money: providers say
 * that too of a bill that is not written yet.
 */
async function daysMissing(ctx: Context, provider: string, days: readonly string[]): Promise<string[]> {
  const there = await billsOfDays(ctx.db, provider, days);
  const empty = [...there.values()].filter((bill) => bill.fileHash === null);
  const counts = await countDifferences(
    ctx.db,
    empty.map((bill) => bill.billId),
  );
  return days.filter((day) => {
    const bill = there.get(day);
    return bill === undefined || (bill.fileHash === null && (counts.get(bill.billId)?.open ?? 0) > 0);
  });
}
