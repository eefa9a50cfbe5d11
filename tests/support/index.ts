/**
 * What database tests (`*.db.test.ts`) stand on. The run starts one PostgreSQL (global-setup.ts), or uses the server of
 * TEST_DATABASE_URL; each test file gets a database of its own:
 *
 * ```ts
 * import { useDatabase } from '#testing';
 * const database = useDatabase();                       // every module's schema
 * const bare = useDatabase({ schemas: [mySchema] });    // these schemas alone
 * ```
 */
export { type MadeDatabase, makeDatabase, type TestDatabase, type TestDatabaseOptions, useDatabase } from './database.ts';
export { makeFolder } from './folder.ts';
export type { TestServerInfo } from './global-setup.ts';
export { type ContextAsked, type TestWorld, useContext } from './context.ts';
