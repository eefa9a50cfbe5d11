import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { seededUuid, type PersonId } from '#kernel/ids';
import { seededRandom, systemRandom } from '#kernel/random';
import { ManualClock } from '#kernel/time';
import { migrations as auditMigrations, tables as auditTables } from '#platform/audit';
import { systemContext, type Database, type Services, type Tx } from '#platform/context';
import type { ModuleSchema } from '#platform/postgres';
import { createVault, migrations, tables, type MasterKey, type Vault } from './index.ts';

/** A vault with what the tests of this folder do with one. */
export interface TestVault {
  readonly clock: ManualClock;
  readonly hashKey: Buffer;
  readonly master: MasterKey;
  readonly vault: Vault;
  /** The same keys in another process: nothing is remembered together. */
  elsewhere(): Vault;
  within<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Rows of a person in a table. */
  count(table: string, personId: PersonId): Promise<number>;
}

const random = seededRandom('vault');
let lastPhone = 13_900_000_000;

export const newPhone = (): string => String((lastPhone += 1));
export const newPerson = (): PersonId => seededUuid(Date.parse('2026-03-01T02:00:00Z'), random) as PersonId;

/** The tables that a vault needs, those of the audit included. */
export const schema: ModuleSchema = {
  name: 'platform',
  migrations: [...migrations, ...auditMigrations],
  tables: { ...tables, ...auditTables },
};

/** A vault under keys of its own on a test's database. */
export function vaultOn(database: { readonly db: Database }): TestVault {
  const clock = new ManualClock('2026-03-01T02:00:00Z');
  const hashKey = randomBytes(32);
  const master = { id: 'old', key: randomBytes(32) };
  const elsewhere = (): Vault => createVault({ masterKeys: [master], hashKey });
  const vault = elsewhere();
  return {
    clock,
    hashKey,
    master,
    vault,
    elsewhere,
    within: (work) => {
      const runtime = { db: database.db, clock, random: systemRandom, services: { vault } as unknown as Services };
      return systemContext(runtime, 'vault-test').transaction(work);
    },
    count: async (table, personId) => {
      const found = await sql<{ n: number }>`
        select count(*) as n from ${sql.table(`platform.${table}`)} where person_id = ${personId}
      `.execute(database.db);
      return Number(found.rows[0]?.n);
    },
  };
}
