import type { CommunityId } from '#kernel/ids';
import type { Context } from '#platform/context';
import type { Purpose } from '#platform/privacy';
import { recentPosts, type MentionedPost } from './community-page-store.ts';
import { openPosts } from './open-posts.ts';

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
  const posts = await recentPosts(ctx.db, ctx.scope, communityId, topic, limit);
  const texts = purpose === undefined ? undefined : await openPosts(ctx, posts, purpose);
  return posts.map((post) => ({ ...post, text: texts?.get(post.eventId) ?? null }));
}
