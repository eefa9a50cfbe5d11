import { NotFound } from '#kernel/errors';
import type { CityId } from '#kernel/ids';
import type { Tx } from '../context/context.ts';
import type { LedgerEntryId } from './entry.ts';
import { findEntry, insertOppositeLines, insertReversal } from './ledger-store.ts';
import { EntryAlreadyReversed, ReversalNotReversible, ReversalWithoutReason } from './refusals.ts';

/**
 * Part: books the opposite of an entry, at `tx.now`, and answers the id of the reversal. Once only: a second one, also
 * at the same time, is refused (EntryAlreadyReversed). A reversal cannot be reversed (ReversalNotReversible): what
 * should count again is posted again. Throws NotFound and ReversalWithoutReason.
 */
export async function reverse(
  tx: Tx,
  entry: { readonly cityId: CityId; readonly entryId: LedgerEntryId },
  reason: string,
): Promise<LedgerEntryId> {
  if (reason.trim() === '') throw new ReversalWithoutReason();
  const original = await findEntry(tx.db, entry.cityId, entry.entryId);
  if (original === undefined) throw new NotFound('ledger entry');
  if (original.reverses_id !== null) throw new ReversalNotReversible(entry.entryId);
  const entryId = tx.newId<'LedgerEntry'>();
  const reversal = { cityId: entry.cityId, entryId, reversesId: entry.entryId, reason: reason.trim(), at: tx.now };
  if (!(await insertReversal(tx.db, reversal))) throw new EntryAlreadyReversed(entry.entryId);
  await insertOppositeLines(tx.db, reversal);
  return entryId;
}
