import { createHash } from 'node:crypto';
import type { Context } from '#platform/context';
import { COMMUNITY_POST, type ReadEvent } from '../ingestion/read-event.ts';
import { IMPORT_SOURCES } from '../sources/source.ts';
import { importHistory, type HistoryEvent, type Imported } from './history.ts';
import { identifiersOfRow } from './row-identifiers.ts';

/** Something said in a community's chat group or forum. */
export interface PostRow {
  readonly communityCode: string;
  /** What the author is called there; known by it within this community and channel only. */
  readonly author: string;
  /** Where the author is known by more than the handle. */
  readonly userId?: string | undefined;
  readonly phone?: string | undefined;
  readonly text: string;
  readonly postedAt: Date;
  /** `chat`, `forum`, `review`, … */
  readonly channel: string;
  /** The id of the post where it comes from; without it, the same words at the same time are the same post. */
  readonly externalId?: string | undefined;
}

/** Records posts of the past, once each, and counts what they talk about. Repeatable. */
export async function importPosts(ctx: Context, rows: Iterable<PostRow> | AsyncIterable<PostRow>): Promise<Imported> {
  return importHistory(
    ctx,
    rows,
    (row) => postEvent(row, (text) => ctx.services.vault.hash('note', text)),
    IMPORT_SOURCES.posts,
  );
}

/** `keyedHash` keeps authors and words out of the external id. */
export function postEvent(row: PostRow, keyedHash: (text: string) => string): HistoryEvent {
  const author = `${row.channel}\u001f${row.communityCode}\u001f${row.author.trim()}`;
  const event: ReadEvent = {
    messageId: undefined,
    kind: 'track',
    name: COMMUNITY_POST,
    occurredAt: row.postedAt,
    identifiers: [
      ...identifiersOfRow(row),
      ...(row.author.trim() === '' ? [] : [{ kind: 'anonymous_id' as const, value: author }]),
    ],
    communityCode: row.communityCode,
    isHome: false,
    householdCode: undefined,
    open: { channel: row.channel },
    personal: { text: row.text, author: row.author },
    traits: {},
    person: {},
    consents: [],
  };
  return { event, externalId: { kind: 'post', id: row.externalId ?? contentId(row, author, keyedHash) } };
}

function contentId(row: PostRow, author: string, keyedHash: (text: string) => string): string {
  const content = createHash('sha256')
    .update(`${author}\u001f${row.postedAt.toISOString()}\u001f${row.text}`)
    .digest('hex');
  return keyedHash(`post\u001f${content}`);
}
