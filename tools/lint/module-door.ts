import { importRule } from './imports.ts';
import { isTest, type Place } from './place.ts';
import type { Rule } from './rule.ts';

/** Areas that speak the HTTP contract of a module from outside; so do tests. */
const CLIENTS: ReadonlySet<string> = new Set(['web', 'sim', 'tools']);

/**
 * A module, engine or platform folder is entered by its door: `#modules/<name>` (or its `/events`; its `/contract` for
 * clients), `#engines/<name>`, `#platform/<folder>`. No alias goes past a door, and no relative path leaves its own
 * part of `src/`; folders of the platform, which are one unit, may reach each other by relative paths. Benches stand on
 * the ground that a module's tests stand on: its `fixtures/`.
 */
export const moduleDoor: Rule = importRule('Units are entered by their doors', ({ from, target, specifier }) => {
  if (target.kind === 'external') return undefined;
  const to = target.place;
  if (target.kind === 'relative') {
    if (!to.path.startsWith('src/') || sharesRoom(from, to) || isGround(from, to)) return undefined;
    return `'${specifier}' leaves ${roomOf(from)}. Use the door: '${doorOf(to)}'.`;
  }
  if (!isDoor(to)) return `'${specifier}' goes past the door '${doorOf(to)}'.`;
  if (to.area === 'modules' && to.rest === 'contract.ts' && !mayUseContract(from)) {
    return `A contract is for clients over HTTP. Inside the server use the door: '${doorOf(to)}'.`;
  }
  return undefined;
});

function mayUseContract(from: Place): boolean {
  // A contract may quote one to its left: what it says of packages, a play says in the same words.
  return CLIENTS.has(from.area) || isTest(from) || (from.area === 'modules' && from.rest === 'contract.ts');
}

function sharesRoom(from: Place, to: Place): boolean {
  if (!from.path.startsWith('src/') || from.area !== to.area) return false;
  return from.area === 'platform' || from.unit === to.unit;
}

const isGround = (from: Place, to: Place): boolean => from.path.startsWith('bench/') && to.path.includes('/fixtures/');

function roomOf(place: Place): string {
  if (place.area === '') return 'the top folder';
  return place.unit === '' || place.area === 'platform' ? place.area : `${place.area}/${place.unit}`;
}

function isDoor({ area, unit, rest }: Place): boolean {
  if (area === 'engines' || area === 'platform') return unit !== '' && rest === 'index.ts';
  if (area === 'modules') return unit !== '' && ['index.ts', 'events.ts', 'contract.ts'].includes(rest);
  return true;
}

function doorOf({ area, unit, rest }: Place): string {
  if (unit !== '') return `#${area}/${unit}${area === 'modules' && rest === 'events.ts' ? '/events' : ''}`;
  return area === 'sim' ? '#sim' : `#${area}/${rest.replace(/\.ts$/, '')}`;
}
