/**
 * The whole test, in the order of what is cheap to know first: `node tools/test.ts`, or only some stages by name:
 * `node tools/test.ts format lint`. Stops at the first stage that fails. The last line counts tests: `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { ensureBrowser } from './browser.ts';
import { countTests, sumCounts, type Counts, type VitestReport } from './test-counts.ts';

interface Stage {
  readonly name: string;
  readonly title: string;
  /** Says whether all went well. */
  readonly run: () => boolean;
}

const root = join(import.meta.dirname, '..');
const reports = mkdtempSync(join(tmpdir(), 'twinwheel-reports-'));
const counts: Counts[] = [];

const stages: readonly Stage[] = [
  { name: 'format', title: 'Format', run: () => command('oxfmt', ['--check']) },
  { name: 'lint', title: 'Lint', run: () => command('oxlint', []) },
  { name: 'types', title: 'Types', run: checkTypes },
  { name: 'unit', title: 'Unit tests', run: () => vitest('unit') },
  { name: 'db', title: 'Database tests', run: () => vitest('db') },
  { name: 'build', title: 'Web build', run: () => !present('web/build.ts') || command('node', ['web/build.ts']) },
  {
    name: 'browser',
    title: 'Browser and recovery tests',
    run: () => vitest('e2e', { CHROMIUM_PATH: ensureBrowser() }),
  },
];

process.exitCode = main(process.argv.slice(2));

function main(names: readonly string[]): number {
  try {
    const unknown = names.filter((name) => stages.every((stage) => stage.name !== name));
    if (unknown.length > 0) {
      console.error(`No such stage: ${unknown.join(', ')}. There are: ${stages.map(({ name }) => name).join(', ')}.`);
      return 2;
    }
    const chosen = stages.filter(({ name }) => names.length === 0 || names.includes(name));
    const timings: string[] = [];
    const failed = chosen.find((stage) => !runStage(stage, timings));
    summarise(timings, failed);
    return failed === undefined ? 0 : 1;
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
}

function runStage({ title, run }: Stage, timings: string[]): boolean {
  console.log(`\n━━━ ${title} ${'━'.repeat(Math.max(4, 60 - title.length))}\n`);
  const start = performance.now();
  const ok = attempt(run);
  timings.push(`${ok ? '✓' : '✗'} ${title} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  return ok;
}

function attempt(run: () => boolean): boolean {
  try {
    return run();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return false;
  }
}

/** A stage that failed without a failed test (lint, a crash) counts as one failure, so that no failed run says "0 failed". */
function summarise(timings: readonly string[], failed: Stage | undefined): void {
  const total = sumCounts(counts);
  console.log(`\n━━━ Summary ${'━'.repeat(53)}\n\n${timings.join('\n')}`);
  if (failed !== undefined)
    console.log(`\nFailed: ${failed.title}. What went wrong is above; later stages did not run.`);
  const failures = failed === undefined ? total.failed : Math.max(1, total.failed);
  console.log(`\n${total.passed} passed, ${failures} failed`);
}

function checkTypes(): boolean {
  const projects = ['.', 'web'].filter((folder) => present(join(folder, 'tsconfig.json')));
  return projects.every((folder) => command('tsc', ['-p', folder]));
}

function vitest(project: string, env: Readonly<Record<string, string>> = {}): boolean {
  const file = join(reports, `${project}.json`);
  const args = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const ok = command('vitest', args, env);
  if (existsSync(file)) counts.push(countTests(JSON.parse(readFileSync(file, 'utf8')) as VitestReport));
  return ok;
}

/** Runs a program of node_modules/.bin with its output here; our own Node comes first, whichever started this file. */
function command(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): boolean {
  const path = [join(root, 'node_modules', '.bin'), dirname(process.execPath), process.env['PATH'] ?? ''].join(
    delimiter,
  );
  const result = spawnSync(program, args, {
    cwd: root,
    env: { ...process.env, ...env, PATH: path },
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (result.error !== undefined) throw result.error;
  return result.status === 0;
}

function present(path: string): boolean {
  return existsSync(join(root, path));
}
