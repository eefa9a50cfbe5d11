import type { Context } from '#platform/context';
import { putLink } from './share-link-store.ts';
import type { ShareLink } from './share-link.ts';

/** Makes the link of an offered task, or lets it follow the task to the touchpoint who is asked now. */
export async function putShareLink(ctx: Context, link: ShareLink): Promise<void> {
  await ctx.transaction((tx) => putLink(tx.db, link, tx.now));
}
