import type { CommunityId, PersonId } from '#kernel/ids';
import type { Context } from '#platform/context';
import type { Purpose } from '#platform/privacy';
import { recentPosts, type MentionedPost } from './community-page-store.ts';
import { maskText } from './mask-text.ts';
import { loggedPosts } from './post-store.ts';

export interface ExamplePost extends MentionedPost {
  /** Masked words; null without a purpose, and where the person was erased. */
  readonly text: string | null;
}

/**
 * Door: the newest posts of a community in which watched topics were mentioned, within the reader's scope. With a
 * purpose the words are opened, masked and the reading is audited; without it they stay sealed.
 */
export async function readPosts(
  ctx: Context,
  input: {
    readonly communityId: CommunityId;
    readonly topic: string | undefined;
    readonly limit: number;
    readonly purpose: Purpose | undefined;
  },
): Promise<ExamplePost[]> {
  const { communityId, topic, limit, purpose } = input;
  if (purpose === undefined) {
    const posts = await recentPosts(ctx.db, ctx.scope, communityId, topic, limit);
    return posts.map((post) => ({ ...post, text: null }));
  }
  return ctx.transaction(async (tx) => {
    const posts = await recentPosts(tx.db, ctx.scope, communityId, topic, limit);
    const sealed = (await loggedPosts(tx.db, posts)).flatMap(({ subjectId, eventId, personal }) =>
      personal === null ? [] : [{ personId: subjectId as PersonId, eventId, sealed: personal }],
    );
    const opened = await ctx.services.vault.openMany(tx, sealed, purpose);
    const texts = new Map(sealed.map(({ eventId }, at) => [eventId, textIn(opened[at])]));
    return posts.map((post) => {
      const text = texts.get(post.eventId);
      return { ...post, text: text === undefined ? null : maskText(text) };
    });
  });
}

/** The words of a post in the personal part of its event, wherever the client put them. */
export function textIn(personal: unknown): string | undefined {
  if (typeof personal !== 'object' || personal === null) return undefined;
  const { text } = personal as { text?: unknown };
  if (typeof text === 'string') return text;
  for (const part of Object.values(personal)) {
    const found = textIn(part);
    if (found !== undefined) return found;
  }
  return undefined;
}
