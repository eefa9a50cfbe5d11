import type { CandidateAnswer } from '#modules/intelligence/contract';
import { PART_NAMES } from './play-words.ts';

/** One bar of a score: where it starts and how long it is, as shares of the widest candidate, 0 to 1. */
export interface ScoreBar {
  readonly part: string;
  readonly name: string;
  readonly points: number;
  readonly sentence: string | null;
  readonly share: number;
}

/** The parts of a score as bars on one scale for all candidates, what weighs most first. */
export function scoreBars(candidate: CandidateAnswer, candidates: readonly CandidateAnswer[]): ScoreBar[] {
  const widest = Math.max(1, ...candidates.flatMap(({ parts }) => parts.map(({ points }) => Math.abs(points))));
  return candidate.parts
    .filter(({ points }) => points !== 0)
    .toSorted((a, b) => b.points - a.points)
    .map(({ part, points, sentence }) => ({
      part,
      name: PART_NAMES[part] ?? part,
      points,
      sentence,
      share: Math.abs(points) / widest,
    }));
}

/** Why another package was not proposed: what excluded it, or what it lacks against the one that was. */
export function whyNot(candidate: CandidateAnswer, winner: CandidateAnswer | undefined): string {
  if (candidate.excluded !== null) return candidate.excluded;
  if (winner === undefined) return '';
  const behind = winner.score - candidate.score;
  const gaps = partGaps(candidate, winner);
  const [first] = gaps;
  const lacks = first === undefined ? '' : `，主要差在${PART_NAMES[first] ?? first}`;
  return behind <= 0 ? '分数相同，按编码排在后面' : `低${Math.round(behind * 10) / 10}分${lacks}`;
}

/** Parts in which the winner is ahead, the widest gap first. */
function partGaps(candidate: CandidateAnswer, winner: CandidateAnswer): string[] {
  const own = new Map(candidate.parts.map(({ part, points }) => [part, points]));
  return winner.parts
    .map(({ part, points }) => ({ part, gap: points - (own.get(part) ?? 0) }))
    .filter(({ gap }) => gap > 0)
    .toSorted((a, b) => b.gap - a.gap)
    .map(({ part }) => part);
}

/** The figures that a decision rests on, as pairs to read: 「楼龄 21年」. What has no words is left to the record itself. */
export function inputFigures(inputs: Readonly<Record<string, unknown>>): [string, string][] {
  const community = asRecord(inputs['community']);
  const pairs: [string, string][] = [];
  const add = (name: string, value: unknown, unit: string): void => {
    if (typeof value === 'number') pairs.push([name, `${value}${unit}`]);
  };
  add('楼龄', community['ageYears'], '年');
  add('户数', community['households'], '户');
  add('会员', community['members'], '人');
  const topics = Array.isArray(community['topics']) ? community['topics'].map(asRecord) : [];
  for (const topic of topics.filter(({ mentions }) => typeof mentions === 'number' && mentions > 0).slice(0, 8)) {
    const times = typeof topic['timesCity'] === 'number' ? `，同城${Math.round(topic['timesCity'] * 10) / 10}倍` : '';
    pairs.push([String(topic['name'] ?? topic['topic']), `${String(topic['mentions'])}条${times}`]);
  }
  return pairs;
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
