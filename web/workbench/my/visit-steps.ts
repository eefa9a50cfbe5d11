import type { MyVisitItem, ProgressBody } from '#modules/fulfilment/contract';
import { DAY } from '#kernel/time';
import type { Choice } from './words.ts';
import type { Done, WithWaiting } from './waiting.ts';
import { readPath, VISITS } from './paths.ts';

export type VisitStep = ProgressBody['step'];
export type VisitOutcome = ProgressBody['outcome'];
type Moment = 'acceptedAt' | 'departedAt' | 'arrivedAt' | 'doneAt';

interface Step {
  readonly step: VisitStep;
  /** On the button. */
  readonly verb: string;
  /** The state that it leads to, in the words of the server. */
  readonly done: string;
  readonly at: Moment;
}

/** What whoever goes there does, in this order. */
export const VISIT_STEPS: readonly Step[] = [
  { step: 'accepted', verb: '接单', done: '已接单', at: 'acceptedAt' },
  { step: 'departed', verb: '出发', done: '已出发', at: 'departedAt' },
  { step: 'arrived', verb: '到达', done: '已到达', at: 'arrivedAt' },
  { step: 'done', verb: '完成', done: '已完成', at: 'doneAt' },
];

const BEFORE: Readonly<Record<VisitStep, MyVisitItem['state']>> = {
  accepted: 'booked',
  departed: 'accepted',
  arrived: 'departed',
  done: 'arrived',
};

/** What comes next for a visit; undefined when nothing does. */
export const nextStep = (visit: Pick<MyVisitItem, 'state'>): Step | undefined =>
  VISIT_STEPS.find(({ step }) => BEFORE[step] === visit.state);

/** Somebody is to come, or is there. */
export const isAhead = (visit: Pick<MyVisitItem, 'state'>): boolean => nextStep(visit) !== undefined;

/** A visit after one step that was made on this phone; one that moved on meanwhile stays as the server says. */
export function visitAfter<T extends MyVisitItem>(visit: T, verb: string, op: Done): T {
  if (verb !== 'progress') return visit;
  const { step: made, happenedAt } = op.body as ProgressBody;
  const step = VISIT_STEPS.find((each) => each.step === made);
  if (step === undefined || BEFORE[made] !== visit.state) return visit;
  return { ...visit, state: made, stateName: step.done, [step.at]: happenedAt ?? new Date(op.at).toISOString() };
}

/** Visits as they are after what was done here; `waiting` where a step or a form is still on the phone. */
export function visitsAfter(visits: readonly MyVisitItem[], ops: readonly Done[]): readonly WithWaiting<MyVisitItem>[] {
  return visits.map((visit) => {
    const own = ops.flatMap((op) => {
      const done = readPath(VISITS, op.path);
      return done?.id === visit.visitId ? [{ op, verb: done.verb }] : [];
    });
    return { item: own.reduce((one, { op, verb }) => visitAfter(one, verb, op), visit), waiting: own.length > 0 };
  });
}

/** How a visit ends. What was not done wants a reason. */
export const OUTCOMES: Readonly<Record<'measure' | 'other', readonly Choice<VisitOutcome>[]>> = {
  measure: [
    { code: 'done', name: '量好了' },
    { code: 'not_home', name: '客户不在家' },
    { code: 'not_measured', name: '客户不测了' },
  ],
  other: [
    { code: 'done', name: '做完了' },
    { code: 'not_home', name: '客户不在家' },
  ],
};

export const outcomesOf = (service: string): readonly Choice<VisitOutcome>[] =>
  OUTCOMES[service === 'measure' ? 'measure' : 'other'];

const SHANGHAI_OFFSET = DAY / 3;
const dayNumber = (at: number): number => Math.floor((at + SHANGHAI_OFFSET) / DAY);

export const isToday = (at: string, now: number): boolean => dayNumber(Date.parse(at)) === dayNumber(now);

export interface VisitDay {
  /** `今天`, `明天`, `昨天`, else undefined: the date says it. */
  readonly name: string | undefined;
  /** Any moment of it. */
  readonly at: number;
  readonly visits: readonly WithWaiting<MyVisitItem>[];
}

const NAMES: Readonly<Record<number, string>> = { [-1]: '昨天', 0: '今天', 1: '明天', 2: '后天' };

/** By day: today and what is ahead, then what is past, the latest first. Today is there even when it is free. */
export function byDay(visits: readonly WithWaiting<MyVisitItem>[], now: number): readonly VisitDay[] {
  const today = dayNumber(now);
  const days = new Map<number, WithWaiting<MyVisitItem>[]>([[today, []]]);
  for (const visit of visits.toSorted((a, b) => a.item.startsAt.localeCompare(b.item.startsAt))) {
    const day = dayNumber(Date.parse(visit.item.startsAt));
    days.set(day, [...(days.get(day) ?? []), visit]);
  }
  const order = (day: number): number => (day >= today ? day - today : 1_000 + today - day);
  return [...days.entries()]
    .toSorted(([a], [b]) => order(a) - order(b))
    .map(([day, those]) => ({ name: NAMES[day - today], at: day * DAY, visits: those }));
}
