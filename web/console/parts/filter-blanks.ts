import type { Choice } from './choices.ts';
import type { Blank } from './filter-sentence.tsx';

/** A blank that one of several things stands in. */
export const choiceBlank = (name: string, label: string, any: string, options: readonly Choice[]): Blank => ({
  kind: 'choice',
  name,
  label,
  any,
  options,
});

/** A filter that comes with a link from another page: 「，只看这个小区」; left out while there is none. */
export const givenBlank = (name: string, label: string, value: string | undefined): (string | Blank)[] =>
  value === undefined ? [] : ['，只看', choiceBlank(name, label, '不限', [{ value, label: `这个${label}` }])];
