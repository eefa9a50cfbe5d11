import { addDays, businessDay, startOfBusinessDay } from '#kernel/time';
import type { Tx } from '#platform/context';
import type { Bill } from './bill.ts';
import { billsOfDays, lockBill } from './bill-store.ts';
import { keepFound, numberRefunds } from './match-store.ts';

/** Part: compares a bill with our books as they are now; answers how many differences are new and how many went. */
export async function matchBill(
  tx: Tx,
  { billId }: Pick<Bill, 'billId'>,
): Promise<{ readonly found: number; readonly agreed: number }> {
  const bill = await lockBill(tx.db, billId);
  if (bill === undefined || bill.loadNo === 0) return { found: 0, agreed: 0 };
  const from = startOfBusinessDay(bill.day);
  await numberRefunds(tx.db, bill);
  return keepFound(tx.db, { bill, from, to: addDays(from, 1) }, tx.now);
}

/** Part: what is missing on a day may stand in the bill of the day before or after: those are compared again, by day. */
export async function matchNeighbours(tx: Tx, { provider, day }: Pick<Bill, 'provider' | 'day'>): Promise<void> {
  const at = startOfBusinessDay(day);
  const days = [businessDay(addDays(at, -1)), businessDay(addDays(at, 1))];
  const bills = await billsOfDays(tx.db, provider, days);
  for (const bill of [...bills.values()].toSorted((a, b) => a.day.localeCompare(b.day))) await matchBill(tx, bill);
}
