import { isTest, placeOfFile } from './place.ts';
import type { Rule } from './rule.ts';

const AREAS: ReadonlySet<string> = new Set(['kernel', 'engines', 'platform', 'modules', 'sim']);
const SOURCES: ReadonlySet<string> = new Set(['src/kernel/time.ts', 'src/kernel/random.ts']);
const AMBIENT_CALLS: ReadonlySet<string> = new Set(['Date.now', 'Math.random', 'crypto.randomUUID']);

/**
 * Time and chance come with the context, so that everything can be replayed: no `new Date()` without arguments, no
 * `Date.now()`, no `Math.random()`, no `crypto.randomUUID()`. Files of the platform that stand outside any context are
 * listed in the option `allow`, path by reason.
 */
export const noAmbientTime: Rule = {
  meta: {
    type: 'problem',
    docs: { description: 'Time and chance come with the context' },
    schema: [
      {
        type: 'object',
        properties: { allow: { type: 'object', additionalProperties: { type: 'string' } } },
        additionalProperties: false,
      },
    ],
  },
  create(context) {
    const place = placeOfFile(context.filename, context.cwd);
    const [options] = context.options as readonly { readonly allow?: Readonly<Record<string, string>> }[];
    const allowed = SOURCES.has(place.path) || Object.hasOwn(options?.allow ?? {}, place.path);
    if (!AREAS.has(place.area) || allowed || isTest(place)) return {};
    const report = (what: string, node: { readonly range: [number, number] }) =>
      context.report({ message: `${what}: take time from ctx.clock or tx.now, chance from ctx.random.`, node });
    return {
      NewExpression(node) {
        if (isDate(node.callee) && node.arguments.length === 0) report('new Date()', node);
      },
      CallExpression(node) {
        const { callee } = node;
        if (isDate(callee)) report('Date()', node);
        if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return;
        if (callee.property.type !== 'Identifier') return;
        const name = `${callee.object.name}.${callee.property.name}`;
        if (AMBIENT_CALLS.has(name)) report(`${name}()`, node);
      },
    };
  },
};

function isDate(callee: { readonly type: string; readonly name?: unknown }): boolean {
  return callee.type === 'Identifier' && callee.name === 'Date';
}
