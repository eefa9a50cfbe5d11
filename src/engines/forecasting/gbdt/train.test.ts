import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random';
import {
  contributionsOf,
  DEFAULT_TRAINING,
  gainsOf,
  predict,
  putIntoBins,
  readModel,
  saveModel,
  train,
  type FeatureSpec,
  type Model,
  type TrainingSet,
  type TrainOptions,
  UnreadableModel,
} from '../index.ts';

/** Rows of which some columns matter: two numbers, a category, and noise; here and there something is missing. */
function sample(rows: number, seed: number): TrainingSet {
  const random = seededRandom(seed);
  const features: FeatureSpec[] = [
    { name: 'a', kind: 'number' },
    { name: 'b', kind: 'number' },
    { name: 'c', kind: 'category' },
    { name: 'noise', kind: 'number' },
    { name: 'more', kind: 'number' },
  ];
  const columns = features.map(() => new Float32Array(rows));
  const values = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) {
    for (const [f, column] of columns.entries()) column[row] = f === 2 ? Math.floor(random.next() * 12) : random.next();
    const isMissing = random.next() < 0.1;
    const signal = (isMissing ? 3 : 4 * columns[0]![row]!) + (columns[2]![row]! % 3 === 0 ? 2 : 0);
    values[row] = Math.max(0, signal + 3 * columns[1]![row]! * columns[0]![row]! + 0.2 * (random.next() - 0.5));
    if (isMissing) columns[0]![row] = Number.NaN;
  }
  return { matrix: { rows, features, columns }, values };
}

const learnt = (data: TrainingSet, options: Partial<TrainOptions> = {}): Model =>
  train(data, { ...DEFAULT_TRAINING, loss: { kind: 'l2' }, trees: 40, leaves: 8, ...options });
const predicted = (model: Model, { matrix }: TrainingSet): Float64Array =>
  predict(model, putIntoBins(matrix, model.bins));
const meanOf = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, each) => sum + each, 0) / values.length;
const errorOf = (model: Model, data: TrainingSet): number =>
  Math.sqrt(meanOf(predicted(model, data).map((each, row) => (each - data.values[row]!) ** 2)));

describe('a stump', () => {
  it('splits where the squares fall most, of all places there are', () => {
    const cells = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 }), fc.integer({ min: -9, max: 9 })),
      {
        minLength: 4,
        maxLength: 60,
      },
    );
    fc.assert(
      fc.property(cells, (rows) => {
        const columns = [0, 1].map((f) => Float64Array.from(rows, (row) => row[f as 0 | 1]));
        const values = Float64Array.from(rows, (row) => row[2]);
        const features: FeatureSpec[] = ['x', 'y'].map((name) => ({ name, kind: 'number' }));
        const data = { matrix: { rows: rows.length, features, columns }, values };
        const model = learnt(data, { trees: 1, leaves: 2, rate: 1, minRows: 1 });
        const squares = (own: readonly number[]): number =>
          own.reduce((sum, each) => sum + (each - meanOf(own)) ** 2, 0);
        let best = squares([...values]);
        for (const column of columns) {
          for (const bound of new Set(column)) {
            const left = [...values].filter((_, row) => column[row]! <= bound);
            const right = [...values].filter((_, row) => column[row]! > bound);
            if (left.length > 0 && right.length > 0) best = Math.min(best, squares(left) + squares(right));
          }
        }
        const got = predicted(model, data).reduce((sum, each, row) => sum + (each - values[row]!) ** 2, 0);
        expect(got).toBeCloseTo(best, 6);
      }),
      { numRuns: 150 },
    );
  });
});

