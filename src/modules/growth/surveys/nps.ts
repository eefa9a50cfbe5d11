import { DETRACTOR_UP_TO } from '../events.ts';

/** From this score somebody recommends (Reichheld, as for detractors). */
const PROMOTER_FROM = 9;

export interface NpsFigures {
  readonly answered: number;
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
  /** Percent of promoters less percent of detractors, −100 to 100, to one decimal; null without an answer. */
  readonly nps: number | null;
}

/** The figures of answers, given how many there are of each score (index 0 to 10). */
export function npsOf(distribution: readonly number[]): NpsFigures {
  const count = (from: number, to: number): number => distribution.slice(from, to + 1).reduce((sum, n) => sum + n, 0);
  const [detractors, answered] = [count(0, DETRACTOR_UP_TO), count(0, 10)];
  const promoters = count(PROMOTER_FROM, 10);
  const nps = answered === 0 ? null : Math.round(((promoters - detractors) / answered) * 1_000) / 10;
  return { answered, promoters, passives: answered - promoters - detractors, detractors, nps };
}
