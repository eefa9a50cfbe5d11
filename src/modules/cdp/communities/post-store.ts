import { sql } from 'kysely';
import type { DatabaseTransaction } from '#platform/context';
import type { MentionedPost } from './community-page-store.ts';

export interface LoggedPost {
  readonly subjectId: string;
  readonly eventId: string;
  /** Sealed under the subject's key; null where the event has no personal part. */
  readonly personal: Buffer | null;
}

/** The log's entries of posts that were found within a reader's scope. */
export async function loggedPosts(
  tx: DatabaseTransaction,
  posts: readonly Pick<MentionedPost, 'subjectId' | 'eventId' | 'occurredAt'>[],
): Promise<LoggedPost[]> {
  const { rows } = await sql<LoggedPost>`
    select e.subject_id as "subjectId", e.event_id as "eventId", e.personal
    from unnest(
      ${posts.map((post) => post.subjectId)}::uuid[], ${posts.map((post) => post.occurredAt)}::timestamptz[],
      ${posts.map((post) => post.eventId)}::uuid[]) as v (subject_id, occurred_at, event_id)
    join cdp.event e
      on e.subject_id = v.subject_id and e.occurred_at = v.occurred_at and e.event_id = v.event_id`.execute(tx);
  return rows;
}
