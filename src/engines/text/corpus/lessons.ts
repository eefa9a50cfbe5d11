import { seededRandom } from '#kernel/random';
import type { ReadingLessons } from '../learning/train-reader.ts';
import { DEFAULT_TOPICS } from '../topics.ts';
import { composed, readPhrases } from './grammar.ts';
import { readCorpus } from './read-corpus.ts';

/** Files of messages that people wrote, and of phrases, by the names by which they are asked for. */
export const CORPUS_FILES = [
  'train-fresh',
  'train-home',
  'train-goods',
  'train-opinions',
  'train-chatter',
  'train-grave',
  'train-grave-told',
  'train-aspects-fresh',
  'train-aspects-home',
  'train-reviews',
  'phrases',
  'phrases-goods',
] as const;
export type CorpusFile = (typeof CORPUS_FILES)[number];

/** How many messages the grammar composes: about topics, and opinions of anything. */
export const COMPOSED = { topics: 15_000, opinions: 20_000 } as const;
export const SHIPPED_SEED = 'text-models';

/** All that the models that ship were made of. The same each time. */
export function shippedLessons(
  read: (name: CorpusFile) => string,
  counts: { readonly topics: number; readonly opinions: number } = COMPOSED,
): ReadingLessons {
  const topics = new Set(DEFAULT_TOPICS.map((each) => each.topic));
  const written = CORPUS_FILES.filter((name) => name.startsWith('train-')).flatMap((name) =>
    readCorpus(read(name), topics),
  );
  const random = seededRandom(SHIPPED_SEED);
  const phrases = readPhrases(read('phrases'));
  const goods = readPhrases(read('phrases-goods'));
  const general = phrases.clauses.filter(({ topic }) => topic === undefined);
  return {
    written,
    composed: [...composed(phrases, counts.topics, random)],
    opinions: [...composed({ ...phrases, clauses: [...goods.clauses, ...general] }, counts.opinions, random)],
  };
}
