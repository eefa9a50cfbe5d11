import { Refusal } from '#kernel/errors';
import type { Context } from '#platform/context';
import { userOf } from '../actor.ts';
import { deleteOverride, saveOverride } from './calendar-store.ts';
import type { CalendarOverride } from './calendar.ts';

export class CalendarChangedMeanwhile extends Refusal {
  constructor() {
    super('calendar-changed-meanwhile', 'conflict');
  }
}

/** The calendar is the whole company's. */
export class CalendarHeadquartersOnly extends Refusal {
  constructor() {
    super('calendar-headquarters-only', 'forbidden');
  }
}

/**
 * Says of a day what the official calendar does not: a local festival, a working holiday. Forecasts know it from the next
 * run on. Without `said` the official calendar counts again.
 * @throws CalendarHeadquartersOnly, CalendarChangedMeanwhile
 */
export async function saveCalendarDay(
  ctx: Context,
  asked: {
    readonly day: string;
    readonly said: Omit<CalendarOverride, 'day'> | null;
    readonly expectedRevision: number;
  },
): Promise<void> {
  if (!ctx.scope.everything) throw new CalendarHeadquartersOnly();
  const { day, said, expectedRevision } = asked;
  await ctx.transaction(async (tx) => {
    const by = { expectedRevision, userId: userOf(tx.actor), at: tx.now };
    const isDone =
      said === null
        ? await deleteOverride(tx.db, day, expectedRevision)
        : await saveOverride(tx.db, { day, ...said }, by);
    if (!isDone) throw new CalendarChangedMeanwhile();
    await tx.audit({ action: 'save-calendar-day', subject: { kind: 'calendar_day', id: day }, details: { ...said } });
  });
}
