import type { PersonId } from '#kernel/ids';
import type { Context } from '#platform/context';
import type { Purpose } from '#platform/privacy';
import type { MentionedPost } from './community-page-store.ts';
import { maskText } from './mask-text.ts';
import { loggedPosts } from './post-store.ts';

/**
 * Door: masked words of posts by event; the reading is audited. Those of erased people, and words that were said elsewhere
 * than in a post, are absent.
 */
export async function openPosts(
  ctx: Context,
  posts: readonly Pick<MentionedPost, 'subjectId' | 'eventId' | 'occurredAt'>[],
  purpose: Purpose,
): Promise<Map<string, string>> {
  if (posts.length === 0) return new Map();
  return ctx.transaction(async (tx) => {
    const sealed = (await loggedPosts(tx.db, posts)).flatMap(({ subjectId, eventId, personal }) =>
      personal === null ? [] : [{ personId: subjectId as PersonId, eventId, sealed: personal }],
    );
    const opened = await ctx.services.vault.openMany(tx, sealed, purpose);
    return new Map(
      sealed.flatMap(({ eventId }, at) => {
        const text = textIn(opened[at]);
        return text === undefined ? [] : [[eventId, maskText(text)] as const];
      }),
    );
  });
}

/** The words of a post in the personal part of its event, wherever the client put them. */
function textIn(personal: unknown): string | undefined {
  if (typeof personal !== 'object' || personal === null) return undefined;
  const { text } = personal as { text?: unknown };
  if (typeof text === 'string') return text;
  for (const part of Object.values(personal)) {
    const found = textIn(part);
    if (found !== undefined) return found;
  }
  return undefined;
}
