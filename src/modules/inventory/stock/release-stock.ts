import type { CityId } from '#kernel/ids';
import type { Tx } from '#platform/context';
import { mergeHolders } from './merge-holders.ts';
import { takeFromHolders, type HolderLines, type TakenLine } from './reservation-store.ts';
import type { ReleaseReason } from './stock.ts';

/**
 * Part: gives back what holders still hold, all of it or these lines of it; never more, however often it is called.
 * Because of a `shortage` nothing is for sale again: the goods do not exist, so they go from what is to come, else from
 * what lies there. Answers what was given back. One statement.
 */
export async function releaseStock(
  tx: Tx,
  asked: { readonly cityId: CityId; readonly holders: readonly HolderLines[]; readonly reason: ReleaseReason },
): Promise<readonly TakenLine[]> {
  const { cityId, reason } = asked;
  const holders = mergeHolders(asked.holders);
  if (holders.length === 0) return [];
  const as = reason === 'shortage' ? 'short' : 'released';
  const { taken } = await takeFromHolders(tx.db, { cityId, holders, as, reason, at: tx.now });
  return taken;
}
