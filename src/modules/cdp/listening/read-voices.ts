import { startOfBusinessDay, addDays, businessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { pageOf, timePlaceOf } from '#platform/http';
import type { Purpose } from '#platform/privacy';
import { openPosts } from '../communities/open-posts.ts';
import { goodsDirectory } from './goods-directory.ts';
import { loadReader } from './load-reader.ts';
import { communityNames } from './read-listening.ts';
import type { VoicesAnswer } from './voice-contract.ts';
import { listVoices, type VoiceFilter } from './voice-list-store.ts';

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
  const texts = purpose === undefined ? new Map<string, string>() : await openPosts(ctx, items, purpose);
  const readings = (await loadReader(ctx.db)).read([...texts.values()]);
  const words = new Map(
    [...texts.keys()].map((eventId, at) => [eventId, readings[at]!.topics.flatMap((topic) => topic.words)]),
  );
  const goods = await goodsDirectory().byIds(ctx.db, [...new Set(items.flatMap((each) => each.items))]);
  const lines = items.map(({ subjectId: _, items: named, ...voice }) => ({
    ...voice,
    eventId: voice.eventId as VoicesAnswer['items'][number]['eventId'],
    topics: [...voice.topics],
    graveKinds: [...voice.graveKinds],
    communityName: names.get(voice.communityId) ?? '',
    occurredAt: voice.occurredAt.toISOString(),
    text: texts.get(voice.eventId) ?? null,
    words: [...new Set(words.get(voice.eventId))],
    goods: named.flatMap((id) => goods.get(id) ?? []),
  }));
  return { items: lines, nextCursor };
}
