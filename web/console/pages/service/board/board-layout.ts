import type { ScheduleAnswer } from '#modules/fulfilment/contract';
import { without, type Span } from '#kernel/span';
import { HOUR, MINUTE, startOfBusinessDay } from '#kernel/time';

export type Person = ScheduleAnswer['people'][number];
export type Visit = ScheduleAnswer['unplaced'][number];

interface Told {
  readonly startsAt: string;
  readonly endsAt: string;
}

export const spanOf = ({ startsAt, endsAt }: Told): Span => ({ from: Date.parse(startsAt), to: Date.parse(endsAt) });

/** What the board shows at least. */
const FIRST_HOUR = 8;
const LAST_HOUR = 19;

/** Whole hours from the first to the last that anything touches on this day. */
export function windowOf(schedule: Pick<ScheduleAnswer, 'day' | 'people' | 'unplaced'>): Span {
  const start = startOfBusinessDay(schedule.day).getTime();
  const spans = [
    ...schedule.people.flatMap((person) => [...person.shifts, ...person.visits, ...person.held]),
    ...schedule.unplaced,
  ].map(spanOf);
  const from = spans.reduce((first, span) => Math.min(first, span.from), start + FIRST_HOUR * HOUR);
  const to = spans.reduce((last, span) => Math.max(last, span.to), start + LAST_HOUR * HOUR);
  return { from: start + Math.floor((from - start) / HOUR) * HOUR, to: start + Math.ceil((to - start) / HOUR) * HOUR };
}

/** The hours of a window, for the head of the board. */
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

/** Where a visit would be: nothing has changed yet. */
export interface Draft {
  readonly visitId: string;
  readonly touchpointId: string;
  readonly startsAt: string;
}

/** A visit of a row: as it is, about to leave it, or about to come. */
export interface Shown {
  readonly visit: Visit;
  readonly look: 'is' | 'leaves' | 'comes';
}

export interface Row {
  readonly person: Person;
  readonly visits: readonly Shown[];
}

/** Rows as they are: made once for a schedule, so that a row that nothing concerns stays the same object. */
export const rowsOf = (schedule: ScheduleAnswer): Row[] =>
  schedule.people.map((person) => ({ person, visits: person.visits.map((visit) => ({ visit, look: 'is' })) }));

/** Rows with what is only thought of; those that it does not concern are the same objects. */
export function withDrafts(rows: readonly Row[], unplaced: readonly Visit[], drafts: readonly Draft[]): readonly Row[] {
  if (drafts.length === 0) return rows;
  const byVisit = new Map(drafts.map((draft) => [draft.visitId, draft]));
  const coming = new Map<string, Visit[]>();
  const visits = [...rows.flatMap((row) => row.person.visits), ...unplaced];
  for (const visit of visits) {
    const draft = byVisit.get(visit.visitId);
    if (draft === undefined) continue;
    const those = coming.get(draft.touchpointId) ?? [];
    coming.set(draft.touchpointId, [...those, at(visit, draft.startsAt)]);
  }
  return rows.map((row) => {
    const leaves = row.visits.some(({ visit }) => byVisit.has(visit.visitId));
    const comes = coming.get(row.person.touchpointId) ?? [];
    if (!leaves && comes.length === 0) return row;
    const stay = row.visits.map((shown): Shown =>
      byVisit.has(shown.visit.visitId) ? { ...shown, look: 'leaves' } : shown,
    );
    return { ...row, visits: [...stay, ...comes.map((visit): Shown => ({ visit, look: 'comes' }))] };
  });
}

/** The same visit at another moment. */
function at(visit: Visit, startsAt: string): Visit {
  const length = Date.parse(visit.endsAt) - Date.parse(visit.startsAt);
  return { ...visit, startsAt, endsAt: new Date(Date.parse(startsAt) + length).toISOString() };
}

/** Times go by quarters of an hour, and a hand that goes up or down does not mean another time. */
const GRID_MS = 15 * MINUTE;
const STICKY_MS = 20 * MINUTE;

/** When a visit would begin that was dragged by so much: the same moment unless the hand meant another. */
export function draggedTo(startsAt: number, by: number): number {
  if (Math.abs(by) < STICKY_MS) return startsAt;
  return Math.round((startsAt + by) / GRID_MS) * GRID_MS;
}

/** One step of the keyboard: a row up or down, a quarter of an hour earlier or later. Undefined past the edge. */
export function stepped(
  rows: readonly Row[],
  from: { readonly touchpointId: string | undefined; readonly startsAt: string },
  key: string,
): { readonly touchpointId: string; readonly startsAt: string } | undefined {
  const row = rows.findIndex(({ person }) => person.touchpointId === from.touchpointId);
  const next = rows[row + (key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0)];
  const later = key === 'ArrowRight' ? GRID_MS : key === 'ArrowLeft' ? -GRID_MS : 0;
  if (next === undefined) return undefined;
  const startsAt = new Date(Date.parse(from.startsAt) + later).toISOString();
  return { touchpointId: next.person.touchpointId, startsAt };
}
