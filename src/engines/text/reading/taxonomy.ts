import { normaliseText } from '../normalise.ts';
import { WISHED, type TopicGroup } from '../topics.ts';
import { buildAutomaton, occurrences, type Automaton } from './automaton.ts';
import { isNegated } from './negation.ts';

/** Something people talk about that we watch, and the words that give it away. */
export interface Topic {
  readonly topic: string;
  readonly name: string;
  readonly group: TopicGroup;
  readonly active: boolean;
  readonly keywords: readonly string[];
}

interface Keyword {
  readonly topic: string;
  readonly keyword: string;
}

/** Topics made ready for matching. Built once per version of the configuration. */
export interface Taxonomy {
  readonly automaton: Automaton<Keyword>;
  readonly topics: ReadonlySet<string>;
}

/** Compiles the active topics; the keywords are normalised as texts are. */
export function compileTaxonomy(topics: readonly Pick<Topic, 'topic' | 'active' | 'keywords'>[]): Taxonomy {
  const active = topics.filter((each) => each.active);
  const words = active.flatMap(({ topic, keywords }) =>
    keywords.map((word): [string, Keyword] => {
      const keyword = normaliseText(word);
      return [keyword, { topic, keyword }];
    }),
  );
  return { automaton: buildAutomaton(words), topics: new Set(active.map(({ topic }) => topic)) };
}

/** A keyword in a text; negated where it is denied there (「不漏水」「没有漏水」), which what people wish for never is (「不新鲜」). */
export interface KeywordHit extends Keyword {
  readonly isNegated: boolean;
}

/** The keywords in a normalised text, in the order in which they end. */
export function keywordsIn(normal: string, { automaton }: Taxonomy): KeywordHit[] {
  return Array.from(occurrences(automaton, normal), ({ start, value }) => ({
    ...value,
    isNegated: !WISHED.has(value.keyword) && isNegated(normal, start),
  }));
}
