import { basename } from 'node:path';
import { placeOfFile } from './place.ts';
import type { Rule } from './rule.ts';

/** `place-order.ts`, `place-order.db.test.ts`, `0001-orders.ts`. */
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
/** Names that say nothing about what is inside. */
const VAGUE = /^(utils?|helpers?|commons?|misc)$/;
const LAYER_SUFFIX = /-(service|manager)$/;

/** Files are kebab-case and named after what they do: no `utils`, `helpers`, `common`, no `…-service`, `…-manager`. */
export const fileNames: Rule = {
  meta: { type: 'problem', docs: { description: 'Files are kebab-case and named after what they do' } },
  create(context) {
    return {
      Program(node) {
        const message = faultOf(placeOfFile(context.filename, context.cwd).path);
        if (message !== undefined) context.report({ message, node });
      },
    };
  },
};

/** What is wrong with a path's names, or undefined. */
export function faultOf(path: string): string | undefined {
  const file = basename(path);
  if (!KEBAB.test(file)) return `'${file}' is not kebab-case.`;
  for (const part of path.split('/')) {
    const [stem = ''] = part.split('.');
    if (VAGUE.test(stem)) return `'${part}' says nothing about what is inside. Name it after what it does.`;
    if (LAYER_SUFFIX.test(stem)) return `'${part}' is named after a layer. Name it after what it does.`;
  }
  return undefined;
}
