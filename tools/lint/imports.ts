import { placeOfFile, resolveImport, type Place, type Target } from './place.ts';
import type { Rule, RuleContext, Visitor } from './rule.ts';

/** One import or re-export of a file. */
export interface Import {
  readonly specifier: string;
  readonly from: Place;
  readonly target: Target;
}

interface Source {
  readonly type: string;
  readonly value?: unknown;
  readonly range: [number, number];
}

/**
 * Makes a rule about imports: static, dynamic, re-exports, types in `import('…')`.
 * `check` gives the sentence to report, or undefined where nothing is wrong.
 */
export function importRule(description: string, check: (found: Import) => string | undefined): Rule {
  return {
    meta: { type: 'problem', docs: { description } },
    create: (context) => visitImports(context, check),
  };
}

function visitImports(context: RuleContext, check: (found: Import) => string | undefined): Visitor {
  const from = placeOfFile(context.filename, context.cwd);
  const visit = (source: Source | null | undefined) => {
    if (typeof source?.value !== 'string') return;
    const message = check({ specifier: source.value, from, target: resolveImport(source.value, from) });
    if (message !== undefined) context.report({ message, node: source });
  };
  return {
    ImportDeclaration: (node) => visit(node.source),
    ExportNamedDeclaration: (node) => visit(node.source),
    ExportAllDeclaration: (node) => visit(node.source),
    ImportExpression: (node) => visit(node.source),
    TSImportType: (node) => visit(node.source),
  };
}
