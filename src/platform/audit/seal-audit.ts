import type { Database } from '../context/context.ts';
import { findPending, lockHead, saveLinks } from './audit-store.ts';
import { linkAfter, type StoredEntry } from './chain.ts';

const BATCH = 1_000;
/** Most batches of one call, so that a large backlog does not keep the caller's loop from stopping. */
const BATCHES = 20;

/**
 * Chains the entries that are committed and not chained yet; answers how many. Run each second, by any number of
 * processes: whoever holds the head seals, the others answer 0 at once. Each batch is a transaction of its own.
 */
export async function sealAudit(db: Database): Promise<number> {
  let sealed = 0;
  for (let batch = 0; batch < BATCHES; batch++) {
    const count = await sealBatch(db);
    sealed += count;
    if (count < BATCH) break;
  }
  return sealed;
}

async function sealBatch(db: Database): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const head = await lockHead(trx);
    if (head === undefined) return 0;
    const entries = await findPending(trx, BATCH);
    if (entries.length === 0) return 0;
    let previous = head;
    const links = entries.map((entry: StoredEntry) => {
      const link = { ...linkAfter(previous, entry), entryId: entry.entryId, previousHash: previous.hash };
      previous = link;
      return link;
    });
    await saveLinks(trx, links);
    return links.length;
  });
}