describe('boosted trees', () => {
  const data = sample(3_000, 1);
  const unseen = sample(1_000, 2);

  it('learn numbers, what is missing, and categories, and see through noise', () => {
    const model = learnt(data, { trees: 120 });
    expect(errorOf(model, unseen)).toBeLessThan(0.25);
    const gains = gainsOf(model);
    expect(Math.min(gains[0]!, gains[1]!, gains[2]!)).toBeGreaterThan(20 * Math.max(gains[3]!, gains[4]!));
  });

  it('mean what their loss says: means, medians, quantiles', () => {
    for (const loss of [{ kind: 'poisson' }, { kind: 'tweedie', power: 1.3 }] as const) {
      const model = learnt(data, { loss, trees: 80 });
      expect(meanOf(predicted(model, data)) / meanOf(data.values)).toBeCloseTo(1, 1);
      expect(errorOf(model, unseen)).toBeLessThan(0.5);
    }
    for (const share of [0.2, 0.5, 0.9]) {
      const loss = share === 0.5 ? ({ kind: 'l1' } as const) : ({ kind: 'quantile', share } as const);
      const got = predicted(learnt(data, { loss, leaves: 4, trees: 60 }), data);
      const below = got.filter((each, row) => data.values[row]! <= each).length / got.length;
      expect(Math.abs(below - share)).toBeLessThan(0.05);
    }
  });

  it('count a row as often as it weighs', () => {
    const weights = Float64Array.from(data.values, (_, row) => (row % 2 === 0 ? 2 : 0));
    const twice = [...data.values.keys()].filter((row) => row % 2 === 0).flatMap((row) => [row, row]);
    const { features, columns } = data.matrix;
    const doubled: TrainingSet = {
      matrix: { rows: twice.length, features, columns: columns.map((c) => Float64Array.from(twice, (row) => c[row]!)) },
      values: Float64Array.from(twice, (row) => data.values[row]!),
    };
    const one = predicted(learnt({ ...data, weights }, { minRows: 1, trees: 10 }), unseen);
    const other = predicted(learnt(doubled, { minRows: 1, trees: 10 }), unseen);
    // Bounds between bins may lie elsewhere: rows without weight are seen by them.
    expect(meanOf(one.map((each, row) => Math.abs(each - other[row]!)))).toBeLessThan(0.1);
  });

  it('end early where rows that they did not see get no better, and keep the best', () => {
    const seen: (number | undefined)[] = [];
    const model = train(
      sample(200, 3),
      { ...DEFAULT_TRAINING, loss: { kind: 'l2' }, trees: 500, minRows: 2, patience: 10 },
      { check: unseen, onTree: (_, checked) => void seen.push(checked) },
    );
    expect(seen.length).toBeLessThan(500);
    expect(model.trees.length).toBe(seen.indexOf(Math.min(...(seen as number[]))) + 1);
  });

  it('are the same for the same seed, whoever helps', async () => {
    const options = { rowShare: 0.7, featureShare: 0.6, trees: 15, seed: 7 };
    const alone = learnt(data, options);
    const helpers: Worker[] = [];
    const helped = train(
      data,
      { ...DEFAULT_TRAINING, loss: { kind: 'l2' }, leaves: 8, ...options },
      {
        onWorkspace: (space) => {
          const workerData = { space, team: new URL('./team.ts', import.meta.url).href };
          const code = `const { workerData: it } = require('node:worker_threads');
            import(it.team).then(({ help }) => help(it.space));`;
          helpers.push(new Worker(code, { eval: true, workerData }), new Worker(code, { eval: true, workerData }));
        },
      },
    );
    await Promise.all(helpers.map((helper) => new Promise((resolve) => helper.once('exit', resolve))));
    expect(helped.trees).toEqual(alone.trees);
    expect(learnt(data, { ...options, seed: 8 }).trees).not.toEqual(alone.trees);
  });

  it('are read back as they were saved, and nothing else is read', () => {
    const model = learnt(data, { loss: { kind: 'tweedie', power: 1.2 } });
    const bytes = saveModel(model);
    expect(readModel(bytes)).toEqual(model);
    expect(bytes.byteLength).toBeLessThan(60_000);
    const newer = bytes.slice();
    newer[7] = 99;
    for (const broken of [new Uint8Array(3), bytes.slice(1), bytes.slice(0, -8), newer]) {
      expect(() => readModel(broken)).toThrow(UnreadableModel);
    }
  });

  it('say what each feature added, and leave nothing over', () => {
    for (const loss of [{ kind: 'l2' }, { kind: 'poisson' }] as const) {
      const model = learnt(data, { loss });
      const binned = putIntoBins(unseen.matrix, model.bins);
      const got = predicted(model, unseen);
      for (let row = 0; row < 50; row += 1) {
        const { base, byFeature } = contributionsOf(model, binned, row);
        expect(byFeature.reduce((sum, each) => sum + each, base)).toBeCloseTo(got[row]!, 6);
      }
      const share = (f: number): number =>
        meanOf(Array.from({ length: 200 }, (_, row) => Math.abs(contributionsOf(model, binned, row).byFeature[f]!)));
      expect(share(0)).toBeGreaterThan(5 * share(3));
    }
  });
});
