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

/** Runs a statement, in a transaction of `pipeStatements` without waiting for those before it. */
export function executePiped<Row>(db: Db, query: CompiledQuery<Row>): Promise<QueryResult<Row>> {
  return connections.get(db)?.executeQuery<Row>(query) ?? db.executeQuery<Row>(query);
}

/** The same for one that is put together. */
export const executeBuilt = <Row>(db: Db, query: RawBuilder<Row>): Promise<QueryResult<Row>> =>
  executePiped(db, query.compile(db));
