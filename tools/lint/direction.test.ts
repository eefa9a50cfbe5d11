import { direction } from './direction.ts';
import { testRule } from './rule-tester.ts';

testRule('direction', direction, {
  valid: [
    { filename: 'src/kernel/ids.ts', code: "import type { Random } from './random.ts';" },
    { filename: 'src/kernel/ids.test.ts', code: "import { expect } from 'vitest';" },
    { filename: 'src/engines/bandit/thompson.ts', code: "import { x } from '#kernel/random'; import './beta.ts';" },
    { filename: 'src/engines/text/split.ts', code: "import { TextDecoder } from 'node:util';" },
    {
      filename: 'src/platform/http/server.ts',
      code: "import '#engines/text'; import '../outbox/event.ts'; import 'pg';",
    },
    { filename: 'src/modules/cdp/index.ts', code: "import '#platform/http'; import '#modules/territory';" },
    { filename: 'src/sim/residents.ts', code: "import '#modules/commerce'; import '#modules/commerce/contract';" },
    { filename: 'src/main/server.ts', code: "import '#sim'; import '#modules/cdp'; import 'fastify';" },
    {
      filename: 'web/shop/entry.tsx',
      code: "import '#kernel/money'; import '#modules/growth/contract'; import 'react';",
    },
    { filename: 'tests/e2e/story.test.ts', code: "import '#main/server'; import '#modules/cdp';" },
    { filename: 'bench/ingest.ts', code: "import '#main/server';" },
  ],
  invalid: [
    { filename: 'src/kernel/ids.ts', code: "import { createHash } from 'node:crypto';", says: /imports nothing/ },
    { filename: 'src/kernel/ids.ts', code: "import { z } from 'zod';", says: /imports nothing/ },
    { filename: 'src/kernel/ids.ts', code: "import '#platform/http';", says: /kernel may import nothing/ },
    { filename: 'src/engines/bandit/thompson.ts', code: "import '#platform/http';", says: /engines may import kernel/ },
    { filename: 'src/engines/bandit/thompson.ts', code: "import '#engines/text';", says: /engines may import kernel/ },
    { filename: 'src/engines/text/split.ts', code: "import { readFile } from 'node:fs/promises';", says: /no I\/O/ },
    { filename: 'src/engines/text/split.ts', code: "const net = await import('net');", says: /no I\/O/ },
    { filename: 'src/engines/text/split.ts', code: "import pg from 'pg';", says: /no I\/O/ },
    { filename: 'src/platform/http/server.ts', code: "import '#modules/cdp';", says: /platform may import/ },
    {
      filename: 'src/platform/http/server.ts',
      code: "export { x } from '#modules/cdp/events';",
      says: /platform may import/,
    },
    { filename: 'src/modules/cdp/index.ts', code: "import '#sim';", says: /modules may import/ },
    {
      filename: 'src/modules/cdp/index.ts',
      code: "type S = import('#main/server').Server;",
      says: /modules may import/,
    },
    { filename: 'src/sim/residents.ts', code: "import '#engines/text';", says: /sim may import/ },
    { filename: 'src/sim/residents.ts', code: "import '../main/server.ts';", says: /sim may import/ },
    { filename: 'src/main/server.ts', code: "import '../../tests/support/index.ts';", says: /main may import/ },
    { filename: 'src/main/server.ts', code: "import '#testing';", says: /main may import/ },
    { filename: 'web/shop/entry.tsx', code: "import '#modules/growth';", says: /web\/ imports from src\/ only/ },
    { filename: 'web/shop/entry.tsx', code: "import '../../src/platform/auth/index.ts';", says: /web\/ imports/ },
  ],
});
