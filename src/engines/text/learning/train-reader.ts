import type { Random } from '#kernel/random';
import type { LabelledText } from '../corpus/read-corpus.ts';
import { SENTIMENTS } from '../sentiment.ts';
import { normaliseText } from '../normalise.ts';
import { keywordsIn, type Taxonomy } from '../reading/taxonomy.ts';
import { GRAVE_HEAD, keywordFeatures, type TextModels } from '../reading/text-reader.ts';
import { calibrate } from './calibrate.ts';
import { FeatureReader } from './features.ts';
import { LinearReader, probabilityOf, type LinearModel } from './linear-model.ts';
import { DEFAULT_LINEAR, trainLinear } from './train-linear.ts';

/** Texts to learn to read from. */
export interface ReadingLessons {
  /** Of people: some of them are held out to find out how sure answers are. */
  readonly written: readonly LabelledText[];
  readonly composed: readonly LabelledText[];
  /** Composed of opinions whose topics nobody has named: feelings are learnt from them alone. */
  readonly opinions: readonly LabelledText[];
}

/** Feelings fit into a megabyte, topics into two. */
const SENTIMENT_FEATURES = 200_000;
const TOPIC_FEATURES = 70_000;
/** Most texts are not about a topic: those that are count for more. */
const YES_COST = 3;
/** One in so many written texts is held out. */
const HELD_OUT = 4;
/** A head's own threshold counts as much as everybody's once so many yeses were held out. */
const OWN_THRESHOLD = 40;
/** Of grave ones that were held out so many are found, whatever else is found with them. */
const GRAVE_RECALL = 0.9;
const PART = 256;

type Kind = keyof TextModels;

/** A text as features with its labels. */
export interface Lesson extends LabelledText {
  readonly features: Int32Array;
}

/**
 * Learns to read from labelled texts. Topics are those of the taxonomy. Margins become probabilities, and thresholds are
 * chosen, by texts that were held out; then everything is learnt. The same for the same texts and random numbers.
 */
export function trainReader(lessons: ReadingLessons, taxonomy: Taxonomy, random: Random): TextModels {
  const written = lessonsOf(lessons.written, taxonomy);
  const composed = lessonsOf(lessons.composed, taxonomy);
  const opinions = lessonsOf(lessons.opinions, taxonomy);
  const held = written.filter((_, at) => at % HELD_OUT === 0);
  const learnt = written.filter((_, at) => at % HELD_OUT !== 0);
  const train = (kind: Kind): LinearModel => {
    const more = kind === 'sentiment' ? [...composed, ...opinions] : composed;
    const tried = trainKind(kind, [...learnt, ...more], taxonomy, random);
    const model = trainKind(kind, [...written, ...more], taxonomy, random);
    return calibrated(model, tried, held);
  };
  return { sentiment: train('sentiment'), topics: train('topics') };
}

function trainKind(kind: Kind, lessons: readonly Lesson[], taxonomy: Taxonomy, random: Random): LinearModel {
  const texts = lessons.map(({ features }) => features);
  const names = kind === 'sentiment' ? SENTIMENTS : [...taxonomy.topics, GRAVE_HEAD];
  const heads = names.map((name) => ({ name, says: saysOf(lessons, name) }));
  const options =
    kind === 'sentiment' ? { mostFeatures: SENTIMENT_FEATURES } : { mostFeatures: TOPIC_FEATURES, yesCost: YES_COST };
  return trainLinear({ texts, heads }, { ...DEFAULT_LINEAR, random, ...options });
}

const saysOf = (lessons: readonly LabelledText[], name: string): Int8Array =>
  Int8Array.from(lessons, (each) => {
    const holds = name === GRAVE_HEAD ? each.isGrave : each.sentiment === name || each.topics.includes(name);
    return holds ? 1 : -1;
  });

/** The model with probabilities and thresholds as `tried`, which had not seen the lessons that were held out, shows them. */
function calibrated(model: LinearModel, tried: LinearModel, held: readonly Lesson[]): LinearModel {
  const reader = new LinearReader(tried);
  const margins = held.map(({ features }) => reader.marginsOf({ features, ends: Int32Array.of(features.length) }));
  const answers = model.heads.map((head, nth) => ({
    margins: Float64Array.from(margins, (each) => each[nth]!),
    says: saysOf(held, head.name),
  }));
  const common = forBalance(joined(answers));
  const heads = model.heads.map((head, nth) => {
    const own = answers[nth]!;
    const shape = calibrate(own.margins, own.says);
    const least = head.name === GRAVE_HEAD ? forRecall(own, GRAVE_RECALL) : drawnTo(common, own);
    return { ...head, ...shape, least: probabilityOf(shape, least) };
  });
  return { ...model, heads };
}

/** Margins of texts that were held out, with the truth. */
interface HeldOut {
  readonly margins: Float64Array;
  readonly says: Int8Array;
}

function joined(all: readonly HeldOut[]): HeldOut {
  return {
    margins: Float64Array.from(all.flatMap(({ margins }) => [...margins])),
    says: Int8Array.from(all.flatMap(({ says }) => [...says])),
  };
}

/** A head's own threshold, drawn to everybody's: of few yeses it is mostly luck. */
function drawnTo(common: number, own: HeldOut): number {
  const yes = own.says.reduce((count, each) => count + (each > 0 ? 1 : 0), 0);
  return (yes * forBalance(own) + OWN_THRESHOLD * common) / (yes + OWN_THRESHOLD);
}

/** The margin above which so large a share of the yeses lies. */
function forRecall({ margins, says }: HeldOut, share: number): number {
  const yes = margins.filter((_, at) => says[at]! > 0).toSorted();
  return yes.length === 0 ? 0 : yes[Math.floor((1 - share) * yes.length)]!;
}

/** The margin at which precision and recall have the largest harmonic mean. */
function forBalance({ margins, says }: HeldOut): number {
  const order = Array.from(margins.keys()).toSorted((a, b) => margins[b]! - margins[a]!);
  const yes = says.reduce((count, each) => count + (each > 0 ? 1 : 0), 0);
  let [hits, best, least] = [0, 0, 0];
  for (const [nth, at] of order.entries()) {
    if (says[at]! > 0) hits += 1;
    const balance = (2 * hits) / (nth + 1 + yes);
    if (balance <= best) continue;
    best = balance;
    least = (margins[at]! + (margins[order[nth + 1] ?? at] ?? 0)) / 2;
  }
  return least;
}

/** Texts as features, in their order. */
export function lessonsOf(all: readonly LabelledText[], taxonomy: Taxonomy): Lesson[] {
  const reader = new FeatureReader();
  const lessons: Lesson[] = [];
  for (let at = 0; at < all.length; at += PART) {
    const part = all.slice(at, at + PART);
    const normal = part.map(({ text }) => normaliseText(text));
    const { features, ends } = reader.read(normal, (nth) => keywordFeatures(keywordsIn(normal[nth]!, taxonomy)));
    for (const [nth, end] of ends.entries()) {
      lessons.push({ ...part[nth]!, features: features.slice(ends[nth - 1] ?? 0, end) });
    }
  }
  return lessons;
}
