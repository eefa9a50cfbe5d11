import { hash32, type Random } from '#kernel/random';
import type { LabelledText } from '../corpus/read-corpus.ts';
import { SENTIMENTS } from '../sentiment.ts';
import type { Taxonomy } from '../reading/taxonomy.ts';
import type { TextModels } from '../reading/text-reader.ts';
import { LinearReader, probabilityOf, type LinearModel } from './linear-model.ts';
import { lessonsOf, trainReader, type Lesson, type ReadingLessons } from './train-reader.ts';

/** A message with what a person said of it, under an id that stays. */
export interface Corrected extends LabelledText {
  readonly id: string;
}

/** What came of learning one of the two models anew. */
export interface Learnt {
  readonly model: LinearModel;
  /** Of corrections that neither model had seen: the share that is read right (feelings), or topics' harmonic mean of precision and recall. */
  readonly score: number;
  /** The same of the model in use. */
  readonly before: number;
  readonly isBetter: boolean;
}

/** One correction in so many is held out to judge by. */
const HELD_OUT = 3;
/** A correction counts as much as so many messages of the corpus. */
const WEIGHT = 3;

/**
 * Learns from the corpus and from what people corrected, and says of each model whether it reads corrections that it has not
 * seen better than the one in use. Which are held out follows from their ids, so that no later model learns from what an
 * earlier one was judged by. The same for the same input.
 */
export function learnAnew(asked: {
  readonly lessons: ReadingLessons;
  readonly corrected: readonly Corrected[];
  readonly current: TextModels;
  readonly taxonomy: Taxonomy;
  readonly random: Random;
}): { readonly sentiment: Learnt; readonly topics: Learnt; readonly heldOut: number } {
  const { lessons, corrected, current, taxonomy, random } = asked;
  const isHeld = ({ id }: Corrected): boolean => hash32(id) % HELD_OUT === 0;
  const learnt = corrected.filter((each) => !isHeld(each));
  const written = [...lessons.written, ...Array.from({ length: WEIGHT }, () => learnt).flat()];
  const models = trainReader({ ...lessons, written }, taxonomy, random);
  const held = lessonsOf(corrected.filter(isHeld), taxonomy);
  const judged = (kind: keyof TextModels, scoreOf: (model: LinearModel, held: readonly Lesson[]) => number): Learnt => {
    const [score, before] = [scoreOf(models[kind], held), scoreOf(current[kind], held)];
    return { model: models[kind], score, before, isBetter: held.length > 0 && score > before };
  };
  return { sentiment: judged('sentiment', feltRight), topics: judged('topics', topicsRight), heldOut: held.length };
}

function answersOf(model: LinearModel, held: readonly Lesson[]): Float64Array[] {
  const reader = new LinearReader(model);
  return held.map(({ features }) => {
    const margins = reader.marginsOf({ features, ends: Int32Array.of(features.length) });
    return margins.map((margin, head) => probabilityOf(model.heads[head]!, margin));
  });
}

function feltRight(model: LinearModel, held: readonly Lesson[]): number {
  const answers = answersOf(model, held);
  const right = held.filter(({ sentiment }, at) => {
    const best = SENTIMENTS.toSorted((a, b) => shareOf(model, answers[at]!, b) - shareOf(model, answers[at]!, a))[0];
    return best === sentiment;
  });
  return right.length / Math.max(1, held.length);
}

const shareOf = ({ heads }: LinearModel, shares: Float64Array, name: string): number =>
  shares[heads.findIndex((head) => head.name === name)] ?? 0;

function topicsRight(model: LinearModel, held: readonly Lesson[]): number {
  const answers = answersOf(model, held);
  let [right, said, were] = [0, 0, 0];
  for (const [at, { topics }] of held.entries()) {
    const found = model.heads.filter(({ least }, head) => answers[at]![head]! >= least).map(({ name }) => name);
    right += found.filter((name) => topics.includes(name)).length;
    said += found.length;
    were += topics.length;
  }
  return (2 * right) / Math.max(1, said + were);
}
