import { isTest, placeOfFile, type Place } from './place.ts';
import type { Rule } from './rule.ts';

const DATABASE_PACKAGES = /^(kysely|pg|pg-boss)(\/|$)/;
const QUERY_STARTS: ReadonlySet<string> = new Set([
  'selectFrom',
  'insertInto',
  'updateTable',
  'deleteFrom',
  'mergeInto',
  'replaceInto',
]);

/**
 * In modules only `*-store.ts` and migrations speak SQL: elsewhere there is no import of the query builder (types of the
 * database come from `#platform/context`), no `sql` tag and no query. The demo city speaks none at all.
 */
export const sqlInStores: Rule = {
  meta: { type: 'problem', docs: { description: 'Only stores and migrations speak SQL' } },
  create(context) {
    const place = placeOfFile(context.filename, context.cwd);
    if (maySpeakSql(place)) return {};
    const remedy = place.area === 'sim' ? 'is not for the demo city: use a door' : 'belongs in a file named *-store.ts';
    const report = (what: string, node: { readonly range: [number, number] }) =>
      context.report({ message: `${what} ${remedy}.`, node });
    const checkSource = (source: { readonly value: unknown; readonly range: [number, number] } | null) => {
      if (typeof source?.value === 'string' && DATABASE_PACKAGES.test(source.value))
        report(`'${source.value}'`, source);
    };
    return {
      ImportDeclaration: (node) => checkSource(node.source),
      ExportNamedDeclaration: (node) => checkSource(node.source),
      ExportAllDeclaration: (node) => checkSource(node.source),
      TSImportType: (node) => checkSource(node.source),
      ImportExpression(node) {
        if (node.source.type === 'Literal') checkSource(node.source);
      },
      TaggedTemplateExpression(node) {
        if (node.tag.type === 'Identifier' && node.tag.name === 'sql') report('The sql tag', node);
      },
      CallExpression({ callee }) {
        if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return;
        if (QUERY_STARTS.has(callee.property.name)) report(`A query (${callee.property.name})`, callee.property);
      },
    };
  },
};

function maySpeakSql(place: Place): boolean {
  if (place.area !== 'modules' && place.area !== 'sim') return true;
  if (isTest(place)) return true;
  return place.area === 'modules' && (place.rest.endsWith('-store.ts') || place.rest.startsWith('migrations/'));
}
