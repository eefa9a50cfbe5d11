import { noExportStar } from './no-export-star.ts';
import { testRule } from './rule-tester.ts';

testRule('no-export-star', noExportStar, {
  valid: [
    { filename: 'src/modules/cdp/index.ts', code: "export { a, type B } from './a.ts';" },
    { filename: 'web/shared/antd.ts', code: "export * from 'antd';" },
  ],
  invalid: [
    { filename: 'src/modules/cdp/index.ts', code: "export * from './a.ts';", says: /names what it exports/ },
    { filename: 'src/modules/cdp/index.ts', code: "export * as a from './a.ts';", says: /names what it exports/ },
    { filename: 'src/platform/http/index.ts', code: "export type * from './a.ts';", says: /names what it exports/ },
  ],
});
