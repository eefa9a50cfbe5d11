import { buildAutomaton, occurrences, type Automaton } from './automaton.ts';
import { isNegated } from './negation.ts';

export type TopicGroup = 'home' | 'fresh' | 'other';

/** Something people talk about that we watch, and the words that give it away. */
export interface Topic {
  readonly topic: string;
  readonly name: string;
  readonly group: TopicGroup;
  readonly active: boolean;
  readonly keywords: readonly string[];
}

/** Topics made ready for matching. Built once per version of the configuration. */
export interface Taxonomy {
  readonly automaton: Automaton<string>;
}

/** Longer posts are read up to here: what a post is about is said early, and work stays bounded. */
const LONGEST_TEXT = 4_000;

/** One spelling for matching: compatibility forms (full width, ligatures) folded by NFKC, lower case. */
export function normaliseText(text: string): string {
  return text.slice(0, LONGEST_TEXT).normalize('NFKC').toLowerCase();
}

/** Compiles the active topics; the keywords are normalised as texts are. */
export function compileTaxonomy(topics: readonly Topic[]): Taxonomy {
  const words: [string, string][] = [];
  for (const { topic, active, keywords } of topics) {
    if (!active) continue;
    for (const keyword of keywords) words.push([normaliseText(keyword), topic]);
  }
  return { automaton: buildAutomaton(words) };
}

/**
 * The topics a text speaks of, sorted, each once. A keyword that is negated where it stands (「不漏水」「没有漏水」)
 * does not count; another occurrence of the same topic in the text still may.
 */
export function topicsOf(text: string, taxonomy: Taxonomy): string[] {
  const normal = normaliseText(text);
  const found = new Set<string>();
  for (const { start, value } of occurrences(taxonomy.automaton, normal)) {
    if (!found.has(value) && !isNegated(normal, start)) found.add(value);
  }
  return [...found].toSorted();
}
