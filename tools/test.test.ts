import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, describe, expect, test } from 'vitest';

const trees: string[] = [];

afterAll(() => {
  for (const tree of trees) rmSync(tree, { recursive: true, force: true });
});

/** Runs the real runner in an empty repository, whose programs are the given shell scripts (others succeed in silence). */
function runStages(
  programs: Readonly<Record<string, string>>,
  ...stages: string[]
): { status: number | null; lines: string[] } {
  const tree = mkdtempSync(join(tmpdir(), 'twinwheel-runner-'));
  trees.push(tree);
  const bin = join(tree, 'node_modules', '.bin');
  mkdirSync(bin, { recursive: true });
  mkdirSync(join(tree, 'tools'));
  writeFileSync(join(tree, 'package.json'), '{ "type": "module" }');
  for (const file of ['test.ts', 'browser.ts', 'test-counts.ts'])
    cpSync(join(import.meta.dirname, file), join(tree, 'tools', file));
  for (const [name, script] of Object.entries({ oxfmt: '', oxlint: '', tsc: '', vitest: '', ...programs })) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  const run = spawnSync(process.execPath, ['tools/test.ts', ...stages], { cwd: tree, encoding: 'utf8' });
  return { status: run.status, lines: `${run.stdout}${run.stderr}`.trimEnd().split('\n') };
}

/** A Vitest that reports so many tests and ends with `status`; its arguments say where the report goes. */
const vitestThat = (passed: number, failed: number, status: number) => `
  for argument in "$@"; do case "$argument" in --outputFile.json=*) file="\${argument#*=}";; esac; done
  echo '{"numPassedTests":${passed},"numFailedTests":${failed},"testResults":[]}' > "$file"
  exit ${status}`;

describe.skipIf(process.platform === 'win32')('the runner', () => {
  test('adds up the tests of all runs in its last line', () => {
    const { status, lines } = runStages({ vitest: vitestThat(7, 0, 0) }, 'unit', 'db');
    expect(status).toBe(0);
    expect(lines.at(-1)).toBe('14 passed, 0 failed');
  });

  test('stops at the first stage that fails and names it', () => {
    const { status, lines } = runStages({ oxlint: 'echo a finding; exit 1', vitest: vitestThat(7, 0, 0) });
    expect(status).toBe(1);
    expect(lines).toContain('a finding');
    expect(lines).toContain('Failed: Lint. What went wrong is above; later stages did not run.');
    expect(lines.at(-1)).toBe('0 passed, 1 failed');
  });

  test('counts failed tests', () => {
    const { status, lines } = runStages({ vitest: vitestThat(5, 2, 1) }, 'unit', 'db');
    expect(status).toBe(1);
    expect(lines.at(-1)).toBe('5 passed, 2 failed');
  });

  test('never says that nothing failed when a run crashed without a report', () => {
    const { status, lines } = runStages({ vitest: 'exit 1' }, 'unit');
    expect(status).toBe(1);
    expect(lines.at(-1)).toBe('0 passed, 1 failed');
  });

  test('refuses a stage that it does not know', () => {
    const { status, lines } = runStages({}, 'tests');
    expect(status).toBe(2);
    expect(lines.at(-1)).toMatch(/No such stage: tests\. There are: format, lint, types, unit/);
  });
});
