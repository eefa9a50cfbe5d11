import { nearCopies, normaliseText, signatureOf } from '#engines/text';
import { NotFound } from '#kernel/errors';
import type { CityId } from '#kernel/ids';
import { addDays } from '#kernel/time';
import type { Context } from '#platform/context';
import { pageOf, timePlaceOf } from '#platform/http';
import type { Purpose } from '#platform/privacy';
import { complaintsOf, listTopics, openPosts, voicesByEvents, type ListedVoice } from '#modules/cdp';
import { spusByIds, type SpuId } from '#modules/commerce';
import { ticketsAbout } from '#modules/desk';
import { cities, communitiesByIds } from '#modules/territory';
import type { Alert, AlertId } from './alert.ts';
import { alertInScope, countOpenAlerts, listAlerts, type AlertFilter } from './alert-store.ts';
import type { AlertDetail, AlertItem, AlertsAnswer } from './listening-contract.ts';
import { blamedGoods } from './blamed-goods.ts';
import { blamedStores } from './blamed-stores.ts';
import { voicesOfGrave } from './voices-of-grave.ts';
import { MOST_DAYS, peopleByDay, trendOf } from './people-by-day.ts';

/** What people said that long before an alert belongs to it. */
const CLUSTERED_DAYS = 3;
const MOST_CLUSTERED = 300;
const MOST_CLUSTERS = 8;
const MOST_ITEMS = 3;

/** Door: a page of alerts within the reader's scope, the newest first. */
export async function readAlerts(
  ctx: Context,
  filter: AlertFilter,
  page: { readonly cursor: string | undefined; readonly limit: number },
): Promise<AlertsAnswer> {
  const after = timePlaceOf(page.cursor);
  const found = await listAlerts(ctx.db, ctx.scope, filter, { after, limit: page.limit + 1 });
  const { items, nextCursor } = pageOf(found, page.limit, (each) => [each.raisedAt.getTime(), each.alertId]);
  const open = await countOpenAlerts(ctx.db, ctx.scope, filter);
  return { items: await describeAlerts(ctx, items), nextCursor, open };
}

/** Alerts with the names of what they are about and the tickets that they became. */
export async function describeAlerts(ctx: Context, alerts: readonly Alert[]): Promise<AlertItem[]> {
  const { db } = ctx;
  const topics = new Map((await listTopics(db)).map(({ topic, name }) => [topic, name]));
  const places = await communitiesByIds(db, [...new Set(alerts.map(({ communityId }) => communityId))]);
  const cityNames = new Map((await cities(db)).map(({ id, name }) => [id, name]));
  const tickets = await ticketsAbout(
    db,
    alerts.map(({ alertId }) => alertId),
  );
  return alerts.map((alert) => ({
    ...shownOf(alert),
    communityName: places.get(alert.communityId)?.name ?? '',
    cityName: cityNames.get(alert.cityId) ?? '',
    topicName: alert.topic === null ? null : (topics.get(alert.topic) ?? alert.topic),
    raisedAt: alert.raisedAt.toISOString(),
    ticketId: tickets.get(alert.alertId) ?? null,
  }));
}

/** What screens see of an alert: not who wrote it, nor who decided. */
const shownOf = ({
  graveKinds,
  eventId: _event,
  subjectId: _subject,
  decidedBy: _by,
  decidedAt: _at,
  ...alert
}: Alert) => ({
  ...alert,
  graveKinds: [...graveKinds],
});

/** Door: an alert with how many people complained day by day, and what they say in groups. @throws NotFound */
export async function readAlert(
  ctx: Context,
  asked: { readonly cityId: CityId; readonly alertId: AlertId; readonly purpose: Purpose | undefined },
): Promise<AlertDetail> {
  const alert = await alertInScope(ctx.db, ctx.scope, asked);
  if (alert === undefined) throw new NotFound('alert');
  const [item] = await describeAlerts(ctx, [alert]);
  const voices = await voicesOf(ctx, alert);
  const told = asked.purpose === undefined ? undefined : await openPosts(ctx, voices, asked.purpose);
  const clusters = told === undefined ? sealedCluster(voices) : clustersOf(voices, told, await namesOf(ctx, voices));
  const byDay = await peopleByDay(ctx, alert);
  const after = trendOf(alert, byDay);
  const since = addDays(alert.raisedAt, -CLUSTERED_DAYS);
  const goods = await blamedGoods(ctx, alert, voices, since);
  const stores = await blamedStores(ctx, alert, since);
  return { ...item!, byDay: byDay.slice(-MOST_DAYS), after, stores, goods, clusters };
}

/** What is sold that messages name, by id. */
async function namesOf({ db }: Context, voices: readonly ListedVoice[]): Promise<ReadonlyMap<string, string>> {
  const products = await spusByIds(db, [...new Set(voices.flatMap(({ items }) => items as readonly SpuId[]))]);
  return new Map([...products].map(([id, { name }]) => [id, name]));
}

/** What people said that belongs to an alert, the newest first. */
export async function voicesOf({ db }: Context, alert: Alert): Promise<ListedVoice[]> {
  if (alert.kind === 'grave') return voicesOfGrave(db, alert);
  if (alert.eventId !== null) return voicesByEvents(db, alert.cityId, [alert.eventId]);
  const since = addDays(alert.raisedAt, -CLUSTERED_DAYS);
  return complaintsOf(db, { ...alert, topic: alert.topic!, since, limit: MOST_CLUSTERED });
}

type Cluster = AlertDetail['clusters'][number];

/** While their words are sealed nobody can tell stories apart. */
const sealedCluster = (voices: readonly ListedVoice[]): Cluster[] =>
  voices.length === 0 ? [] : [{ ...extentOf(voices), example: null, items: [] }];

/** Messages that tell the same story, the largest group first, with what is sold that they name. */
function clustersOf(
  voices: readonly ListedVoice[],
  texts: ReadonlyMap<string, string>,
  goods: ReadonlyMap<string, string>,
): Cluster[] {
  // What cannot be opened is like nothing else.
  const normal = voices.map(({ eventId }) => normaliseText(texts.get(eventId) ?? eventId));
  return nearCopies(normal.map(signatureOf))
    .slice(0, MOST_CLUSTERS)
    .map((places) => ({
      ...extentOf(places.map((at) => voices[at]!)),
      example: places.map((at) => texts.get(voices[at]!.eventId)).find((text) => text !== undefined) ?? null,
      items: itemsIn(
        places.map((at) => voices[at]!),
        goods,
      ),
    }));
}

function extentOf(voices: readonly ListedVoice[]): Pick<Cluster, 'messages' | 'people' | 'firstAt' | 'lastAt'> {
  const times = voices.map(({ occurredAt }) => occurredAt.getTime());
  return {
    messages: voices.length,
    people: new Set(voices.map(({ subjectId }) => subjectId)).size,
    firstAt: new Date(Math.min(...times)).toISOString(),
    lastAt: new Date(Math.max(...times)).toISOString(),
  };
}

/** The goods that messages name, the most often named first. */
function itemsIn(voices: readonly ListedVoice[], goods: ReadonlyMap<string, string>): string[] {
  const counted = Map.groupBy(
    voices.flatMap(({ items }) => items),
    (item) => item,
  );
  return [...counted]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .flatMap(([item]) => goods.get(item) ?? [])
    .slice(0, MOST_ITEMS);
}
