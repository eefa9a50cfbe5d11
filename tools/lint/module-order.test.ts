import { moduleOrder } from './module-order.ts';
import { testRule } from './rule-tester.ts';

testRule('module-order', moduleOrder, {
  valid: [
    {
      filename: 'src/modules/growth/leads/lead.ts',
      code: "import '#modules/territory'; import '#modules/intelligence';",
    },
    {
      filename: 'src/modules/territory/on-order-paid.ts',
      code: "import { OrderPaid } from '#modules/commerce/events';",
    },
    { filename: 'src/modules/cdp/index.ts', code: "import './profiles/profile.ts'; import '#platform/http';" },
    { filename: 'src/modules/cdp/story.db.test.ts', code: "import '#modules/growth';" },
    { filename: 'src/main/modules.ts', code: "import '#modules/growth'; import '#modules/cdp';" },
  ],
  invalid: [
    { filename: 'src/modules/territory/index.ts', code: "import '#modules/cdp';", says: /'cdp' is not to the left/ },
    { filename: 'src/modules/cdp/a/b.ts', code: "import type { T } from '#modules/insight';", says: /not to the left/ },
    { filename: 'src/modules/cdp/a/b.ts', code: "import '../../growth/index.ts';", says: /not to the left/ },
    { filename: 'src/modules/desk/index.ts', code: "export { x } from '#modules/commerce';", says: /not to the left/ },
    {
      filename: 'src/modules/desk/index.ts',
      code: "const c = await import('#modules/commerce');",
      says: /not to the left/,
    },
    { filename: 'src/modules/loyalty/index.ts', code: "import '#modules/cdp';", says: /has no place in the line/ },
    { filename: 'src/modules/growth/index.ts', code: "import '#modules/loyalty';", says: /not to the left/ },
  ],
});
