import { addDays } from '#kernel/time';
import type { Context } from '#platform/context';
import { deleteStockImportsBefore } from './stock-import-store.ts';

/** Uploaded files are kept so long that a question about them can still be answered. */
const KEEP_DAYS = 90;

/** Forgets old imports with their rows. What was taken over stays. */
export async function dropOldStockImports(ctx: Context): Promise<void> {
  await ctx.transaction(async (tx) => deleteStockImportsBefore(tx.db, addDays(tx.now, -KEEP_DAYS)));
}
