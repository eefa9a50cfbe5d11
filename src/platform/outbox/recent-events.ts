import type { Database } from '../context/context.ts';
import { readAfter, type OutboxRow } from './outbox-store.ts';

/** Events that are remembered at most: what comes in while subscriptions rest from a busy hour, some seconds of it. */
const MOST = 10_000;

/**
 * The end of the log as the relay has just numbered it. Almost every subscription takes its events from here, one and the
 * same for all of them, so that it is read and checked once; who is further behind reads the log.
 */
export class RecentEvents {
  readonly #most: number;
  /** Without a gap, in order. */
  #rows: readonly OutboxRow[] = [];

  constructor(most = MOST) {
    this.#most = most;
  }

  /** Takes note of events that were numbered and committed, in order. */
  remember(rows: readonly OutboxRow[]): void {
    const [first] = rows;
    if (first === undefined) return;
    // Another relay numbered some meanwhile.
    const isNext = this.#rows.at(-1)?.seq === first.seq - 1;
    this.#rows = (isNext ? [...this.#rows, ...rows] : rows).slice(-this.#most);
  }

  /** Everybody has taken everything. */
  forget(): void {
    this.#rows = [];
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
