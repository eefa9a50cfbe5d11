import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DEFAULT_TOPICS, readCorpus, shippedLessons } from '#engines/text';
import { corpusHash, readCorpusFile } from './train-text.ts';

const ENGINE = new URL('../src/engines/text/', import.meta.url);
const topics = new Set(DEFAULT_TOPICS.map(({ topic }) => topic));
const read = (path: string): string => readFileSync(new URL(path, ENGINE), 'utf8');
const tests = ['fresh', 'home'].map((name) => readCorpus(read(`corpus/test-${name}.tsv`), topics));
const RUN = 5;

const runsOf = (text: string): Set<string> =>
  new Set(Array.from({ length: Math.max(1, text.length - RUN + 1) }, (_, at) => text.slice(at, at + RUN)));

describe('what the models are measured by', () => {
  const all = tests.flat();

  it('is of both trades, all feelings, every topic, and what is grave', () => {
    expect(all.length).toBeGreaterThanOrEqual(600);
    expect(Math.min(...tests.map(({ length }) => length))).toBeGreaterThan(250);
    expect(all.filter(({ isGrave }) => isGrave).length).toBeGreaterThanOrEqual(60);
    expect(new Set(all.map(({ sentiment }) => sentiment)).size).toBe(3);
    expect(new Set(all.flatMap((each) => each.topics))).toEqual(topics);
  });

  it('is not what they learn from: no text shares half of its runs of five characters with any of those', () => {
    const { written, composed, opinions } = shippedLessons(readCorpusFile);
    const byRun = new Map<string, number[]>();
    const runs = all.map(({ text }) => runsOf(text));
    for (const [at, own] of runs.entries()) {
      for (const run of own) byRun.set(run, [...(byRun.get(run) ?? []), at]);
    }
    const tooNear = [...written, ...composed, ...opinions].flatMap(({ text }): string[] => {
      const own = runsOf(text);
      const shared = new Map<number, number>();
      for (const run of own) for (const at of byRun.get(run) ?? []) shared.set(at, (shared.get(at) ?? 0) + 1);
      return [...shared].flatMap(([at, count]) =>
        count / (own.size + runs[at]!.size - count) >= 0.5 ? [`${text} / ${all[at]!.text}`] : [],
      );
    });
    expect(tooNear).toEqual([]);
  });
});

describe('what the models learn from', () => {
  const { written, composed } = shippedLessons(readCorpusFile);

  it('is written by hand more than six thousand times, of both trades, most of chatter neutral', () => {
    expect(written.length).toBeGreaterThanOrEqual(6_000);
    const chatter = readCorpus(read('corpus/train-chatter.tsv'), topics);
    const neutral = chatter.filter(({ sentiment }) => sentiment === 'neutral');
    expect(neutral.length / chatter.length).toBeGreaterThan(0.9);
    const rare = [...topics].filter((topic) => written.filter((each) => each.topics.includes(topic)).length < 60);
    expect(rare).toEqual([]);
  });

  it('is composed the same each time', () => {
    expect(shippedLessons(readCorpusFile).composed.slice(0, 200)).toEqual(composed.slice(0, 200));
  });

  it('is what the models that ship were made of', () => {
    expect(read('models/learnt-from.txt').trim()).toBe(corpusHash());
  });
});
