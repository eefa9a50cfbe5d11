import { addDays, businessDay, MINUTE } from '#kernel/time';
import type { Context } from '#platform/context';
import type { Refining } from './refiner-port.ts';
import { takeVoices, textsSent, type UnsureVoice } from './refining-store.ts';

const MOST_A_RUN = 200;
const DAYS_BACK = 2;
/** Longer than a run can take: what a process leaves behind that dies is taken by a later run. */
const TAKEN_MS = 20 * MINUTE;

export interface Taken {
  readonly voices: readonly UnsureVoice[];
  /** Until then nobody else takes them. */
  readonly until: Date;
}

/** Takes messages of the last days that our models were unsure of, the newest first, as far as the day's limit goes. */
export async function takeUnsure(
  ctx: Context,
  { mostPerDay, leastCertainty }: Pick<Refining, 'mostPerDay' | 'leastCertainty'>,
): Promise<Taken> {
  return ctx.transaction(async (tx) => {
    const { now } = tx;
    const until = new Date(now.getTime() + TAKEN_MS);
    const limit = Math.min(MOST_A_RUN, mostPerDay - (await textsSent(tx.db, businessDay(now))));
    if (limit <= 0) return { voices: [], until };
    const since = addDays(now, -DAYS_BACK);
    return { voices: await takeVoices(tx.db, { since, leastCertainty, now, until, limit }), until };
  });
}
