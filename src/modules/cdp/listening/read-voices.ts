import type { PersonId } from '#kernel/ids';
import { startOfBusinessDay, addDays, businessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { pageOf, timePlaceOf } from '#platform/http';
import type { Purpose } from '#platform/privacy';
import { maskText } from '../communities/mask-text.ts';
import { loggedPosts } from '../communities/post-store.ts';
import { textIn } from '../communities/read-posts.ts';
import { loadReader } from './load-reader.ts';
import { communityNames } from './read-listening.ts';
import type { VoicesAnswer } from './voice-contract.ts';
import { listVoices, type ListedVoice, type VoiceFilter } from './voice-list-store.ts';

/** Door: messages that are more than chatter, the newest first, within the scope; with a purpose their words, masked and audited. */
export async function readVoices(
  ctx: Context,
  asked: Omit<VoiceFilter, 'since'> & { readonly days: number; readonly purpose?: Purpose | undefined },
  page: { readonly cursor: string | undefined; readonly limit: number },
): Promise<VoicesAnswer> {
  const { days, purpose, ...filter } = asked;
  const since = addDays(startOfBusinessDay(businessDay(ctx.clock.now())), 1 - days);
  const after = timePlaceOf(page.cursor);
  const found = await listVoices(ctx.db, ctx.scope, { ...filter, since }, { after, limit: page.limit + 1 });
  const { items, nextCursor } = pageOf(found, page.limit, (each) => [each.occurredAt.getTime(), each.eventId]);
  const names = await communityNames(
    ctx,
    items.map(({ communityId }) => communityId),
  );
  const texts = purpose === undefined ? new Map<string, string>() : await openVoices(ctx, items, purpose);
  const reader = await loadReader(ctx.db);
  const read = new Map(
    [...texts].map(([eventId, text]) => [eventId, reader.read([text])[0]!.topics.flatMap(({ words }) => [...words])]),
  );
  const lines = items.map(({ subjectId: _, ...voice }) => ({
    ...voice,
    eventId: voice.eventId as VoicesAnswer['items'][number]['eventId'],
    topics: [...voice.topics],
    graveKinds: [...voice.graveKinds],
    communityName: names.get(voice.communityId) ?? '',
    occurredAt: voice.occurredAt.toISOString(),
    text: texts.get(voice.eventId) ?? null,
    words: [...new Set(read.get(voice.eventId) ?? [])],
  }));
  return { items: lines, nextCursor };
}

/** Door: masked words of messages by event; the reading is audited. Those of erased people, and those kept elsewhere, are absent. */
export async function openVoices(
  ctx: Context,
  voices: readonly Pick<ListedVoice, 'subjectId' | 'eventId' | 'occurredAt'>[],
  purpose: Purpose,
): Promise<Map<string, string>> {
  if (voices.length === 0) return new Map();
  return ctx.transaction(async (tx) => {
    const sealed = (await loggedPosts(tx.db, voices)).flatMap(({ subjectId, eventId, personal }) =>
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
