import { spikeOf, type Spike } from '#engines/text';
import type { CityId, CommunityId, PersonId } from '#kernel/ids';
import { addDays, businessDay, HOUR, startOfBusinessDay } from '#kernel/time';
import type { Context, Tx } from '#platform/context';
import { complainers, voicesByEvents } from '#modules/cdp';
import { AlertRaised, AlertTaken } from '../events.ts';
import { isSameMatter, moved, SAME_MATTER_HOURS, type Alert } from './alert.ts';
import { alertRule, insertAlert, knownTopics, lockOpenGrave, saveAlert, savePeople } from './alert-store.ts';
import { voicesOfGrave } from './voices-of-grave.ts';

const HOURS = 13;
const DAYS = 15;
/** What was decided on is not raised again before so many days are over. */
const QUIET_DAYS = 1;

interface Place {
  readonly cityId: CityId;
  readonly communityId: CommunityId;
}

/**
 * Looks whether more people of a community complain of topics than is usual, and raises an alert for each such topic that
 * has none which is not over. Announces AlertRaised.
 */
export async function lookForSpikes(
  ctx: Context,
  heard: Place & { readonly topics: readonly string[] },
): Promise<void> {
  await ctx.transaction(async (tx) => {
    const known = await knownTopics(tx.db, heard, addDays(tx.now, -QUIET_DAYS));
    const topics = heard.topics.filter((topic) => !known.has(topic));
    if (topics.length === 0) return;
    const rule = await alertRule(tx.db);
    const since = addDays(startOfBusinessDay(businessDay(tx.now)), 1 - DAYS);
    const said = Map.groupBy(await complainers(tx.db, { ...heard, topics, since }), ({ topic }) => topic);
    for (const [topic, own] of said) {
      const spike = spikeOf(countsOf(own, tx.now), { leastPeople: rule.leastPeople, chance: 1 / rule.onceIn });
      if (spike !== undefined) await raise(tx, spikeAlert(tx, { ...heard, topic, spike, last: own }));
    }
  });
}

type Said = readonly { readonly subjectId: string; readonly hour: Date }[];

/** People by hour and by day, the present ones last. */
function countsOf(said: Said, now: Date): { hours: number[]; days: number[] } {
  const hour = Math.floor(now.getTime() / HOUR);
  const today = startOfBusinessDay(businessDay(now));
  const people = (keep: (at: Date) => boolean): number =>
    new Set(said.filter((each) => keep(each.hour)).map(({ subjectId }) => subjectId)).size;
  const byHour = Map.groupBy(said, (each) => hour - Math.floor(each.hour.getTime() / HOUR));
  const hours = Array.from({ length: HOURS }, (_, at) => byHour.get(HOURS - 1 - at)?.length ?? 0);
  const days = Array.from({ length: DAYS }, (_, at) => {
    const from = addDays(today, at + 1 - DAYS);
    const to = addDays(from, 1);
    return people((each) => each >= from && each < to);
  });
  return { hours, days };
}

const spikeAlert = (
  tx: Tx,
  found: Place & { readonly topic: string; readonly spike: Spike; readonly last: Said },
): Alert => ({
  ...newAlert(tx, found),
  kind: 'spike',
  topic: found.topic,
  subjectId: found.last.toSorted((a, b) => b.hour.getTime() - a.hour.getTime())[0]!.subjectId as PersonId,
  window: found.spike.window,
  people: found.spike.people,
  expected: found.spike.expected,
});

/** Part: what every new alert has in common. */
export const newAlert = (tx: Tx, { cityId, communityId }: Place) =>
  ({
    alertId: tx.newId<'ListeningAlert'>(),
    cityId,
    communityId,
    eventId: null,
    raisedAt: tx.now,
    graveKinds: [],
    state: 'open',
    dismissReason: null,
    decidedBy: null,
    decidedAt: null,
    revision: 1,
  }) as const;

/**
 * Raises an alert for each grave matter: who tells of the same within a day adds to it, so that one fire is one ticket. It
 * becomes a ticket at once where the rule says so. Announces AlertRaised, AlertTaken.
 */
export async function raiseGrave(ctx: Context, heard: Place & { readonly eventIds: readonly string[] }): Promise<void> {
  await ctx.transaction(async (tx) => {
    const rule = await alertRule(tx.db);
    // What was corrected meanwhile is not grave any more.
    const grave = (await voicesByEvents(tx.db, heard.cityId, heard.eventIds)).filter(({ severity }) => severity === 3);
    const standing = await lockOpenGrave(tx.db, heard, new Date(tx.now.getTime() - SAME_MATTER_HOURS * HOUR));
    const added = new Set<Alert>();
    for (const voice of grave) {
      const known = standing.find((alert) => isSameMatter(alert, voice));
      if (known !== undefined) {
        if (known.eventId !== voice.eventId) added.add(known);
        continue;
      }
      const { eventId, subjectId, topics, graveKinds } = voice;
      const alert: Alert = {
        ...newAlert(tx, heard),
        kind: 'grave',
        topic: topics[0] ?? null,
        eventId,
        // The vault keeps subjects as persons.
        subjectId: subjectId as PersonId,
        window: null,
        people: 1,
        expected: 0,
        graveKinds,
      };
      if (!(await raise(tx, alert))) continue;
      standing.push(alert);
      if (rule.graveToTicket) await giveToDesk(tx, alert, null);
    }
    for (const alert of added) await savePeople(tx.db, alert, peopleIn(await voicesOfGrave(tx.db, alert)));
  });
}

const peopleIn = (voices: readonly { readonly subjectId: string }[]): number =>
  new Set(voices.map(({ subjectId }) => subjectId)).size;

/** Part: keeps a new alert and announces it; false where it is known. */
export async function raise(tx: Tx, alert: Alert): Promise<boolean> {
  if (!(await insertAlert(tx.db, alert))) return false;
  const { alertId, cityId, communityId, kind, topic } = alert;
  await tx.announce([AlertRaised(alertId, { alertId, cityId, communityId, kind, topic })]);
  return true;
}

/** Part: the alert becomes a ticket, which the desk opens when it hears of it. Whether nobody was faster. */
export async function giveToDesk(tx: Tx, alert: Alert, userId: Alert['decidedBy']): Promise<Alert | undefined> {
  const next = moved(alert, 'in_hand', { userId, at: tx.now });
  if (!(await saveAlert(tx.db, next))) return undefined;
  const { alertId, cityId, communityId, kind, topic, people, subjectId, graveKinds } = next;
  await tx.announce([
    AlertTaken(alertId, {
      alertId,
      cityId,
      communityId,
      kind,
      topic,
      people,
      subjectId,
      graveKinds: [...graveKinds],
    }),
  ]);
  return next;
}
