import type { CityId } from '#kernel/ids';
import type { Tx } from '#platform/context';
import { noteRefusals } from '../demand/refusals.ts';
import { announceLow } from './announce-low.ts';
import { insertReservation } from './reservation-store.ts';
import { mergeLines, StockShort, type StockLine } from './stock.ts';

/**
 * Part: reserves all lines for a holder (an order), or none. Until `heldUntil`, or without limit; whoever gave the limit
 * releases what is over it. Lines of the same item and place add up, also to what the holder has already. One statement,
 * and one more in the moment in which an item becomes low.
 * @throws StockShort naming every line that is short
 */
export async function reserveStock(
  tx: Tx,
  asked: {
    readonly cityId: CityId;
    readonly holderId: string;
    readonly heldUntil: Date | null;
    readonly lines: readonly StockLine[];
  },
): Promise<void> {
  const lines = mergeLines(asked.lines);
  if (lines.length === 0) return;
  const { short, low } = await insertReservation(tx.db, { ...asked, lines, at: tx.now });
  if (short.length > 0) {
    noteRefusals(asked.cityId, short, tx.now);
    throw new StockShort(short);
  }
  await announceLow(tx, asked.cityId, low);
}
