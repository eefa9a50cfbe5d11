import { testRule } from './rule-tester.ts';
import { sqlInStores } from './sql-in-stores.ts';

const query = "const rows = await db.selectFrom('cdp.profile').selectAll().execute();";

testRule('sql-in-stores', sqlInStores, {
  valid: [
    { filename: 'src/modules/cdp/profiles/profile-store.ts', code: `import { sql } from 'kysely'; ${query}` },
    { filename: 'src/modules/cdp/migrations/0001-profiles.ts', code: "import { sql } from 'kysely';" },
    { filename: 'src/modules/cdp/profiles/merge.db.test.ts', code: query },
    {
      filename: 'src/modules/cdp/profiles/merge-profiles.ts',
      code: "import type { Database } from '#platform/context';",
    },
    { filename: 'src/modules/cdp/profiles/range.ts', code: "const picked = list.select('x').from(list);" },
    { filename: 'src/platform/outbox/relay.ts', code: `import { sql } from 'kysely'; ${query}` },
  ],
  invalid: [
    {
      filename: 'src/modules/cdp/profiles/merge-profiles.ts',
      code: "import { sql } from 'kysely';",
      says: /'kysely' belongs/,
    },
    {
      filename: 'src/modules/cdp/profiles/profile.ts',
      code: "import type { Kysely } from 'kysely';",
      says: /'kysely' belongs/,
    },
    {
      filename: 'src/modules/cdp/profiles/profile.ts',
      code: "type K = import('kysely').Kysely<X>;",
      says: /'kysely' belongs/,
    },
    { filename: 'src/modules/cdp/profiles/routes.ts', code: query, says: /A query \(selectFrom\) belongs/ },
    { filename: 'src/modules/cdp/profiles/routes.ts', code: 'const q = sql`select 1`;', says: /sql tag belongs/ },
    { filename: 'src/modules/cdp/profiles/routes.ts', code: "import pg from 'pg';", says: /'pg' belongs/ },
    {
      filename: 'src/sim/world-store.ts',
      code: "db.insertInto('cdp.profile');",
      says: /A query \(insertInto\) is not for the demo city/,
    },
  ],
});
