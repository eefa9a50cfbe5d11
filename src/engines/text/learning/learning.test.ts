import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random';
import { calibrate } from './calibrate.ts';
import { FEATURE_COUNT, FeatureReader, runFeature } from './features.ts';
import { LinearReader, probabilityOf } from './linear-model.ts';
import { NotALinearModel, readLinear, saveLinear } from './save-linear.ts';
import { scoreOf } from './score.ts';
import { DEFAULT_LINEAR, trainLinear } from './train-linear.ts';

const reader = new FeatureReader();
const featuresOf = (texts: readonly string[]): Int32Array[] => {
  const { features, ends } = reader.read(texts);
  return Array.from(ends, (end, at) => features.slice(ends[at - 1] ?? 0, end));
};
const GOOD = ['好吃', '新鲜', '满意', '划算', '准时'];
const BAD = ['难吃', '烂了', '失望', '太贵', '迟到'];
const THINGS = ['土豆', '苹果', '地砖', '花洒', '师傅', '包装'];

/** Sentences of a thing and a word of praise or blame. */
function lessonsOf(count: number, seed: string) {
  const random = seededRandom(seed);
  const pick = (all: readonly string[]): string => all[Math.floor(random.next() * all.length)]!;
  const rows = Array.from({ length: count }, () => {
    const isGood = random.next() < 0.5;
    return { text: `这次的${pick(THINGS)}${pick(isGood ? GOOD : BAD)}`, isGood };
  });
  const says = Int8Array.from(rows, ({ isGood }) => (isGood ? 1 : -1));
  return { texts: featuresOf(rows.map(({ text }) => text)), says };
}
const train = (seed = 1) => {
  const { texts, says } = lessonsOf(300, 'lessons');
  return trainLinear({ texts, heads: [{ name: 'good', says }] }, { ...DEFAULT_LINEAR, random: seededRandom(seed) });
};
const marginsOf = (model: ReturnType<typeof train>, texts: readonly string[]): number[] => [
  ...new LinearReader(model).marginsOf(reader.read(texts)),
];

describe('features', () => {
  it('are the same for a text wherever it stands among others', () => {
    const texts = ['不是不好', '挺好的但是慢', '漏水', ''];
    const together = featuresOf(texts);
    for (const [at, text] of texts.entries()) expect(featuresOf([text])[0]).toEqual(together[at]);
    expect(together.flatMap((each) => [...each]).every((each) => each >= 0 && each < FEATURE_COUNT)).toBe(true);
    expect(together[2]).toContain(runFeature('漏水'));
  });

  it('tell what is denied, and what follows a turn, from the same words elsewhere', () => {
    const [plain, denied, turned] = featuresOf(['好', '不好', '但是好']).map((each) => new Set(each));
    const more = (own: Set<number>): number => [...own].filter((each) => !plain!.has(each)).length;
    expect([more(denied!), more(turned!)].every((count) => count > 3)).toBe(true);
  });
});

describe('a linear model', () => {
  it('learns what tells the sides apart, and says it of texts that it has not seen', () => {
    const model = train();
    const { texts, says } = lessonsOf(200, 'others');
    const linear = new LinearReader(model);
    const answers = texts.map(
      (features) => linear.marginsOf({ features, ends: Int32Array.of(features.length) })[0]! > 0,
    );
    expect(scoreOf(answers.map((answer, at) => [says[at]! > 0, answer] as const)).accuracy).toBeGreaterThan(0.98);
    expect(marginsOf(model, ['地砖烂了'])[0]).toBeLessThan(0);
    expect(marginsOf(model, [''])).toHaveLength(1);
  });

  it('is the same for the same seed, and within the features that it may keep', () => {
    expect(saveLinear(train())).toEqual(saveLinear(train()));
    const { texts, says } = lessonsOf(300, 'lessons');
    const options = { ...DEFAULT_LINEAR, mostFeatures: 50, random: seededRandom(1) };
    expect(trainLinear({ texts, heads: [{ name: 'good', says }] }, options).features.length).toBeLessThanOrEqual(50);
  });

  it('says the same once it was saved and read; bytes that are cut short or of something else are refused', () => {
    const model = train();
    const bytes = saveLinear(model);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...GOOD, ...BAD, ...THINGS)), (words) => {
        expect(marginsOf(readLinear(bytes), [words.join('')])).toEqual(marginsOf(model, [words.join('')]));
      }),
      { numRuns: 30 },
    );
    expect(() => readLinear(bytes.subarray(0, bytes.length - 3))).toThrow(NotALinearModel);
    expect(() => readLinear(new TextEncoder().encode('{"magic":"other"}\n'))).toThrow(NotALinearModel);
    expect(() => readLinear(new Uint8Array())).toThrow(NotALinearModel);
  });
});

describe('probabilities', () => {
  it('are as often right as they say', () => {
    const random = seededRandom('calibration');
    const margins = Float64Array.from({ length: 20_000 }, () => 4 * random.next() - 2);
    const says = Int8Array.from(margins, (margin) =>
      random.next() < 1 / (1 + Math.exp(-(2 * margin - 0.5))) ? 1 : -1,
    );
    const { slope, offset } = calibrate(margins, says);
    expect(Math.abs(slope - 2)).toBeLessThan(0.1);
    expect(Math.abs(offset + 0.5)).toBeLessThan(0.1);
    expect(probabilityOf({ slope, offset }, 0.25)).toBeCloseTo(0.5, 1);
  });
});

describe('a score', () => {
  it('counts each class as much as any other', () => {
    const pairs = [...Array.from({ length: 9 }, () => ['a', 'a'] as const), ['b', 'a'] as const];
    expect(scoreOf(pairs).accuracy).toBeCloseTo(0.9);
    expect(scoreOf(pairs).macroF1).toBeCloseTo((18 / 19 + 0) / 2);
  });
});
