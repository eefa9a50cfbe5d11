import { posix, relative, sep } from 'node:path';

/** The layers of `src/`, each of which may import those before it. */
export const LAYERS = ['kernel', 'engines', 'platform', 'modules', 'sim', 'main'] as const;
export type Layer = (typeof LAYERS)[number];

/** The line of modules, each of which may import those before it. */
export const MODULES = [
  'territory',
  'cdp',
  'messaging',
  'touchpoints',
  'desk',
  'inventory',
  'commerce',
  'fulfilment',
  'intelligence',
  'growth',
  'insight',
] as const;

/** Where a file stands in the tree. */
export interface Place {
  /** A layer of `src/`, or the top folder (`web`, `tests`, `bench`, `tools`); empty for files at the top. */
  readonly area: string;
  /** The engine, platform folder or module; empty elsewhere. */
  readonly unit: string;
  /** The path within the unit, or within the area where there are no units. */
  readonly rest: string;
  /** The path from the top, with slashes. */
  readonly path: string;
}

/** What an import names. */
export type Target =
  | { readonly kind: 'external'; readonly name: string }
  | { readonly kind: 'alias' | 'relative'; readonly place: Place };

const WITH_UNITS: ReadonlySet<string> = new Set(['engines', 'platform', 'modules']);

/** The place of a path given from the top of the repository, with slashes. */
export function placeOf(path: string): Place {
  const parts = path.split('/');
  const inSource = parts[0] === 'src';
  if (inSource) parts.shift();
  const area = parts.length > 1 ? (parts.shift() ?? '') : inSource ? 'src' : '';
  const unit = inSource && WITH_UNITS.has(area) && parts.length > 1 ? (parts.shift() ?? '') : '';
  return { area, unit, rest: parts.join('/'), path };
}

/** The place of a file that is being linted. */
export function placeOfFile(filename: string, cwd: string): Place {
  return placeOf(relative(cwd, filename).split(sep).join('/'));
}

/** Tests may reach whatever has a door, whatever the direction. */
export function isTest(place: Place): boolean {
  return /\.test\.tsx?$/.test(place.path) || place.area === 'tests' || place.area === 'bench';
}

/**
 * What `specifier` means in the file at `from`: aliases of package.json `imports`, relative paths, or something outside.
 * An alias that goes past a door (`#modules/cdp/profiles`) keeps its tail in `rest`.
 */
export function resolveImport(specifier: string, from: Place): Target {
  if (specifier.startsWith('.')) {
    return { kind: 'relative', place: placeOf(posix.join(posix.dirname(from.path), specifier)) };
  }
  if (!specifier.startsWith('#')) return { kind: 'external', name: specifier };
  const [area = '', ...tail] = specifier.slice(1).split('/');
  if (area === 'testing') return { kind: 'alias', place: placeOf('tests/support/index.ts') };
  if (!WITH_UNITS.has(area)) return { kind: 'alias', place: placeOf(`src/${area}/${tail.join('/') || 'index'}.ts`) };
  const [unit = '', ...rest] = tail;
  return { kind: 'alias', place: placeOf(`src/${area}/${unit}/${rest.join('/') || 'index'}.ts`) };
}
