/**
 * How fast trees are boosted: 150,000 rows with 39 features, 150 trees of 31 leaves, binning included, on one thread and on
 * two. What is to be learnt is known (Friedman 1 with a category and noise of a known size), so that the error says whether
 * speed was bought with accuracy. Baseline: the least error that the noise allows; with `--beside PYTHON` (an interpreter that
 * has xgboost, Debian's python3-xgboost) also XGBoost on the same rows, bins and trees.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
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

/** The same rows, learnt by XGBoost's own histograms on one thread and on two. */
function beside(python: string, learnt: TrainingSet, unseen: TrainingSet): Record<string, number> {
  const folder = mkdtempSync(join(tmpdir(), 'beside-'));
  try {
    for (const [name, { matrix, values }] of Object.entries({ learnt, unseen })) {
      const columns = Buffer.concat(matrix.columns.map((each) => Buffer.from(Float32Array.from(each).buffer)));
      writeFileSync(join(folder, `${name}.columns`), columns);
      writeFileSync(join(folder, `${name}.values`), Buffer.from(values.buffer));
    }
    const script = new URL('./xgboost-beside.py', import.meta.url).pathname;
    return JSON.parse(execFileSync(python, [script, folder, `${FEATURES}`], { encoding: 'utf8' })) as Record<
      string,
      number
    >;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const { values: asked } = parseArgs({
  options: { beside: { type: 'string' }, json: { type: 'boolean', default: false } },
});
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
  ...(asked.beside === undefined ? {} : { xgboost: beside(asked.beside, data, unseen) }),
});
