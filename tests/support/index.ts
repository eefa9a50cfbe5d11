/**
 * What database tests (`*.db.test.ts`) stand on. The run starts one PostgreSQL (global-setup.ts), or uses the server of
 * TEST_DATABASE_URL; each test file gets a database of its own:
 *
 * ```ts
 * import { useDatabase } from '#testing';
 * const database = useDatabase();                       // every module's schema
 * const bare = useDatabase({ schemas: [mySchema] });    // these schemas alone
 * ```
 *
 * `useContext()` adds real services and contexts for verbs; `useServer()` a real server with clients on top of that.
 */
export {
  type MadeDatabase,
  makeDatabase,
  type TestDatabase,
  type TestDatabaseOptions,
  useDatabase,
} from './database.ts';
export { documentText } from './document-text.ts';
export { makeFolder } from './folder.ts';
export type { TestServerInfo } from './global-setup.ts';
export { type ContextAsked, type TestWorld, type TestWorldOptions, useContext } from './context.ts';
export { type Answer, Client, type RequestOptions } from './client.ts';
export { LiveStream } from './live-stream.ts';
export { somebodyWaits } from './lock-wait.ts';
export { RunningClock, type ServerOptions, type ServerWorld, useServer } from './server.ts';
export { makeCustomer, makeStores, type StorePlace } from './customers.ts';
export { HISTORY_DAYS, levelOf, makeGoodsHistory, type GoodsHistory } from './goods-history.ts';
