import type { CityId } from '#kernel/ids';
import type { Tx } from '#platform/context';
import { mergeHolders } from './merge-holders.ts';
import { takeFromHolders, type HolderLines, type TakenLine } from './reservation-store.ts';
import { StockNotOnHand } from './stock.ts';

/**
 * Part: hands over what holders still hold, all of it or these lines of it: it lies there no more and is reserved no
 * more. Never more than they hold, however often it is called. Answers what was handed over. One statement.
 * @throws StockNotOnHand where goods are not received yet: nothing is handed over
 */
export async function issueStock(
  tx: Tx,
  asked: { readonly cityId: CityId; readonly holders: readonly HolderLines[] },
): Promise<readonly TakenLine[]> {
  const holders = mergeHolders(asked.holders);
  if (holders.length === 0) return [];
  const { short, taken } = await takeFromHolders(tx.db, {
    cityId: asked.cityId,
    holders,
    as: 'issued',
    reason: null,
    at: tx.now,
  });
  if (short.length > 0) throw new StockNotOnHand(short);
  return taken;
}
