import type { CompiledQuery, DatabaseConnection, Kysely, QueryResult, RawBuilder } from 'kysely';

// eslint-disable-next-line typescript/no-explicit-any -- any database will do
type Db = Kysely<any>;

/** Connections of transactions whose statements need not wait for each other. */
const connections = new WeakMap<Db, DatabaseConnection>();

/**
 * From now on statements of this transaction that are asked for with `executePiped` go out at once, behind those that are
 * under way: the server finds the next one there when it has done one, however busy this process is. Others wait until
 * the answers to those before them are here, as ever.
 */
export async function pipeStatements(trx: Db): Promise<void> {
  connections.set(trx, await trx.getExecutor().provideConnection(async (connection) => connection));
}

/** Transactions whose commit or rollback is the next thing to go out. */
const ended = new WeakSet<Db>();

/**
 * From now on no statement of this transaction goes out with `executePiped`: behind its end it would be committed by
 * itself, or be part of somebody else's transaction.
 */
export function endStatements(trx: Db): void {
  ended.add(trx);
  connections.delete(trx);
}

/** Runs a statement, in a transaction of `pipeStatements` without waiting for those before it. Throws after its end. */
export async function executePiped<Row>(db: Db, query: CompiledQuery<Row>): Promise<QueryResult<Row>> {
  if (ended.has(db)) throw new Error('a statement was asked for after the end of its transaction');
  return connections.get(db)?.executeQuery<Row>(query) ?? db.executeQuery<Row>(query);
}

/** The same for one that is put together. */
export const executeBuilt = <Row>(db: Db, query: RawBuilder<Row>): Promise<QueryResult<Row>> =>
  executePiped(db, query.compile(db));
