import { compileNames, entitiesIn, normaliseText, spokenNames, type NameDirectory } from '#engines/text';
import type { Database, DatabaseTransaction } from '#platform/context';

type Db = Database | DatabaseTransaction;

/** Something that is sold, as the catalogue calls it. */
export interface NamedGoods {
  readonly id: string;
  readonly name: string;
}

/**
 * What is sold is known to the right of here: whoever keeps the catalogue is asked through this port, which `src/main`
 * installs before the server starts.
 */
export interface GoodsDirectory {
  /** Everything that is on sale. */
  all(db: Db): Promise<readonly NamedGoods[]>;
  byIds(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

const NOTHING_SOLD: GoodsDirectory = { all: () => Promise.resolve([]), byIds: () => Promise.resolve(new Map()) };
/** So long a name that is new may go unheard. */
const FRESH_MS = 5 * 60_000;

let current = NOTHING_SOLD;
let compiled: { readonly madeAt: number; readonly names: NameDirectory } | undefined;

export function installGoodsDirectory(directory: GoodsDirectory): void {
  current = directory;
  compiled = undefined;
}

export const goodsDirectory = (): GoodsDirectory => current;

/** Forgets the names that were read, for tests and for whoever has just changed them. */
export function forgetGoodsNames(): void {
  compiled = undefined;
}

/** The names by which people call what is sold. */
async function goodsNames(db: Db): Promise<NameDirectory> {
  const now = performance.now();
  if (compiled !== undefined && now - compiled.madeAt < FRESH_MS) return compiled.names;
  const goods = await current.all(db);
  const spoken = spokenNames(goods.map(({ name }) => name));
  const names = compileNames(
    goods.map(({ id, name }, at) => ({ kind: 'item' as const, id, names: [name, ...spoken[at]!] })),
  );
  compiled = { madeAt: now, names };
  return names;
}

/** What each of some texts names of what is sold, by id. */
export async function goodsIn(db: Db, texts: readonly string[]): Promise<string[][]> {
  if (texts.length === 0) return [];
  const names = await goodsNames(db);
  return texts.map((text) => entitiesIn(normaliseText(text), names).named.map(({ id }) => id));
}
