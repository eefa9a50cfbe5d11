import { readFile } from 'node:fs/promises';
import {
  compileTaxonomy,
  CORPUS_FILES,
  COMPOSED,
  DEFAULT_TOPICS,
  learnAnew,
  readLinear,
  saveLinear,
  shippedLessons,
  type Corrected,
  type CorpusFile,
} from '#engines/text';
import { seededRandom } from '#kernel/random';

const CORPUS = new URL('../../../engines/text/corpus/', import.meta.url);

/** How much of the corpus is gone through again: all of it unless said. */
export interface LearnEffort {
  readonly composed: { readonly topics: number; readonly opinions: number };
  /** One in so many of the messages that were written. */
  readonly everyNth: number;
}

/** What people corrected, and the models in use as bytes. */
export interface LearnAsked {
  readonly corrected: readonly Corrected[];
  readonly sentiment: Uint8Array;
  readonly topics: Uint8Array;
  readonly seed: string;
  readonly effort?: LearnEffort | undefined;
}

export interface LearntModel {
  readonly kind: 'sentiment' | 'topics';
  readonly bytes: Uint8Array;
  readonly score: number;
  readonly before: number;
  readonly isBetter: boolean;
}

/** In a worker: learns both models anew and judges them. A minute or two. */
export async function learnModels(asked: LearnAsked): Promise<{ models: LearntModel[]; heldOut: number }> {
  const { corrected, seed, effort = { composed: COMPOSED, everyNth: 1 } } = asked;
  const files = new Map<CorpusFile, string>();
  for (const name of CORPUS_FILES) files.set(name, await readFile(new URL(`${name}.tsv`, CORPUS), 'utf8'));
  const lessons = shippedLessons((name) => files.get(name)!, effort.composed);
  const { heldOut, ...found } = learnAnew({
    lessons: { ...lessons, written: lessons.written.filter((_, at) => at % effort.everyNth === 0) },
    corrected,
    current: { sentiment: readLinear(asked.sentiment), topics: readLinear(asked.topics) },
    taxonomy: compileTaxonomy(DEFAULT_TOPICS.map((each) => ({ ...each, active: true }))),
    random: seededRandom(seed),
  });
  const models = (['sentiment', 'topics'] as const).map((kind) => {
    const { model, ...judged } = found[kind];
    return { kind, bytes: saveLinear(model), ...judged };
  });
  return { models, heldOut };
}
