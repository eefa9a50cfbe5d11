/** How many people complain a day before something was done, and since. */
export interface TrendAfter {
  /** When it was done. */
  readonly since: string;
  /** Whole days since then. */
  readonly days: number;
  /** A mean day from the alert until it was done, at least one day, and a mean day since. */
  readonly before: number;
  readonly after: number;
  /** `early`: not a whole day is over. `quiet`: about as many as before the alert. `less`: fewer, but not so few. */
  readonly verdict: 'early' | 'quiet' | 'less' | 'still';
}

const mean = (people: readonly number[]): number =>
  people.length === 0 ? 0 : people.reduce((sum, each) => sum + each, 0) / people.length;

/** Half as much again as before the alert is as usual, and one person in four days is nobody. */
const AS_USUAL = 1.5;
const NOBODY = 0.25;

/**
 * The trend after an alert was done with. `byDay` are people by business day, the oldest first, without gaps; `raisedOn`
 * and `doneOn` are days among them, and the last one is not over yet.
 */
export function trendAfter(
  byDay: readonly { readonly day: string; readonly people: number }[],
  { raisedOn, doneOn, since }: { readonly raisedOn: string; readonly doneOn: string; readonly since: string },
): TrendAfter {
  const today = byDay.at(-1)?.day ?? doneOn;
  const people = (keep: (day: string) => boolean): number[] =>
    byDay.filter(({ day }) => keep(day)).map((each) => each.people);
  const usual = mean(people((day) => day < raisedOn));
  const before = mean(people((day) => day >= raisedOn && day <= doneOn));
  const done = people((day) => day > doneOn && day < today);
  const after = mean(done);
  return { since, days: done.length, before, after, verdict: verdictOf(done.length, { usual, before, after }) };
}

function verdictOf(
  days: number,
  { usual, before, after }: { readonly usual: number; readonly before: number; readonly after: number },
): TrendAfter['verdict'] {
  if (days === 0) return 'early';
  if (after <= usual * AS_USUAL + NOBODY) return 'quiet';
  return after < before ? 'less' : 'still';
}
