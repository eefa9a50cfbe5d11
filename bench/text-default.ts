/**
 * How well the models that ship read, without any training here: reviews of a file as positive or negative (neutral left out),
 * and the project's own messages, written before anything was trained: sentiment in three classes, topics, and grave ones.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  compileTaxonomy,
  DEFAULT_TOPICS,
  readCorpus,
  readLinear,
  scoreOf,
  TextReader,
  type LabelledText,
  type Reading,
} from '#engines/text';
import { describeMachine, note, report, round } from './report.ts';
import { readReviews } from './reviews.ts';

const BAR = { reviews: 0.8, sentiment: 0.75, topics: 0.8, graveRecall: 0.95 };
const PART = 256;
const ENGINE = new URL('../src/engines/text/', import.meta.url);

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    text: { type: 'string', default: 'review' },
    label: { type: 'string', default: 'label' },
    wrong: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

const model = (name: string) => readLinear(readFileSync(new URL(`models/${name}.model`, ENGINE)));
const taxonomy = compileTaxonomy(DEFAULT_TOPICS.map((each) => ({ ...each, active: true })));
const reader = new TextReader(
  { sentiment: model('sentiment'), topics: model('topics') },
  { configured: taxonomy, learnt: taxonomy },
);

function readAll(texts: readonly string[]): Reading[] {
  const readings: Reading[] = [];
  for (let at = 0; at < texts.length; at += PART) readings.push(...reader.read(texts.slice(at, at + PART)));
  return readings;
}

function ofReviews(path: string): { accuracy: number; neutral: number; docsPerSecond: number } {
  const reviews = readReviews(path, values);
  const begun = performance.now();
  const readings = readAll(reviews.map(({ text }) => text));
  const seconds = (performance.now() - begun) / 1_000;
  const pairs = readings.map((each, at) => [reviews[at]!.isGood, each.polarity > 0] as const);
  return {
    accuracy: round(scoreOf(pairs).accuracy, 4),
    neutral: round(readings.filter(({ sentiment }) => sentiment === 'neutral').length / readings.length, 3),
    docsPerSecond: Math.round(reviews.length / seconds),
  };
}

/** Harmonic mean of precision and recall of each topic, and of all answers together. */
function topicScores(tests: readonly LabelledText[], readings: readonly Reading[]): { macro: number; micro: number } {
  const said = readings.map((each) => new Set(each.topics.map(({ topic }) => topic)));
  const all = { right: 0, answers: 0, truths: 0 };
  const own = DEFAULT_TOPICS.map(({ topic }) => {
    const truths = tests.filter(({ topics }) => topics.includes(topic)).length;
    const answers = said.filter((each) => each.has(topic)).length;
    const right = tests.filter(({ topics }, at) => topics.includes(topic) && said[at]!.has(topic)).length;
    all.right += right;
    all.answers += answers;
    all.truths += truths;
    const f1 = (2 * right) / Math.max(1, truths + answers);
    note(
      `${topic.padEnd(16)} ${truths} texts, precision ${round(right / answers, 2)}, recall ${round(right / truths, 2)}`,
    );
    return f1;
  });
  return {
    macro: round(own.reduce((sum, f1) => sum + f1, 0) / own.length, 4),
    micro: round((2 * all.right) / (all.truths + all.answers), 4),
  };
}

function ofOwnTests() {
  const topics = new Set(DEFAULT_TOPICS.map((each) => each.topic));
  const tests = ['fresh', 'home'].flatMap((name) =>
    readCorpus(readFileSync(new URL(`corpus/test-${name}.tsv`, ENGINE), 'utf8'), topics),
  );
  const readings = readAll(tests.map(({ text }) => text));
  const sentiment = scoreOf(tests.map((each, at) => [each.sentiment, readings[at]!.sentiment] as const));
  const grave = tests.map(({ isGrave }, at) => ({ isGrave, isSaid: readings[at]!.severity === 3 }));
  const hits = grave.filter(({ isGrave, isSaid }) => isGrave && isSaid).length;
  if (values.wrong) tellWrong(tests, readings);
  return {
    messages: tests.length,
    sentiment: { accuracy: round(sentiment.accuracy, 4), macroF1: round(sentiment.macroF1, 4) },
    topics: topicScores(tests, readings),
    grave: {
      texts: grave.filter(({ isGrave }) => isGrave).length,
      recall: round(hits / grave.filter(({ isGrave }) => isGrave).length, 4),
      precision: round(hits / grave.filter(({ isSaid }) => isSaid).length, 4),
    },
  };
}

function tellWrong(tests: readonly LabelledText[], readings: readonly Reading[]): void {
  for (const [at, test] of tests.entries()) {
    const { sentiment, severity, topics } = readings[at]!;
    const said = topics.map(({ topic }) => topic).toSorted();
    const isWrong = sentiment !== test.sentiment || (severity === 3) !== test.isGrave;
    if (isWrong) note(`${test.text}\n  ${test.sentiment} ${test.isGrave}: ${sentiment} ${severity} ${said.join(',')}`);
  }
}

note(describeMachine());
const own = ofOwnTests();
report({ ...(values.data === undefined ? {} : { reviews: ofReviews(values.data) }), own });
note(
  `bars: reviews ${BAR.reviews}, sentiment ${BAR.sentiment}, topics ${BAR.topics}, recall of grave ${BAR.graveRecall}`,
);
