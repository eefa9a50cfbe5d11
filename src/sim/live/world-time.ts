import type { Random } from '#kernel/random';
import { businessDay, DAY, HOUR, MINUTE, startOfBusinessDay } from '#kernel/time';

/** People look at their phones between these hours of Beijing. */
const WAKING = { from: 8, to: 22 } as const;

/** The time of the world: begins in the morning and moves only when the world ticks. */
export class WorldTime {
  #at: number;

  constructor(startedAt: Date) {
    this.#at = startOfBusinessDay(businessDay(startedAt)).getTime() + WAKING.from * HOUR;
  }

  get now(): Date {
    return new Date(this.#at);
  }

  advance(minutes: number): void {
    this.#at += minutes * MINUTE;
  }

  /** Some minutes from now, put off to the next morning when people would be asleep. */
  in(minutes: number, random: Random): Date {
    const at = this.#at + minutes * MINUTE;
    const midnight = startOfBusinessDay(businessDay(new Date(at))).getTime();
    const opens = midnight + WAKING.from * HOUR;
    if (at >= opens && at < midnight + WAKING.to * HOUR) return new Date(at);
    // Not everybody at eight sharp.
    const late = random.next() * 2 * HOUR;
    return new Date((at < opens ? opens : opens + DAY) + late);
  }
}

/** Pieces of a stretch of time that each lie within one hour of Beijing. */
export function* hoursOf(
  from: Date,
  to: Date,
): Generator<{ readonly at: Date; readonly hour: number; readonly minutes: number }> {
  for (let at = from.getTime(); at < to.getTime();) {
    const end = Math.min(to.getTime(), (Math.floor(at / HOUR) + 1) * HOUR);
    // Beijing is a whole number of hours ahead of UTC.
    yield { at: new Date(at), hour: (Math.floor(at / HOUR) + 8) % 24, minutes: (end - at) / MINUTE };
    at = end;
  }
}
