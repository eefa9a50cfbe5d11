import { importRule, type Import } from './imports.ts';
import { isTest, LAYERS, type Layer, type Place } from './place.ts';
import type { Rule } from './rule.ts';

/** What each layer may import of the others; its own unit is always open to it. */
const OPEN: Readonly<Record<Layer, readonly Layer[]>> = {
  kernel: [],
  engines: ['kernel'],
  platform: ['kernel', 'engines', 'platform'],
  modules: ['kernel', 'engines', 'platform', 'modules'],
  // The demo city acts as people and integrations would: it computes nothing for the product.
  sim: ['kernel', 'platform', 'modules'],
  main: ['kernel', 'engines', 'platform', 'modules', 'sim'],
};

/** Engines compute: no disk, no network, no processes, no threads, no database. */
const INPUT_OUTPUT = new Set([
  'node:child_process',
  'node:cluster',
  'node:dgram',
  'node:dns',
  'node:fs',
  'node:http',
  'node:http2',
  'node:https',
  'node:net',
  'node:sqlite',
  'node:tls',
  'node:worker_threads',
  'fastify',
  'kysely',
  'pg',
  'pg-boss',
  'pino',
]);

/**
 * `kernel ← engines ← platform ← modules ← sim ← main`: a layer imports only what stands before it.
 * The kernel imports nothing from outside itself, engines do no I/O, and `web/` takes from `src/` only the kernel and the
 * modules' HTTP contracts. Tests and benches may look in any direction.
 */
export const direction: Rule = importRule(
  'Imports follow the direction of the layers',
  ({ from, target, ...found }) => {
    if (isTest(from)) return undefined;
    if (target.kind === 'external') return checkExternal(from, found);
    if (from.area === 'web') return checkWeb(target.place, found);
    if (!isLayer(from.area)) return undefined;
    return checkLayer(from.area, from, target.place);
  },
);

function checkExternal(from: Place, { specifier }: Pick<Import, 'specifier'>): string | undefined {
  if (from.area === 'kernel') return `The kernel imports nothing from outside itself, so not '${specifier}'.`;
  const name = specifier.replace(/^(node:[^/]+|[^/@][^/]*|@[^/]+\/[^/]+)\/.*$/, '$1');
  if (from.area === 'engines' && (INPUT_OUTPUT.has(name) || INPUT_OUTPUT.has(`node:${name}`))) {
    return `Engines compute and do no I/O, so not '${specifier}'. Let the platform or a module read and hand over the data.`;
  }
  return undefined;
}

function checkWeb(to: Place, { specifier }: Pick<Import, 'specifier'>): string | undefined {
  if (!isSource(to) || to.area === 'kernel') return undefined;
  if (to.area === 'modules' && to.rest === 'contract.ts') return undefined;
  return `web/ imports from src/ only '#kernel/…' and '#modules/…/contract', not '${specifier}'.`;
}

function checkLayer(layer: Layer, from: Place, to: Place): string | undefined {
  if (isLayer(to.area)) {
    const own = to.area === layer && to.unit === from.unit;
    if (own || OPEN[layer].includes(to.area)) return undefined;
  }
  const open = OPEN[layer].join(', ') || 'nothing';
  return `${layer} may import ${open}; '${to.path}' is in ${to.area || 'the top folder'}.`;
}

function isSource(place: Place): boolean {
  return place.path.startsWith('src/');
}

function isLayer(area: string): area is Layer {
  return (LAYERS as readonly string[]).includes(area);
}
