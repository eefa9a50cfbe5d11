import type { Kysely } from 'kysely';
import { prepared, type Prepared } from './prepared.ts';

// eslint-disable-next-line typescript/no-explicit-any -- any database will do
type Db = Kysely<any>;

/** Statements of transactions that are committed without waiting for them. */
const relied = new WeakMap<Db, Promise<unknown>[]>();

/** From now on `rely` may be used in this transaction; whoever commits it waits for all of them then. */
export function openToRelying(trx: Db): void {
  relied.set(trx, []);
}

/** Whether statements may be relied on there. Where not, they are waited for, and say what is wrong. */
export const mayRely = (db: Db): boolean => relied.has(db);

/**
 * Relies on a statement that raises where what is wanted of it does not hold (`insisting`): the transaction goes on as if
 * it held, up to the commit, which is nothing but a rollback if it does not. Nobody waits for answers then that are as
 * good as known. It has to be under way, or gathered, when this is called.
 */
export function rely(trx: Db, statement: Promise<unknown>): void {
  const all = relied.get(trx);
  if (all === undefined) throw new Error('nothing can be relied on in this transaction');
  statement.catch(() => {});
  all.push(statement);
}

/** What was relied on. */
export const reliedOn = (trx: Db): readonly Promise<unknown>[] => relied.get(trx) ?? [];

/** The end of a statement that raises unless it holds; the error says `what` does not. */
export const insisting = (holds: Prepared<unknown>, what: string): Prepared<unknown> =>
  prepared`select platform.insist(${holds}, ${what}) as held`;
