import { addDays } from '#kernel/time';
import type { Context } from '#platform/context';
import type { Job } from '#platform/jobs';
import { deleteImportsBefore } from './import-store.ts';

/** Uploaded files are kept so long that a question about them can still be answered. */
const KEEP_DAYS = 90;

/** Forgets old imports with their rows; answers how many. The products that came of them stay. */
export async function dropOldCatalogueImports(ctx: Context): Promise<{ dropped: number }> {
  return ctx.transaction(async (tx) => ({ dropped: await deleteImportsBefore(tx.db, addDays(tx.now, -KEEP_DAYS)) }));
}

export const dropOldCatalogueImportsJob: Job = {
  name: 'commerce.drop-old-catalogue-imports',
  cron: '25 4 * * *',
  handle: async (ctx) => {
    await dropOldCatalogueImports(ctx);
  },
};
