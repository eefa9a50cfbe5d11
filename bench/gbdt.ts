/**
 * How fast trees are boosted: 150,000 rows with 39 features, 150 trees of 31 leaves, binning included, on one thread and on
 * two. What is to be learnt is known (Friedman 1 with a category and noise of a known size), so that the error says whether
 * speed was bought with accuracy. Baseline: the least error that the noise allows.
 */
import { seededRandom } from '#kernel/random';
import {
  DEFAULT_TRAINING,
  predict,
  putIntoBins,
  train,
  type FeatureSpec,
  type Model,
  type TrainingSet,
} from '#engines/forecasting';
import { describeMachine, note, report, round } from './report.ts';
import { openTrainingTeam } from './training-team.ts';

const ROWS = 150_000;
const UNSEEN = 20_000;
const FEATURES = 39;
/** The last features are categories with so many codes. */
const FIRST_CATEGORY = 36;
const CODES = 20;
/** Half the width of the noise, which is even: its deviation is this over the root of three. */
const NOISE = 1;
const BAR_SECONDS = 20;

function generate(rows: number, seed: number): TrainingSet {
  const random = seededRandom(seed);
  const columns = Array.from({ length: FEATURES }, () => new Float32Array(rows));
  const values = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) {
    for (const [f, column] of columns.entries()) {
      column[row] = f >= FIRST_CATEGORY ? Math.floor(random.next() * CODES) : random.next();
    }
    const x = (f: number): number => columns[f]![row]!;
    const friedman = 10 * Math.sin(Math.PI * x(0) * x(1)) + 20 * (x(2) - 0.5) ** 2 + 10 * x(3) + 5 * x(4);
    values[row] = friedman + (x(FIRST_CATEGORY) % 3 === 0 ? 4 : 0) + NOISE * (2 * random.next() - 1);
  }
  const features = columns.map((_, f): FeatureSpec => ({
    name: `f${f}`,
    kind: f >= FIRST_CATEGORY ? 'category' : 'number',
  }));
  return { matrix: { rows, features, columns }, values };
}

function errorOf(model: Model, { matrix, values }: TrainingSet): number {
  const got = predict(model, putIntoBins(matrix, model.bins));
  return Math.sqrt(got.reduce((sum, each, row) => sum + (each - values[row]!) ** 2, 0) / got.length);
}

const options = { ...DEFAULT_TRAINING, loss: { kind: 'l2' } as const };
const data = generate(ROWS, 1);
const unseen = generate(UNSEEN, 2);
note(`machine: ${describeMachine()}`);
const from = performance.now();
const model = train(data, options);
const oneThread = (performance.now() - from) / 1_000;
const team = await openTrainingTeam();
const helped = performance.now();
const same = train(data, options, { onWorkspace: team.onWorkspace });
const twoThreads = (performance.now() - helped) / 1_000;
await team.close();
const rmse = errorOf(model, unseen);
if (errorOf(same, unseen) !== rmse) throw new Error('two threads made another model than one');
note(`bar: ${BAR_SECONDS} s on one thread; LightGBM takes about 6 s on such a machine`);
report({
  rows: ROWS,
  features: FEATURES,
  trees: model.trees.length,
  oneThreadSeconds: round(oneThread, 2),
  twoThreadsSeconds: round(twoThreads, 2),
  rmse: round(rmse, 4),
  leastRmse: round(NOISE / Math.sqrt(3), 4),
});
