import type { Tx } from '../context/context.ts';
import { checkLines, type LedgerEntryId, type LedgerPosting } from './entry.ts';
import { findEntry, findLines, insertEntry, insertLines } from './ledger-store.ts';
import { EntryDiffers } from './refusals.ts';

/**
 * Part: books an entry in the caller's transaction and answers its id. An id that is there with the same content changes
 * nothing, so that a repeated delivery can post again; with other content it is refused (EntryDiffers). Throws
 * EntryLinesWrong, EntryUnbalanced, LineWithoutAmount or AccountMalformed.
 */
export async function post(tx: Tx, posting: LedgerPosting): Promise<LedgerEntryId> {
  checkLines(posting.lines);
  const entryId = posting.entryId ?? tx.newId<'LedgerEntry'>();
  if (await insertEntry(tx.db, entryId, posting)) {
    await insertLines(tx.db, posting.cityId, entryId, posting.at, posting.lines);
  } else if (!(await isSame(tx, entryId, posting))) {
    throw new EntryDiffers(entryId);
  }
  return entryId;
}

/** Whether what is kept books the same; the time may differ, the first one stays. */
async function isSame(tx: Tx, entryId: LedgerEntryId, posting: LedgerPosting): Promise<boolean> {
  const entry = await findEntry(tx.db, posting.cityId, entryId);
  if (entry === undefined || entry.reverses_id !== null) return false;
  const lines = await findLines(tx.db, posting.cityId, entryId);
  return (
    entry.kind === posting.kind &&
    entry.reference_kind === posting.reference.kind &&
    entry.reference_id === posting.reference.id &&
    lines.length === posting.lines.length &&
    posting.lines.every((line, index) => {
      const kept = lines[index];
      return kept?.account === line.account && kept.amount_fen === line.amountFen && kept.memo === (line.memo ?? null);
    })
  );
}
