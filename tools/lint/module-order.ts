import { importRule } from './imports.ts';
import { isTest, MODULES } from './place.ts';
import type { Rule } from './rule.ts';

const LINE: readonly string[] = MODULES;

/**
 * Modules stand in one line and import only to the left. News travels back to the left as events, so `events.ts` of any
 * module is open to every module.
 */
export const moduleOrder: Rule = importRule('Modules import only modules to their left', ({ from, target }) => {
  if (from.area !== 'modules' || from.unit === '' || isTest(from)) return undefined;
  if (!LINE.includes(from.unit))
    return `Module '${from.unit}' has no place in the line of modules: ${LINE.join(' → ')}.`;
  if (target.kind === 'external' || target.place.area !== 'modules') return undefined;
  const { unit, rest } = target.place;
  if (unit === from.unit || rest === 'events.ts') return undefined;
  if (LINE.includes(unit) && LINE.indexOf(unit) < LINE.indexOf(from.unit)) return undefined;
  return `'${unit}' is not to the left of '${from.unit}'. Let it announce an event, and subscribe to that (#modules/${unit}/events).`;
});
