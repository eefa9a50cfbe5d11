/**
 * How well the method of the text engine learns sentiment from reviews: trained on a seeded share of a file, tested on the
 * rest, or with one category left out on that category. The time of reading counts all of it: normalising, segmenting, features,
 * weights; on one thread.
 */
import { parseArgs } from 'node:util';
import { seededRandom } from '#kernel/random';
import {
  DEFAULT_LINEAR,
  FeatureReader,
  LinearReader,
  normaliseText,
  saveLinear,
  scoreOf,
  trainLinear,
} from '#engines/text';
import { describeMachine, note, report, round } from './report.ts';
import { readReviews, type Review } from './reviews.ts';

const BAR = { accuracy: 0.94, leftOut: 0.86, docsPerSecondPerCore: 20_000 };
const TRAINED_SHARE = 0.8;
const WARM = 2_000;
const PART = 256;

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    text: { type: 'string', default: 'review' },
    label: { type: 'string', default: 'label' },
    'leave-out': { type: 'string' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
if (values.data === undefined) throw new Error('--data: the file is missing');

function split(reviews: readonly Review[], leaveOut: string | undefined, seed: number): [Review[], Review[]] {
  if (leaveOut !== undefined) {
    const [column, value] = leaveOut.split('=');
    const isOut = ({ columns }: Review): boolean => columns[column ?? ''] === value;
    return [reviews.filter((each) => !isOut(each)), reviews.filter(isOut)];
  }
  const random = seededRandom(seed);
  const shuffled = [...reviews];
  for (let at = shuffled.length - 1; at > 0; at--) {
    const other = Math.floor(random.next() * (at + 1));
    [shuffled[at], shuffled[other]] = [shuffled[other]!, shuffled[at]!];
  }
  const count = Math.floor(TRAINED_SHARE * shuffled.length);
  return [shuffled.slice(0, count), shuffled.slice(count)];
}

/** As texts are read in the product too: some hundred at a time. */
function inParts<Answer>(texts: readonly Review[], answer: (part: readonly Review[]) => Answer[]): Answer[] {
  const answers: Answer[] = [];
  for (let at = 0; at < texts.length; at += PART) answers.push(...answer(texts.slice(at, at + PART)));
  return answers;
}

const { data, text, label } = values;
const reviews = readReviews(data, { text, label });
const [learnt, tested] = split(reviews, values['leave-out'], Number(values.seed));
note(`${describeMachine()}; ${reviews.length} texts, ${learnt.length} to learn from, ${tested.length} to test on`);

const reader = new FeatureReader();
const begun = performance.now();
const model = trainLinear(
  {
    texts: inParts(learnt, (part) => {
      const { features, ends } = reader.read(part.map(({ text: words }) => normaliseText(words)));
      return Array.from(ends, (end, at) => features.slice(ends[at - 1] ?? 0, end));
    }),
    heads: [{ name: 'positive', says: Int8Array.from(learnt, ({ isGood }) => (isGood ? 1 : -1)) }],
  },
  { ...DEFAULT_LINEAR, random: seededRandom(Number(values.seed)) },
);
const trainSeconds = (performance.now() - begun) / 1_000;

const linear = new LinearReader(model);
const read = (texts: readonly Review[]): boolean[] =>
  inParts(texts, (part) => {
    const features = reader.read(part.map((each) => normaliseText(each.text)));
    return Array.from(linear.marginsOf(features), (margin) => margin > 0);
  });
read(tested.slice(0, WARM));
const from = process.cpuUsage();
const answers = read(tested);
const spent = process.cpuUsage(from);
const { accuracy, macroF1 } = scoreOf(tested.map((each, at) => [each.isGood, answers[at]!] as const));
const docsPerSecondPerCore = Math.round(tested.length / ((spent.user + spent.system) / 1e6));
report({
  accuracy: round(accuracy, 4),
  macroF1: round(macroF1, 4),
  docsPerSecondPerCore,
  trainSeconds: round(trainSeconds),
  modelKB: Math.round(saveLinear(model).length / 1_024),
});
const bar = values['leave-out'] === undefined ? BAR.accuracy : BAR.leftOut;
note(`bars: accuracy ≥ ${bar}, ≥ ${BAR.docsPerSecondPerCore} docs/s a core, ≤ 1,024 KB`);
