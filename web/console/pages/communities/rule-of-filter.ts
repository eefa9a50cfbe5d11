import type { Rule } from '#modules/cdp/contract';
import type { CommunityFilter } from './use-communities.ts';

/** A few mentions in the window are more than chance. */
const ENOUGH_MENTIONS = 3;

/** What the page looks at, as a rule to start an audience with; undefined while it looks at everything. */
export function ruleOfFilter({ city, store, age, topic, days }: CommunityFilter): Rule | undefined {
  const window = Number(days ?? 30);
  const parts = [
    city === undefined ? undefined : { fact: 'city', in: [city] },
    store === undefined ? undefined : { fact: 'store', in: [store] },
    age === undefined ? undefined : { fact: 'age_years', is: 'at_least', value: Number(age) },
    topic === undefined ? undefined : { fact: 'mentions', topic, days: window, is: 'at_least', value: ENOUGH_MENTIONS },
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : ({ all: parts } as Rule);
}
