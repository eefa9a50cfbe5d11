import type { ScheduleAnswer } from '#modules/fulfilment/contract';
import { without, type Span } from '#kernel/span';
import { HOUR, startOfBusinessDay } from '#kernel/time';

export type Person = ScheduleAnswer['people'][number];

interface Told {
  readonly startsAt: string;
  readonly endsAt: string;
}

export const spanOf = ({ startsAt, endsAt }: Told): Span => ({ from: Date.parse(startsAt), to: Date.parse(endsAt) });

/** What the wall shows at least. */
const FIRST_HOUR = 8;
const LAST_HOUR = 19;

/** Whole hours from the first to the last that anything touches on this day. */
export function windowOf(schedule: Pick<ScheduleAnswer, 'day' | 'people' | 'unplaced'>): Span {
  const start = startOfBusinessDay(schedule.day).getTime();
  const spans = [
    ...schedule.people.flatMap((person) => [...person.shifts, ...person.visits, ...person.held]),
    ...schedule.unplaced,
  ].map(spanOf);
  const from = Math.min(start + FIRST_HOUR * HOUR, ...spans.map((span) => span.from));
  const to = Math.max(start + LAST_HOUR * HOUR, ...spans.map((span) => span.to));
  return { from: start + Math.floor((from - start) / HOUR) * HOUR, to: start + Math.ceil((to - start) / HOUR) * HOUR };
}

/** The hours of a window, for the head of the wall. */
export function hoursOf(window: Span): number[] {
  return Array.from({ length: (window.to - window.from) / HOUR }, (_, at) => window.from + at * HOUR);
}

/** Where a span stands in a window, in percent; what hangs over is cut off. */
export function placeOf(span: Span, window: Span): { readonly left: string; readonly width: string } {
  const size = window.to - window.from;
  const from = Math.max(span.from, window.from);
  const to = Math.min(span.to, window.to);
  return { left: `${((from - window.from) / size) * 100}%`, width: `${(Math.max(0, to - from) / size) * 100}%` };
}

/** When somebody is on shift and nothing is taken; ways between homes are not taken off. */
export const freeOf = (person: Person): Span[] =>
  without(person.shifts.map(spanOf), [...person.leaves, ...person.visits, ...person.held].map(spanOf));

/** `空 5小时`, `空 1.5小时`, `没有空档`, or why they are off. */
export function freeInWords(person: Person): string {
  if (!person.takesVisits) return '不接上门';
  if (person.offBecause !== null) return person.offBecause;
  const spans = freeOf(person).filter((span) => span.to - span.from >= HOUR / 2);
  const hours = spans.reduce((sum, span) => sum + span.to - span.from, 0) / HOUR;
  if (hours === 0) return '没有空档';
  return `空 ${Number(hours.toFixed(1))}小时`;
}

/** Those who want the same hours stand under each other: lanes in which nothing overlaps. */
export function lanesOf<T extends Told>(told: readonly T[]): T[][] {
  const lanes: T[][] = [];
  for (const each of told.toSorted((a, b) => a.startsAt.localeCompare(b.startsAt))) {
    const lane = lanes.find((those) => spanOf(those.at(-1)!).to <= spanOf(each).from);
    if (lane === undefined) lanes.push([each]);
    else lane.push(each);
  }
  return lanes;
}
