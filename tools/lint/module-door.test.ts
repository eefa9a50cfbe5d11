import { moduleDoor } from './module-door.ts';
import { testRule } from './rule-tester.ts';

testRule('module-door', moduleDoor, {
  valid: [
    { filename: 'src/modules/growth/leads/lead.ts', code: "import '#modules/cdp'; import '#modules/insight/events';" },
    { filename: 'src/modules/growth/leads/lead.ts', code: "import '../links/link.ts'; import '../contract.ts';" },
    { filename: 'src/platform/http/route.ts', code: "import '../context/context.ts'; import '#engines/text';" },
    { filename: 'src/modules/growth/contract.ts', code: "import '#modules/cdp/contract';" },
    { filename: 'src/sim/residents.ts', code: "import '#modules/growth/contract';" },
    { filename: 'web/shop/entry.tsx', code: "import '#modules/growth/contract'; import '../shared/api.ts';" },
    { filename: 'tests/e2e/story.test.ts', code: "import '#main/server'; import '../support/index.ts';" },
    { filename: 'src/main/server.ts', code: "import './modules.ts'; import '#sim';" },
    { filename: 'bench/orders.ts', code: "import '../src/modules/commerce/orders/fixtures/goods.ts';" },
  ],
  invalid: [
    {
      filename: 'src/modules/growth/leads/lead.ts',
      code: "import '../../cdp/index.ts';",
      says: /leaves modules\/growth.*'#modules\/cdp'/,
    },
    {
      filename: 'src/modules/growth/leads/lead.ts',
      code: "import '../../cdp/events.ts';",
      says: /'#modules\/cdp\/events'/,
    },
    {
      filename: 'src/modules/growth/leads/lead.ts',
      code: "import '#modules/cdp/profiles';",
      says: /past the door '#modules\/cdp'/,
    },
    {
      filename: 'src/modules/growth/leads/lead.ts',
      code: "import '#modules/cdp/contract';",
      says: /contract is for clients/,
    },
    {
      filename: 'src/modules/growth/index.ts',
      code: "import '../../platform/http/route.ts';",
      says: /'#platform\/http'/,
    },
    {
      filename: 'src/modules/growth/index.ts',
      code: "import '#platform/http/route';",
      says: /past the door '#platform\/http'/,
    },
    { filename: 'src/modules/growth/index.ts', code: "import '../../kernel/money.ts';", says: /'#kernel\/money'/ },
    { filename: 'src/engines/text/split.ts', code: "import '../linkage/index.ts';", says: /'#engines\/linkage'/ },
    {
      filename: 'src/platform/http/route.ts',
      code: "import '#engines/text/split';",
      says: /past the door '#engines\/text'/,
    },
    { filename: 'src/sim/residents.ts', code: "import '../modules/cdp/post-store.ts';", says: /leaves sim/ },
    { filename: 'src/main/server.ts', code: "import '../sim/index.ts';", says: /'#sim'/ },
    { filename: 'bench/orders.ts', code: "import '../src/modules/commerce/orders/order.ts';", says: /leaves bench/ },
    { filename: 'tests/e2e/story.test.ts', code: "import '../../src/modules/cdp/index.ts';", says: /leaves tests/ },
    { filename: 'web/shop/entry.tsx', code: "import '../../src/kernel/money.ts';", says: /'#kernel\/money'/ },
  ],
});
