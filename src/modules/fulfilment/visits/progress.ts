import { Refusal } from '#kernel/errors';
import { distanceM, type Position } from '#kernel/geo';
import { addDays, HOUR, MINUTE } from '#kernel/time';
import type { Visit, VisitStep } from './visit.ts';

/** How a visit went: 不在家 and 不测 end it too, with a reason. */
export const OUTCOMES = { done: '已完成', not_home: '客户不在家', not_measured: '客户不测了' } as const;
export type VisitOutcome = keyof typeof OUTCOMES;

/** Clocks of phones are a little ahead: what is not further in the future counts as now. */
const CLOCK_SKEW_MS = 2 * MINUTE;
/** A street is longer than the line between its ends, and a city is slow. */
const DETOUR = 1.4;
const KM_AN_HOUR = 25;
const PARKING_MS = 5 * MINUTE;
const ROUND_TO_MS = 5 * MINUTE;

/** A customer may rate a visit for so many days. */
export const RATING_DAYS = 14;

/** The device says that it happens later than now. */
export class StepInFuture extends Refusal {
  constructor() {
    super('step-in-future', 'invalid');
  }
}
/** The device says that it happened before the step before it, or before the visit was theirs. */
export class StepBeforeLast extends Refusal {
  constructor() {
    super('step-before-last', 'conflict');
  }
}
/** Only a visit to measure can end unmeasured. */
export class NotToBeMeasured extends Refusal {
  constructor() {
    super('not-to-be-measured', 'invalid');
  }
}

/**
 * When a step counts as done: as the device says, not before the step before it and not in the future. Throws
 * StepInFuture, StepBeforeLast.
 */
export function momentOf(visit: Visit, assignedAt: Date, happenedAt: Date | undefined, now: Date): Date {
  if (happenedAt === undefined) return now;
  if (happenedAt.getTime() > now.getTime() + CLOCK_SKEW_MS) throw new StepInFuture();
  const at = happenedAt > now ? now : happenedAt;
  const last = visit.arrivedAt ?? visit.departedAt ?? visit.acceptedAt ?? assignedAt;
  if (at < last) throw new StepBeforeLast();
  return at;
}

const STEPS: readonly { readonly step: VisitStep; readonly at: (visit: Visit) => Date | null }[] = [
  { step: 'accepted', at: (visit) => visit.acceptedAt },
  { step: 'departed', at: (visit) => visit.departedAt },
  { step: 'arrived', at: (visit) => visit.arrivedAt },
  { step: 'done', at: (visit) => visit.doneAt },
];

/** The steps made so far, in order. */
export const stepsMade = (visit: Visit): { step: VisitStep; at: Date }[] =>
  STEPS.flatMap(({ step, at }) => {
    const made = at(visit);
    return made === null ? [] : [{ step, at: made }];
  });

/**
 * When to expect whoever comes: when they are on their way, by the distance from where they said that they set out; else
 * the time that was agreed. Undefined once they are there, and while nobody comes.
 */
export function expectedArrival(
  visit: Visit,
  from: Position | undefined,
  home: Position | undefined,
): Date | undefined {
  if (visit.state === 'booked' || visit.state === 'accepted') return visit.startsAt;
  if (visit.state !== 'departed' || visit.departedAt === null) return undefined;
  if (from === undefined || home === undefined) {
    return visit.departedAt > visit.startsAt ? undefined : visit.startsAt;
  }
  const onTheWay = ((distanceM(from, home) / 1_000) * DETOUR * HOUR) / KM_AN_HOUR + PARKING_MS;
  return new Date(Math.ceil((visit.departedAt.getTime() + onTheWay) / ROUND_TO_MS) * ROUND_TO_MS);
}

/** Until when a visit can be rated; undefined for one that did not take place. */
export const ratableUntil = (visit: Visit, outcome: VisitOutcome | undefined): Date | undefined =>
  visit.state === 'done' && visit.doneAt !== null && outcome === 'done'
    ? addDays(visit.doneAt, RATING_DAYS)
    : undefined;
