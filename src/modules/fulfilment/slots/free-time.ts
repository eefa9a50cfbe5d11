import { distanceM, type Position } from '#kernel/geo';
import type { TouchpointId } from '#kernel/ids';
import type { Span } from '#kernel/span';
import { businessDay, DAY, MINUTE, startOfBusinessDay } from '#kernel/time';
import { holidayOf } from '../calendars/holiday.ts';
import type { Hours, Worker } from '../calendars/worker.ts';
import type { Level, ServiceType } from '../services/service-type.ts';

/** Times are offered on this grid. */
export const GRID_MS = 30 * MINUTE;

/** Roads are longer than the straight line, and people drive through towns. */
const DETOUR = 1.4;
const SPEED_KM_H = 25;
export const TRAVEL_NOTE = `路程按直线距离 × ${DETOUR}、时速 ${SPEED_KM_H} 公里估算`;

/** Time that is taken, in milliseconds, and where. */
export interface Taken extends Span {
  readonly at: Position;
}

/** Somebody with all that is known of their time in a window. */
export interface WorkerTime {
  readonly worker: Worker;
  readonly store: Position;
  /** Hours of days that differ from the week. */
  readonly exceptions: Readonly<Record<string, readonly Hours[]>>;
  readonly leaves: readonly Span[];
  /** Visits and live holds, by time; they do not overlap. */
  readonly taken: readonly Taken[];
}

/** What is asked of whoever comes. */
export interface Ask {
  readonly service: Pick<ServiceType, 'minutes' | 'bufferMinutes' | 'skill' | 'roles'>;
  readonly level: Level;
  readonly at: Position;
}

/** Why somebody cannot come at all. */
export type Unable =
  | { readonly why: 'not_active' | 'takes_no_visits' | 'other_role' | 'no_skill' }
  | { readonly why: 'level'; readonly has: number; readonly asked: number }
  | { readonly why: 'too_far'; readonly km: number; readonly radiusKm: number };

/** Why somebody cannot come at a time. */
export type Busy =
  | { readonly why: 'off_shift' | 'on_leave' | 'taken' }
  | { readonly why: 'holiday'; readonly name: string }
  | { readonly why: 'way'; readonly minutes: number; readonly free: number }
  | { readonly why: 'full'; readonly visits: number };

/** Estimated minutes on the road between two places. */
export const wayMinutes = (from: Position, to: Position): number =>
  ((distanceM(from, to) / 1_000) * DETOUR * 60) / SPEED_KM_H;

/** The same in whole minutes, as times are planned with. */
export const travelMinutes = (from: Position, to: Position): number => Math.ceil(wayMinutes(from, to));

/** Why somebody could never serve this, whatever the time; undefined where they could. */
export function unable({ worker, store }: WorkerTime, { service, level, at }: Ask): Unable | undefined {
  if (worker.state !== 'active') return { why: 'not_active' };
  if (!worker.takesVisits) return { why: 'takes_no_visits' };
  if (!service.roles.some((role) => role === worker.role)) return { why: 'other_role' };
  const has = worker.skills[service.skill];
  if (has === undefined) return { why: 'no_skill' };
  if (has < level) return { why: 'level', has, asked: level };
  const km = distanceM(store, at) / 1_000;
  return km > worker.radiusKm ? { why: 'too_far', km, radiusKm: worker.radiusKm } : undefined;
}

/** The hours of a business day, and why it is closed where it is. */
export function hoursOf(
  { worker, exceptions }: Pick<WorkerTime, 'worker' | 'exceptions'>,
  day: string,
): { readonly hours: readonly Hours[]; readonly holiday: string | undefined } {
  const exception = exceptions[day];
  if (exception !== undefined) return { hours: exception, holiday: undefined };
  const holiday = holidayOf(day);
  if (holiday !== undefined) return { hours: [], holiday };
  const weekday = ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
  return { hours: worker.week[weekday] ?? [], holiday: undefined };
}

