import { basename } from 'node:path';
import type { Rule } from './rule.ts';

/** A door names what it gives: `index.ts` has no `export *`, so that reading it tells what the unit offers. */
export const noExportStar: Rule = {
  meta: { type: 'problem', docs: { description: 'Doors export by name' } },
  create(context) {
    if (!/^index\.tsx?$/.test(basename(context.filename))) return {};
    return {
      ExportAllDeclaration(node) {
        context.report({ message: 'A door names what it exports: write `export { … } from`, not `export *`.', node });
      },
    };
  },
};
