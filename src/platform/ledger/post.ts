import type { Tx } from '../context/context.ts';
import { checkPosting, inUnit, type LedgerEntryId, type Posting } from './entry.ts';
import { findEntry, findLines, insertEntries } from './ledger-store.ts';
import { EntryDiffers } from './refusals.ts';

/**
 * Part: books an entry in the caller's transaction and answers its id. An id that is there with the same content changes
 * nothing, so that a repeated delivery can post again; with other content it is refused (EntryDiffers). Throws
 * EntryLinesWrong, EntryUnbalanced, LineWithoutAmount, AccountMalformed or AccountOfOtherUnit.
 */
export async function post(tx: Tx, posting: Posting): Promise<LedgerEntryId> {
  const [entryId] = await postAll(tx, [posting]);
  if (entryId === undefined) throw new Error('one posting has one entry');
  return entryId;
}

/** Part: the same for many entries, in one statement; answers their ids in the order given. */
export async function postAll(tx: Tx, postings: readonly Posting[]): Promise<LedgerEntryId[]> {
  if (postings.length === 0) return [];
  for (const posting of postings) checkPosting(posting);
  const entries = postings.map((posting) => ({ posting, entryId: posting.entryId ?? tx.newId<'LedgerEntry'>() }));
  const firsts = new Map(entries.toReversed().map((entry) => [entry.entryId, entry]));
  const added = await insertEntries(tx.db, [...firsts.values()].toReversed());
  for (const entry of entries) {
    const { entryId, posting } = entry;
    if (added.has(entryId) && firsts.get(entryId) === entry) continue;
    if (!(await isSame(tx, entryId, posting))) throw new EntryDiffers(entryId);
  }
  return entries.map(({ entryId }) => entryId);
}

/** Whether what is kept books the same; the time may differ, the first one stays. */
async function isSame(tx: Tx, entryId: LedgerEntryId, posting: Posting): Promise<boolean> {
  const entry = await findEntry(tx.db, posting.cityId, entryId);
  if (entry === undefined || entry.reverses_id !== null) return false;
  const kept = await findLines(tx.db, posting.cityId, entryId);
  const { unit, lines } = inUnit(posting);
  return (
    entry.unit === unit &&
    entry.kind === posting.kind &&
    entry.reference_kind === posting.reference.kind &&
    entry.reference_id === posting.reference.id &&
    kept.length === lines.length &&
    lines.every(({ account, amount, memo }, at) => {
      const line = kept[at];
      return line?.account === account && line.amount === amount && line.memo === memo;
    })
  );
}
