import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build, type Manifest } from 'vite';
import { APPS, configOf, OUT, shopServerConfig, type App } from './vite.config.ts';

/** Largest JS and CSS, in bytes of brotli, that an app may load before its first view. */
export const BUDGETS: Readonly<Record<App, number>> = { console: 350 * 1024, workbench: 125 * 1024, shop: 80 * 1024 };

export interface AppSize {
  readonly app: App;
  /** Brotli bytes of what the entry loads at once, and of everything. */
  readonly entry: number;
  readonly all: number;
  readonly budget: number;
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const STAMP = join(OUT, 'stamp.txt');

/**
 * Builds the three apps and the shop's server bundle into dist/web, compresses them and checks the budgets.
 * Throws when an app exceeds its own. Does nothing when the sources are those of the last build, unless `force`.
 */
export async function buildWeb(options: { force?: boolean } = {}): Promise<readonly AppSize[]> {
  const stamp = await stampOfSources();
  if (options.force !== true && (await isFresh(stamp))) return [];
  await rm(OUT, { recursive: true, force: true });
  await mkdir(OUT, { recursive: true });
  const sizes: AppSize[] = [];
  for (const app of APPS) {
    await build(configOf(app));
    sizes.push(await compress(app));
  }
  await build(shopServerConfig());
  const over = sizes.filter((size) => size.entry > size.budget);
  if (over.length > 0) {
    throw new Error(`over budget (brotli): ${over.map((size) => `${size.app} ${describe(size)}`).join(', ')}`);
  }
  await writeFile(STAMP, stamp);
  return sizes;
}

export function describe(size: AppSize): string {
  const kib = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`;
  return `${kib(size.entry)} of ${kib(size.budget)} (${kib(size.all)} with what is loaded later)`;
}

async function isFresh(stamp: string): Promise<boolean> {
  return existsSync(STAMP) && (await readFile(STAMP, 'utf8')) === stamp;
}

/** A digest of everything that the build reads from the repository, and of the installed versions. */
async function stampOfSources(): Promise<string> {
  const hash = createHash('sha256');
  const patterns = [
    'web/**/*.{ts,tsx,css,html,svg,json,webmanifest}',
    'src/kernel/*.ts',
    'src/modules/*/contract.ts',
    'package-lock.json',
  ];
  const files: string[] = [];
  for await (const file of glob(patterns, { cwd: ROOT })) files.push(file);
  files.sort();
  for (const file of files)
    hash
      .update(file)
      .update('\0')
      .update(await readFile(join(ROOT, file)));
  return hash.digest('hex');
}

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** Writes `.br` and `.gz` beside every text file of an app and sums up what it weighs. */
async function compress(app: App): Promise<AppSize> {
  const folder = join(OUT, app);
  const bytes = new Map<string, number>();
  for await (const name of glob('**/*.{js,css,html,svg,json,webmanifest}', { cwd: folder })) {
    const content = await readFile(join(folder, name));
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
    const [br, gz] = await Promise.all([brotli(content, { params }), zip(content, { level: 9 })]);
    await Promise.all([writeFile(join(folder, `${name}.br`), br), writeFile(join(folder, `${name}.gz`), gz)]);
    if (/\.(js|css)$/.test(name) && !name.endsWith('sw.js')) bytes.set(name.replaceAll('\\', '/'), br.length);
  }
  const sum = (names: Iterable<string>): number =>
    [...names].reduce((total, name) => total + (bytes.get(name) ?? 0), 0);
  const manifest = JSON.parse(await readFile(join(folder, '.vite/manifest.json'), 'utf8')) as Manifest;
  return { app, entry: sum(entryFiles(manifest)), all: sum(bytes.keys()), budget: BUDGETS[app] };
}

/** The files that index.html makes a browser load: the entry, what it imports statically, and their styles. */
function entryFiles(manifest: Manifest): Set<string> {
  const files = new Set<string>();
  const seen = new Set<string>();
  const visit = (key: string): void => {
    const chunk = manifest[key];
    if (chunk === undefined || seen.has(key)) return;
    seen.add(key);
    files.add(chunk.file);
    for (const style of chunk.css ?? []) files.add(style);
    for (const next of chunk.imports ?? []) visit(next);
  };
  for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry === true) visit(key);
  return files;
}

if (import.meta.main) {
  const sizes = await buildWeb({ force: process.argv.includes('--force') });
  const lines =
    sizes.length === 0 ? ['web: up to date'] : sizes.map((size) => `web: ${size.app.padEnd(9)} ${describe(size)}`);
  process.stdout.write(`${lines.join('\n')}\n`);
}
