import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateWorld, type World } from './world/index.ts';

const FILE = 'demo-world.json';

/** Which world a data folder holds: the same options give the same world after every restart. */
interface WorldFile {
  readonly seed: number | string;
  readonly residents: number;
  readonly until: string;
}

/** The demo world of a data folder; a new one ends today. */
export async function openWorld(options: { dataDir: string; residents: number; now: Date }): Promise<World> {
  const path = join(options.dataDir, FILE);
  const kept = await readFile(path, 'utf8').then(
    (text) => JSON.parse(text) as WorldFile,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    },
  );
  const file = kept ?? { seed: 1, residents: options.residents, until: options.now.toISOString() };
  if (kept === undefined) {
    await writeFile(`${path}.new`, `${JSON.stringify(file, null, 2)}\n`);
    await rename(`${path}.new`, path);
  }
  return generateWorld({ seed: file.seed, until: new Date(file.until), ...sizes(file.residents) });
}

/** Communities grow with residents: fifty records each, as in the standard world. */
function sizes(residents: number): { residents: number; communities: number; stores: number } {
  const communities = Math.max(12, Math.round(residents / 50));
  return { residents: Math.max(residents, communities), communities, stores: Math.max(3, Math.round((communities * 3) / 100)) };
}
