import { describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { seededRandom } from '#kernel/random';
import { shippedLessons } from '../corpus/lessons.ts';
import { compileTaxonomy } from '../reading/taxonomy.ts';
import { DEFAULT_TOPICS } from '../topics.ts';
import { learnAnew, type Corrected } from './learn-anew.ts';
import { trainReader } from './train-reader.ts';

const taxonomy = compileTaxonomy(DEFAULT_TOPICS.map((each) => ({ ...each, active: true })));
const shipped = shippedLessons((name) => readFileSync(new URL(`../corpus/${name}.tsv`, import.meta.url), 'utf8'), {
  topics: 300,
  opinions: 300,
});
const lessons = { ...shipped, written: shipped.written.filter((_, at) => at % 20 === 0) };
const current = trainReader(lessons, taxonomy, seededRandom('before'));
const learn = (corrected: readonly Corrected[]) =>
  learnAnew({ lessons, corrected, current, taxonomy, random: seededRandom('after') });

/** In this community 「拉胯」 is said of everything that is late. */
const corrections = (count: number, sentiment: Corrected['sentiment']): Corrected[] =>
  Array.from({ length: count }, (_, at) => ({
    id: `correction-${at}`,
    text: `${['今天的车', '这批货', '三号楼的单', '这次配送', '群里那车菜'][at % 5]}${['又拉胯', '拉胯了', '真拉胯'][at % 3]}${at % 7}`,
    sentiment,
    topics: ['delivery_delay'],
    isGrave: false,
  }));

describe('learning from corrections', () => {
  it('reads better what it has not seen, once people said how', () => {
    const { sentiment, topics, heldOut } = learn(corrections(90, 'negative'));
    expect(heldOut).toBeGreaterThan(15);
    expect(topics.isBetter).toBe(true);
    expect(topics.score).toBeGreaterThan(topics.before);
    expect(sentiment.score).toBeGreaterThanOrEqual(sentiment.before);
  });

  it('is no better without corrections, and says so', () => {
    const { sentiment, topics, heldOut } = learn([]);
    expect([sentiment.isBetter, topics.isBetter, heldOut]).toEqual([false, false, 0]);
  });

  it('is not better by corrections that contradict each other', () => {
    const random = seededRandom('contradiction');
    const both = corrections(90, 'negative').map((each) => ({
      ...each,
      sentiment: random.next() < 0.5 ? ('negative' as const) : ('positive' as const),
    }));
    const { sentiment } = learn(both);
    expect(Math.abs(sentiment.score - 0.5)).toBeLessThan(0.35);
  });
});
