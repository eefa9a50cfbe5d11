import type { Tx } from '#platform/context';
import { releaseLines } from './line-store.ts';
import { lockOrders, saveCompletions, type OrderFacts } from './order-money-store.ts';

export interface CompletionHeard {
  readonly order: OrderFacts;
  readonly completedAt: Date;
}

/** Part: nothing of these orders can be claimed any more; what they earned, and will, waits for its time alone. */
export async function recordCompletions(tx: Tx, heard: readonly CompletionHeard[]): Promise<void> {
  if (heard.length === 0) return;
  const orders = heard.map(({ order, completedAt }) => ({ ...order, completedAt }));
  await lockOrders(
    tx.db,
    heard.map(({ order }) => order),
  );
  await saveCompletions(tx.db, orders);
  await releaseLines(tx.db, orders);
}
