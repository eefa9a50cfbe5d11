import { sql } from 'kysely';
import type { Database } from '#platform/context';
import { unbalancedEntries } from '#platform/ledger';

/** What the ledger says of a whole story. */
export interface Books {
  /** Sum by kind of account, such as `cash:sandbox`; accounts of persons and orders are taken together. */
  readonly accounts: readonly string[];
  /** Of all lines there are: zero. */
  readonly sumFen: number;
  /** Entries that do not add up to zero by themselves: none. */
  readonly unbalanced: number;
}

/** Reads the ledger, of which no route tells more than what is somebody's own. */
export async function readBooks(db: Database): Promise<Books> {
  const { rows } = await sql<{ kind: string; entries: string; fen: string }>`
    select split_part(account, ':', 1) || ':' || split_part(account, ':', 2) as kind, count(*) as entries,
      sum(amount) as fen
    from platform.ledger_line group by 1 order by 1`.execute(db);
  return {
    accounts: rows.map(({ kind, entries, fen }) => `${kind} | ${entries} | ${fen}`),
    sumFen: rows.reduce((sum, { fen }) => sum + Number(fen), 0),
    unbalanced: (await unbalancedEntries(db)).length,
  };
}