/** Why somebody who is able cannot come at `span`; undefined where they can. */
export function busy(time: WorkerTime, ask: Ask, span: Span): Busy | undefined {
  const day = businessDay(new Date(span.from));
  const start = startOfBusinessDay(day).getTime();
  const { hours, holiday } = hoursOf(time, day);
  if (holiday !== undefined) return { why: 'holiday', name: holiday };
  const isOnShift = hours.some(
    (each) => start + each.from * MINUTE <= span.from && span.to <= start + each.to * MINUTE,
  );
  if (!isOnShift) return { why: 'off_shift' };
  if (time.leaves.some((leave) => leave.from < span.to && span.from < leave.to)) return { why: 'on_leave' };
  const today = dayOf(time.taken, { from: start, to: start + DAY });
  return clash(today, ask, span) ?? fullDay(today.length, time.worker);
}

const fullDay = (visits: number, worker: Worker): Busy | undefined =>
  visits >= worker.maxVisitsADay ? { why: 'full', visits } : undefined;

/** What begins within a day. */
function dayOf(taken: readonly Taken[], day: Span): readonly Taken[] {
  const from = firstFrom(taken, day.from);
  return taken.slice(from, firstFrom(taken, day.to));
}

/** The index of the first that begins at or after a moment. */
function firstFrom(taken: readonly Taken[], moment: number): number {
  let low = 0;
  let high = taken.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (taken[middle]!.from < moment) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What of a day stands in the way of `span`: at the same time, or too near before or after it to get there. */
function clash(today: readonly Taken[], { service, at }: Ask, span: Span): Busy | undefined {
  for (const each of today) {
    if (each.from < span.to && span.from < each.to) return { why: 'taken' };
  }
  for (const each of today) {
    const free = each.to <= span.from ? span.from - each.to : each.from - span.to;
    const minutes = travelMinutes(each.at, at) + service.bufferMinutes;
    if (free < minutes * MINUTE) return { why: 'way', minutes, free: Math.floor(free / MINUTE) };
  }
  return undefined;
}

export interface FreeSlot extends Span {
  /** Who could come. */
  readonly touchpointIds: readonly TouchpointId[];
}

/**
 * The times on the grid within `window` at which somebody could come, in order, with who could. People are looked at one
 * after the other and each only within their hours: the cost is people × hours on shift.
 */
export function freeSlots(people: readonly WorkerTime[], ask: Ask, window: Span): FreeSlot[] {
  const length = ask.service.minutes * MINUTE;
  const found = new Map<number, TouchpointId[]>();
  for (const time of people) {
    if (unable(time, ask) !== undefined) continue;
    for (const from of freeTimes(time, ask, window)) {
      const those = found.get(from);
      if (those === undefined) found.set(from, [time.worker.touchpointId]);
      else those.push(time.worker.touchpointId);
    }
  }
  return [...found]
    .toSorted(([a], [b]) => a - b)
    .map(([from, touchpointIds]) => ({ from, to: from + length, touchpointIds }));
}

/** When one person could begin; the same answer as `busy` gives for each time, reckoned day by day. */
function* freeTimes(time: WorkerTime, ask: Ask, window: Span): Generator<number> {
  const length = ask.service.minutes * MINUTE;
  let start = startOfBusinessDay(businessDay(new Date(window.from))).getTime();
  for (; start < window.to; start += DAY) {
    const { hours } = hoursOf(time, businessDay(new Date(start)));
    if (hours.length === 0) continue;
    const today = dayOf(time.taken, { from: start, to: start + DAY });
    if (fullDay(today.length, time.worker) !== undefined) continue;
    const closed = closedBy(today, ask, time.leaves);
    for (const each of hours) {
      const last = Math.min(start + each.to * MINUTE - length, window.to - 1);
      for (let from = onGrid(Math.max(start + each.from * MINUTE, window.from)); from <= last; from += GRID_MS) {
        if (!closed.some((span) => span.from < from + length && from < span.to)) yield from;
      }
    }
  }
}

/** Leave, and what is taken with the way from and to it. */
function closedBy(today: readonly Taken[], { service, at }: Ask, leaves: readonly Span[]): Span[] {
  const taken = today.map((each) => {
    const way = (travelMinutes(each.at, at) + service.bufferMinutes) * MINUTE;
    return { from: each.from - way, to: each.to + way };
  });
  return [...taken, ...leaves];
}

const onGrid = (moment: number): number => Math.ceil(moment / GRID_MS) * GRID_MS;
