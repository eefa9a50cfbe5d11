import { spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const trees: string[] = [];

afterAll(() => {
  for (const tree of trees) rmSync(tree, { recursive: true, force: true });
});

/** A copy of a fixture that looks like the repository, with the repository's own configuration. */
function plant(fixture: string): string {
  const tree = mkdtempSync(join(tmpdir(), 'twinwheel-lint-'));
  trees.push(tree);
  cpSync(join(import.meta.dirname, 'fixtures', fixture), tree, { recursive: true });
  for (const file of ['.oxlintrc.json', 'package.json', 'tsconfig.json']) cpSync(join(root, file), join(tree, file));
  for (const folder of ['node_modules', 'tools']) symlinkSync(join(root, folder), join(tree, folder), 'junction');
  return tree;
}

/** What the lint finds, once for each file and rule, sorted. */
function lint(tree: string): string[] {
  const oxlint = join(root, 'node_modules', 'oxlint', 'bin', 'oxlint');
  const run = spawnSync(process.execPath, [oxlint, '--format=json', 'src', 'web'], { cwd: tree, encoding: 'utf8' });
  const { diagnostics } = JSON.parse(run.stdout) as { diagnostics: { filename: string; code: string }[] };
  return [...new Set(diagnostics.map(({ filename, code }) => `${filename}: ${code}`))].toSorted();
}

test('a sound tree passes', () => {
  expect(lint(plant('valid'))).toEqual([]);
});

test('each file of the violating tree breaks what it says that it breaks, and nothing else', () => {
  const tree = plant('violating');
  const expected = globSync('{src,web}/**/*.ts', { cwd: tree }).flatMap((file) => {
    const [, list = ''] = /^\/\/ breaks: (.*)$/m.exec(readFileSync(join(tree, file), 'utf8')) ?? [];
    return list.split(', ').map((rule) => `${file}: ${rule}`);
  });
  expect(lint(tree)).toEqual(expected.toSorted());
});

test('files end at 400 lines and functions at 70, but a describe of a test may be longer', () => {
  const tree = plant('valid');
  const functionOf = (lines: number) => `export function count(): void {\n${'\n'.repeat(lines - 2)}}\n`;
  const constants = (lines: number) => 'export {};\n'.repeat(lines);
  const files = {
    'a-function.ts': functionOf(70),
    'a-long-function.ts': functionOf(71),
    'a-long-function.test.ts': functionOf(71),
    'a-file.ts': constants(400),
    'a-long-file.ts': constants(401),
  };
  for (const [file, text] of Object.entries(files)) writeFileSync(join(tree, 'src/kernel', file), text);
  expect(lint(tree)).toEqual([
    'src/kernel/a-long-file.ts: eslint(max-lines)',
    'src/kernel/a-long-function.ts: eslint(max-lines-per-function)',
  ]);
});
