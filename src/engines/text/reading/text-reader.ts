import { graveKindsIn, type GraveKind } from '../grave.ts';
import { FeatureReader, givenFeature, runFeature } from '../learning/features.ts';
import { LinearReader, probabilityOf, type LinearModel } from '../learning/linear-model.ts';
import { normaliseText } from '../normalise.ts';
import { wordsOf } from '../segment.ts';
import { SENTIMENTS, type Sentiment } from '../sentiment.ts';
import { keywordsIn, type KeywordHit, type Taxonomy } from './taxonomy.ts';

/** How soon somebody should look: nothing to do, a complaint, a strong one, or today whatever else comes. */
export type Severity = 0 | 1 | 2 | 3;

export interface TopicReading {
  readonly topic: string;
  /** 0 to 1. */
  readonly certainty: number;
  /** The text says that it is not so: 「没漏过水」 is about leaks, and no leak. */
  readonly isDenied: boolean;
  /** The words that show it, as the normalised text has them. */
  readonly words: readonly string[];
}

/** What a text says. */
export interface Reading {
  readonly sentiment: Sentiment;
  /** The probability of that sentiment, 0 to 1. */
  readonly certainty: number;
  /** From -1, surely negative, to 1, surely positive, whether or not it is rather neutral. */
  readonly polarity: number;
  readonly topics: readonly TopicReading[];
  readonly severity: Severity;
  /** Of severity 3: what about; empty where only the model says so. */
  readonly graveKinds: readonly GraveKind[];
}

/** The two models that texts are read by: heads named by sentiments; heads named by topics, and `GRAVE_HEAD`. */
export interface TextModels {
  readonly sentiment: LinearModel;
  readonly topics: LinearModel;
}

export const GRAVE_HEAD = '!';
/** From this probability on a message is grave although it does not sound like a complaint. */
const SURELY_GRAVE = 0.8;
const STRONG = 0.9;
const MOST_WORDS = 3;
/** A word that speaks less for a topic than this, of 127, does not show it. */
const LEAST_WORD_WEIGHT = 32;

/** Features of the keywords in a text: whether each topic is named, or denied. */
export function keywordFeatures(hits: readonly KeywordHit[]): number[] {
  return hits.map(({ topic, isNegated }) => givenFeature(`${isNegated ? 'denied' : 'named'} ${topic}`));
}

/** Reads texts by models and by the topics of a configuration. Some megabytes: made once for each version of them. */
export class TextReader {
  readonly #sentiment: LinearReader;
  readonly #topics: LinearReader;
  readonly #features = new FeatureReader();
  readonly #taxonomy: Taxonomy;
  /** Keywords that the model learnt with, whatever is configured now. */
  readonly #learnt: Taxonomy;

  constructor(models: TextModels, taxonomies: { readonly configured: Taxonomy; readonly learnt: Taxonomy }) {
    this.#sentiment = new LinearReader(models.sentiment);
    this.#topics = new LinearReader(models.topics);
    this.#taxonomy = taxonomies.configured;
    this.#learnt = taxonomies.learnt;
  }

  /** What each text says. Reading some hundred texts together is fastest. */
  read(texts: readonly string[]): Reading[] {
    const normal = texts.map(normaliseText);
    const hits = normal.map((text) => keywordsIn(text, this.#learnt));
    const features = this.#features.read(normal, (at) => keywordFeatures(hits[at]!));
    const sentiments = this.#sentiment.marginsOf(features);
    const topics = this.#topics.marginsOf(features);
    return normal.map((text, at) => {
      const feeling = this.#feelingOf(sentiments, at);
      const graveKinds = graveKindsIn(text);
      const found = this.#topicsOf(text, topics, at);
      const isGrave = graveKinds.length > 0 || this.#isGrave(topics, at, feeling.sentiment);
      return { ...feeling, topics: found, graveKinds, severity: severityOf(feeling, isGrave) };
    });
  }

  #feelingOf(margins: Float64Array, at: number): Pick<Reading, 'sentiment' | 'certainty' | 'polarity'> {
    const { heads } = this.#sentiment.model;
    const shares = SENTIMENTS.map((name) => {
      const head = heads.findIndex((each) => each.name === name);
      return head < 0 ? 0 : probabilityOf(heads[head]!, margins[at * heads.length + head]!);
    });
    const sum = shares.reduce((total, share) => total + share, 1e-9);
    const best = shares.indexOf(Math.max(...shares));
    const [negative, , positive] = shares as [number, number, number];
    const polarity = (positive - negative) / (positive + negative + 1e-9);
    return { sentiment: SENTIMENTS[best]!, certainty: shares[best]! / sum, polarity };
  }

  /** What only the model finds grave has to be a complaint, or as good as certain: chatter is neither. */
  #isGrave(margins: Float64Array, at: number, sentiment: Sentiment): boolean {
    const { heads } = this.#topics.model;
    const head = heads.findIndex(({ name }) => name === GRAVE_HEAD);
    if (head < 0 || sentiment === 'positive') return false;
    const least = sentiment === 'negative' ? heads[head]!.least : Math.max(heads[head]!.least, SURELY_GRAVE);
    return probabilityOf(heads[head]!, margins[at * heads.length + head]!) >= least;
  }

  /** What the model hears, and what a keyword says that is not denied where it stands. */
  #topicsOf(text: string, margins: Float64Array, at: number): TopicReading[] {
    const { heads } = this.#topics.model;
    const all = keywordsIn(text, this.#taxonomy);
    const own = all.filter((hit) => !hit.isNegated);
    const isDenied = (topic: string): boolean =>
      all.some((hit) => hit.topic === topic) && !own.some((hit) => hit.topic === topic);
    const said = new Map<string, TopicReading>();
    for (const [head, each] of heads.entries()) {
      if (!this.#taxonomy.topics.has(each.name)) continue;
      const certainty = probabilityOf(each, margins[at * heads.length + head]!);
      if (certainty < each.least) continue;
      const named = [...new Set(own.filter(({ topic }) => topic === each.name).map(({ keyword }) => keyword))];
      const words = named.length > 0 ? named : this.#wordsFor(text, head);
      said.set(each.name, {
        topic: each.name,
        certainty,
        isDenied: isDenied(each.name),
        words: words.slice(0, MOST_WORDS),
      });
    }
    for (const { topic, keyword } of own) {
      if (said.has(topic)) continue;
      said.set(topic, { topic, certainty: 1, isDenied: false, words: [keyword] });
    }
    return [...said.values()].toSorted((a, b) => b.certainty - a.certainty);
  }

  /** Of words of two characters and more those that speak most for a topic. */
  #wordsFor(text: string, head: number): string[] {
    const weighed = wordsOf(text)
      .filter((word) => word.length > 1)
      .map((word) => ({ word, weight: this.#topics.weightOf(runFeature(word), head) }));
    return weighed
      .filter(({ weight }) => weight >= LEAST_WORD_WEIGHT)
      .toSorted((a, b) => b.weight - a.weight)
      .map(({ word }) => word);
  }
}

function severityOf({ sentiment, certainty }: Pick<Reading, 'sentiment' | 'certainty'>, isGrave: boolean): Severity {
  if (isGrave && sentiment !== 'positive') return 3;
  if (sentiment !== 'negative') return 0;
  return certainty >= STRONG ? 2 : 1;
}
