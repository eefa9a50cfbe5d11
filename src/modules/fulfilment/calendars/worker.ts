import { Refusal } from '#kernel/errors';
import type { CityId, Id, StoreId, TouchpointId } from '#kernel/ids';
import type { Level, Skill } from '../services/service-type.ts';

/** Minutes since midnight in Asia/Shanghai, the end not included: 540 to 1080 is 09:00 to 18:00. */
export interface Hours {
  readonly from: number;
  readonly to: number;
}

/** Hours by weekday, 1 Monday to 7 Sunday; a day that is absent is off. */
export type Week = Readonly<Partial<Record<number, readonly Hours[]>>>;

/** Somebody who visits homes: a touchpoint with skills, a home store and a week. */
export interface Worker {
  readonly touchpointId: TouchpointId;
  readonly cityId: CityId;
  /** Where they set out from in the morning; they serve the communities that the store serves. */
  readonly storeId: StoreId;
  readonly role: string;
  /** Of the touchpoint: only `active` ones are sent anywhere. */
  readonly state: string;
  /** Switched off by the store, for as long as it likes. */
  readonly takesVisits: boolean;
  readonly skills: Readonly<Partial<Record<Skill, Level>>>;
  readonly maxVisitsADay: number;
  /** Straight line from the store. */
  readonly radiusKm: number;
  readonly week: Week;
  readonly revision: number;
}

export type LeaveId = Id<'Leave'>;

/** Why somebody is away: chosen from a list, since what people write of their health is nobody's business. */
export const LEAVE_REASONS = {
  annual: '年假',
  personal: '事假',
  ill: '病假',
  training: '培训',
  other: '其他',
} as const;
export type LeaveReason = keyof typeof LEAVE_REASONS;

export interface Leave {
  readonly leaveId: LeaveId;
  readonly touchpointId: TouchpointId;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly reason: LeaveReason;
  readonly enteredBy: 'worker' | 'store';
}

/** They have no profile as somebody who visits homes. */
export class NotAWorker extends Refusal {
  constructor() {
    super('not-a-worker', 'conflict');
  }
}

export class WorkerWithoutStore extends Refusal {
  constructor() {
    super('worker-without-store', 'invalid');
  }
}

export class LeaveIsOver extends Refusal {
  constructor() {
    super('leave-is-over', 'invalid');
  }
}

export class LeaveTooLong extends Refusal {
  constructor() {
    super('leave-too-long', 'invalid', { days: MAX_LEAVE_DAYS });
  }
}

export class ShiftsOverlap extends Refusal {
  constructor(day: string) {
    super('shifts-overlap', 'invalid', { day });
  }
}

/** Longer absences pause the touchpoint. */
export const MAX_LEAVE_DAYS = 180;

/** `09:00` as minutes since midnight; `24:00` is the end of the day. */
export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

export const timeOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Hours in order. @throws ShiftsOverlap, named by `day` */
export function inOrder(hours: readonly Hours[], day: string): Hours[] {
  const ordered = hours.toSorted((a, b) => a.from - b.from);
  if (ordered.some((each, at) => at > 0 && each.from < ordered[at - 1]!.to)) throw new ShiftsOverlap(day);
  return ordered;
}
