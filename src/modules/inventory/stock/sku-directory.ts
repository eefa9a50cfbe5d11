import type { SkuId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';

type Db = Database | DatabaseTransaction;

/** What people call an item. */
export interface SkuLabel {
  readonly code: string;
  /** With its spec: 「鲜牛奶 950毫升」. */
  readonly name: string;
  readonly unit: string;
}

/**
 * Stock counts items without knowing what they are: whoever keeps the catalogue lies to the right and is asked through
 * this port, which `src/main` installs before the server starts.
 */
export interface SkuDirectory {
  byIds(db: Db, ids: readonly SkuId[]): Promise<ReadonlyMap<SkuId, SkuLabel>>;
  byCodes(db: Db, codes: readonly string[]): Promise<ReadonlyMap<string, SkuId>>;
  /** Items whose code or name contains the text, at most `limit`. */
  search(db: Db, text: string, limit: number): Promise<readonly SkuId[]>;
}

const nobodyKnows: SkuDirectory = {
  byIds: () => Promise.resolve(new Map()),
  byCodes: () => Promise.resolve(new Map()),
  search: () => Promise.resolve([]),
};

let current: SkuDirectory = nobodyKnows;

export function installSkuDirectory(directory: SkuDirectory): void {
  current = directory;
}

export const skuDirectory = (): SkuDirectory => current;

/** An item that is in no catalogue (any more). */
export const UNKNOWN_SKU: SkuLabel = { code: '', name: '未建档商品', unit: '' };
