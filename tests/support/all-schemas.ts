import { existsSync } from 'node:fs';
import type { ModuleSchema } from '#platform/postgres';

/** Every schema of the product, in the order in which they are migrated, as `src/main` puts them together. */
export async function allSchemas(): Promise<readonly ModuleSchema[]> {
  const path = new URL('../../src/main/modules.ts', import.meta.url);
  if (!existsSync(path)) return [];
  const loaded = (await import(/* @vite-ignore */ path.href)) as { allSchemas: readonly ModuleSchema[] };
  return loaded.allSchemas;
}
