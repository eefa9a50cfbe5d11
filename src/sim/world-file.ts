import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeyRing, WriteKeys } from './live/integrations.ts';
import { generateWorld, type World } from './world/index.ts';

const FILE = 'demo-world.json';
/** It holds write keys: nobody but the server's own user reads it. */
const OWNER_ONLY = 0o600;

/** Which world a data folder holds: the same options give the same world after every restart. */
interface WorldFile {
  readonly seed: number | string;
  readonly residents: number;
  readonly until: string;
  /** Of the sources through which the living world sends its events; opened when it first does. */
  readonly writeKeys?: WriteKeys;
}

/** The demo world of a data folder; a new one ends today. */
export async function openWorld(options: { dataDir: string; residents: number; now: Date }): Promise<World> {
  const kept = await readWorldFile(options.dataDir);
  const file = kept ?? { seed: 1, residents: options.residents, until: options.now.toISOString() };
  if (kept === undefined) await keepWorldFile(options.dataDir, file);
  return generateWorld({ seed: file.seed, until: new Date(file.until), ...sizes(file.residents) });
}

/** Where the living world's write keys are kept: beside the world. `openWorld` comes first. */
export function writeKeysIn(dataDir: string): KeyRing {
  return {
    read: async () => (await readWorldFile(dataDir))?.writeKeys ?? {},
    keep: async (writeKeys) => {
      const file = await readWorldFile(dataDir);
      if (file !== undefined) await keepWorldFile(dataDir, { ...file, writeKeys });
    },
  };
}

async function readWorldFile(dataDir: string): Promise<WorldFile | undefined> {
  try {
    return JSON.parse(await readFile(join(dataDir, FILE), 'utf8')) as WorldFile;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function keepWorldFile(dataDir: string, file: WorldFile): Promise<void> {
  const path = join(dataDir, FILE);
  await writeFile(`${path}.new`, `${JSON.stringify(file, null, 2)}\n`, { mode: OWNER_ONLY });
  await rename(`${path}.new`, path);
}

/** Communities grow with residents: fifty records each, as in the standard world. */
function sizes(residents: number): { residents: number; communities: number; stores: number } {
  const communities = Math.max(12, Math.round(residents / 50));
  return {
    residents: Math.max(residents, communities),
    communities,
    stores: Math.max(3, Math.round((communities * 3) / 100)),
  };
}
