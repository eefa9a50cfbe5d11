import { nearCopies, normaliseText, signatureOf } from '#engines/text';
import { NotFound } from '#kernel/errors';
import type { CityId, CommunityId } from '#kernel/ids';
import { addDays, businessDay, dayAfter, startOfBusinessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { pageOf, timePlaceOf } from '#platform/http';
import type { Purpose } from '#platform/privacy';
import { complainers, complaintsOf, listTopics, openPosts, voicesByEvents, type ListedVoice } from '#modules/cdp';
import { ticketsAbout } from '#modules/desk';
import { cities, communitiesByIds } from '#modules/territory';
import type { Alert, AlertId } from './alert.ts';
import { alertInScope, countOpenAlerts, listAlerts, type AlertFilter } from './alert-store.ts';
import type { AlertDetail, AlertItem, AlertsAnswer } from './listening-contract.ts';

const DAYS = 15;
/** What people said that long before an alert belongs to it. */
const CLUSTERED_DAYS = 3;
const MOST_CLUSTERED = 300;
const MOST_CLUSTERS = 8;

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
  return alerts.map(({ eventId: _, subjectId: __, decidedBy: ___, decidedAt: ____, ...alert }) => ({
    ...alert,
    graveKinds: [...alert.graveKinds],
    communityName: places.get(alert.communityId)?.name ?? '',
    cityName: cityNames.get(alert.cityId) ?? '',
    topicName: alert.topic === null ? null : (topics.get(alert.topic) ?? alert.topic),
    raisedAt: alert.raisedAt.toISOString(),
    ticketId: tickets.get(alert.alertId) ?? null,
  }));
}

/** Door: an alert with how many people complained day by day, and what they say in groups. @throws NotFound */
export async function readAlert(
  ctx: Context,
  asked: { readonly cityId: CityId; readonly alertId: AlertId; readonly purpose: Purpose | undefined },
): Promise<AlertDetail> {
  const alert = await alertInScope(ctx.db, ctx.scope, asked);
  if (alert === undefined) throw new NotFound('alert');
  const [item] = await describeAlerts(ctx, [alert]);
  const voices = await voicesOf(ctx, alert);
  const texts = asked.purpose === undefined ? undefined : await openPosts(ctx, voices, asked.purpose);
  return { ...item!, byDay: await peopleByDay(ctx, alert), clusters: clustersOf(voices, texts) };
}

async function voicesOf({ db }: Context, alert: Alert): Promise<ListedVoice[]> {
  if (alert.eventId !== null) return voicesByEvents(db, alert.cityId, [alert.eventId]);
  const since = addDays(alert.raisedAt, -CLUSTERED_DAYS);
  return complaintsOf(db, { ...alert, topic: alert.topic!, since, limit: MOST_CLUSTERED });
}

async function peopleByDay(
  { db }: Context,
  {
    cityId,
    communityId,
    topic,
    raisedAt,
  }: { cityId: CityId; communityId: CommunityId; topic: string | null; raisedAt: Date },
): Promise<AlertDetail['byDay']> {
  const last = businessDay(raisedAt);
  const days = Array.from({ length: DAYS }, (_, at) => dayAfter(last, at + 1 - DAYS));
  if (topic === null) return [];
  const since = startOfBusinessDay(days[0]!);
  const said = await complainers(db, { cityId, communityId, topics: [topic], since });
  const people = Map.groupBy(said, ({ hour }) => businessDay(hour));
  return days.map((day) => ({ day, people: new Set(people.get(day)?.map(({ subjectId }) => subjectId)).size }));
}

/** Messages that tell the same story; while their words are sealed they are one group. */
function clustersOf(
  voices: readonly ListedVoice[],
  texts: ReadonlyMap<string, string> | undefined,
): AlertDetail['clusters'] {
  if (voices.length === 0) return [];
  const told = voices.map(({ eventId }) => texts?.get(eventId));
  const groups =
    texts === undefined
      ? [[...voices.keys()]]
      : nearCopies(told.map((text, at) => signatureOf(normaliseText(text ?? voices[at]!.eventId))));
  return groups.slice(0, MOST_CLUSTERS).map((places) => {
    const own = places.map((at) => voices[at]!).toSorted((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime());
    return {
      messages: own.length,
      people: new Set(own.map(({ subjectId }) => subjectId)).size,
      example: places.map((at) => told[at]).find((text) => text !== undefined) ?? null,
      items: [],
      firstAt: own[0]!.occurredAt.toISOString(),
      lastAt: own.at(-1)!.occurredAt.toISOString(),
    };
  });
}
