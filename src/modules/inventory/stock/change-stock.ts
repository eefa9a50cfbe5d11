import type { Id, StockPlaceId } from '#kernel/ids';
import type { Tx } from '#platform/context';
import { announceLow } from './announce-low.ts';
import { addEmptyRows, changeCounters, type ChangedCounter, type CounterChange } from './counter-store.ts';
import { StockNotOnHand, StockPromised, type StockReference } from './stock.ts';

/** A receipt, a count, a transfer: what one act of a person changed together. */
export type StockDocumentId = Id<'StockDocument'>;

/** What an act did, item by item, with the counters after it. */
export interface StockDocument {
  readonly documentId: StockDocumentId;
  readonly lines: readonly ChangedCounter[];
}

/**
 * Part of the verbs that change what lies at a place or is to come: all lines or none. Items that were never there
 * begin with nothing.
 * @throws StockNotOnHand where more is taken than lies there; StockPromised where less would be left than is reserved
 */
export async function changeStock(
  tx: Tx,
  changes: readonly CounterChange[],
  origin: { readonly reference: StockReference; readonly reason?: string | undefined },
  options: { readonly asFarAsPossible?: boolean } = {},
): Promise<readonly ChangedCounter[]> {
  if (changes.length === 0) return [];
  await addEmptyRows(tx.db, changes, tx.now);
  const userId = tx.actor.kind === 'user' ? tx.actor.userId : null;
  const written = { reference: origin.reference, reason: origin.reason ?? null, userId, at: tx.now };
  const { short, notOnHand, changed, low } = await changeCounters(tx.db, changes, written, options);
  if (short.length > 0) throw notOnHand ? new StockNotOnHand(short) : new StockPromised(short);
  for (const [cityId, rows] of Map.groupBy(low, (row) => cityOf(changes, row))) await announceLow(tx, cityId, rows);
  return changed;
}

const cityOf = (changes: readonly CounterChange[], row: { placeId: StockPlaceId }) =>
  changes.find((each) => each.placeId === row.placeId)!.cityId;
