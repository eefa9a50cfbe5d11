import type { Database } from '../context/context.ts';
import { readAfter, type OutboxRow } from './outbox-store.ts';

/** Events that are remembered: what many subscriptions are about to take is read once. */
const MOST = 2_000;

/**
 * The end of the log as the relay has just numbered it. Almost every subscription takes its events from here, one and the
 * same for all of them; who is further behind reads the log.
 */
export class RecentEvents {
  /** Without a gap, in order. */
  #rows: readonly OutboxRow[] = [];

  /** Takes note of events that were numbered and committed, in order. */
  remember(rows: readonly OutboxRow[]): void {
    const [first] = rows;
    if (first === undefined) return;
    // Another relay numbered some meanwhile.
    const isNext = this.#rows.at(-1)?.seq === first.seq - 1;
    this.#rows = (isNext ? [...this.#rows, ...rows] : rows).slice(-MOST);
  }

  /** As `readAfter`. */
  async after(db: Database, seq: number, types: readonly string[], limit: number): Promise<readonly OutboxRow[]> {
    const from = seq + 1 - (this.#rows[0]?.seq ?? Number.POSITIVE_INFINITY);
    if (from < 0 || from >= this.#rows.length) return readAfter(db, seq, types, limit);
    const found: OutboxRow[] = [];
    for (let at = from; at < this.#rows.length && found.length < limit; at += 1) {
      const row = this.#rows[at];
      if (row !== undefined && types.includes(row.type)) found.push(row);
    }
    return found;
  }
}
