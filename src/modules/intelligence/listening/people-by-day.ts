import { businessDay, dayAfter, startOfBusinessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { complainers } from '#modules/cdp';
import type { Alert } from './alert.ts';
import { trendAfter, type TrendAfter } from './trend-after.ts';

/** So long before an alert is looked at, and so long after it, and after its ticket is done. */
const DAYS_BEFORE = 14;
const DAYS_AFTER = 15;
/** More bars nobody reads: the newest are shown. */
export const MOST_DAYS = 30;

export interface PeopleOfDay {
  readonly day: string;
  readonly people: number;
}

/** How many people complained of the topic of an alert each day, the oldest first; nothing where it names none. */
export async function peopleByDay({ db, clock }: Context, alert: Alert): Promise<PeopleOfDay[]> {
  const { cityId, communityId, topic, raisedAt } = alert;
  if (topic === null) return [];
  const days = daysOf(alert, businessDay(clock.now()));
  const since = startOfBusinessDay(days[0] ?? businessDay(raisedAt));
  const said = await complainers(db, { cityId, communityId, topics: [topic], since });
  const people = Map.groupBy(said, ({ hour }) => businessDay(hour));
  return days.map((day) => ({ day, people: new Set(people.get(day)?.map(({ subjectId }) => subjectId)).size }));
}

/** The days before an alert, those until its ticket was done, and those since; none that is still to come. */
function daysOf({ state, raisedAt, decidedAt }: Alert, today: string): string[] {
  const raisedOn = businessDay(raisedAt);
  const doneOn = state === 'done' && decidedAt !== null ? businessDay(decidedAt) : raisedOn;
  const last = dayAfter(doneOn, DAYS_AFTER);
  const days: string[] = [];
  for (let day = dayAfter(raisedOn, -DAYS_BEFORE); day <= last && (day <= raisedOn || day <= today);) {
    days.push(day);
    day = dayAfter(day, 1);
  }
  return days;
}

/** How it went on once the ticket was done; null while it is not. */
export function trendOf({ state, raisedAt, decidedAt }: Alert, byDay: readonly PeopleOfDay[]): TrendAfter | null {
  if (state !== 'done' || decidedAt === null || byDay.length === 0) return null;
  return trendAfter(byDay, {
    raisedOn: businessDay(raisedAt),
    doneOn: businessDay(decidedAt),
    since: decidedAt.toISOString(),
  });
}
