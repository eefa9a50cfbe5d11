import { z } from 'zod';
import { cityId, communityId, idOf, storeId, touchpointId } from '#platform/fields';

const time = z.iso.datetime();
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, '写成 09:00 这样的时间');

export const SKILLS = ['design', 'install', 'repair'] as const;
export const LEAVE_REASONS = ['annual', 'personal', 'ill', 'training', 'other'] as const;

export const workerParams = z.object({ touchpointId });
export const leaveParams = z.object({ touchpointId, leaveId: idOf<'Leave'>() });
export const myLeaveParams = z.object({ leaveId: idOf<'Leave'>() });

/** Hours of one day, Asia/Shanghai: `09:00` to `18:00`. */
const hours = z
  .object({ from: clockTime, to: clockTime })
  .refine(({ from, to }) => from < to, { path: ['to'], message: '结束要晚于开始' });
/** `weekday` 1 is Monday, 7 is Sunday. */
const weeklyShift = z.object({ weekday: z.number().int().min(1).max(7), hours: z.array(hours).max(4) });
/** A day that differs from the week; without hours it is off. On an official holiday hours open it. */
const shiftException = z.object({ day: z.iso.date(), hours: z.array(hours).max(4) });

const skillLevel = z.object({ skill: z.enum(SKILLS), level: z.number().int().min(1).max(3) });

/** Who visits homes, and how. */
export const workerBody = z.object({
  skills: z.array(skillLevel).max(10),
  maxVisitsADay: z.number().int().min(1).max(20),
  /** Straight line from their store. */
  radiusKm: z.number().int().min(1).max(200),
  takesVisits: z.boolean().default(true),
});
export const shiftsBody = z.object({
  weekly: z.array(weeklyShift).max(7),
  /** Those of the days from today on: replaces them. */
  exceptions: z.array(shiftException).max(200).default([]),
});
export const leaveBody = z
  .object({ from: time, to: time, reason: z.enum(LEAVE_REASONS) })
  .refine(({ from, to }) => from < to, { path: ['to'], message: '结束要晚于开始' });
/** Ill from now on. */
export const illBody = z.object({ until: time });

export const workerItem = z.object({
  touchpointId,
  /** Masked. */
  name: z.string(),
  role: z.string(),
  roleName: z.string(),
  cityId,
  storeId,
  storeName: z.string(),
  /** `active`, `paused`, `left`: of the touchpoint. */
  state: z.string(),
  takesVisits: z.boolean(),
  skills: z.array(skillLevel.extend({ skillName: z.string() })),
  maxVisitsADay: z.number().int(),
  radiusKm: z.number().int(),
  /** Visits of today that are not called off. */
  visitsToday: z.number().int(),
  /** Of today; empty on a day off. */
  hoursToday: z.array(hours),
  /** On leave at this moment, until when. */
  awayUntil: time.nullable(),
  revision: z.number().int(),
});
export const workersQuery = z.object({
  cityId: cityId.optional(),
  storeId: storeId.optional(),
  communityId: communityId.optional(),
  skill: z.enum(SKILLS).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const workersAnswer = z.object({ items: z.array(workerItem), nextCursor: z.string().nullable() });

export const leaveItem = z.object({
  leaveId: idOf<'Leave'>(),
  from: time,
  to: time,
  reason: z.enum(LEAVE_REASONS),
  reasonName: z.string(),
  /** `worker` themselves or the `store`. */
  enteredBy: z.enum(['worker', 'store']),
});
/** Shifts, leave and the days from `from` on, with what closes them. */
export const calendarAnswer = z.object({
  touchpointId,
  weekly: z.array(weeklyShift),
  exceptions: z.array(shiftException),
  leaves: z.array(leaveItem),
  days: z.array(
    z.object({
      day: z.iso.date(),
      hours: z.array(hours),
      /** Why it is closed or differs: 国庆节放假, 请假, 调整; null for an ordinary day. */
      note: z.string().nullable(),
      visits: z.array(
        z.object({
          visitId: idOf<'Visit'>(),
          service: z.string(),
          serviceName: z.string(),
          startsAt: time,
          endsAt: time,
          communityName: z.string(),
          state: z.string(),
          stateName: z.string(),
        }),
      ),
    }),
  ),
});
export const calendarQuery = z.object({
  from: z.iso.date().optional(),
  days: z.coerce.number().int().min(1).max(35).default(14),
});

/** What became of the visits that a leave met. */
export const leaveAdded = z.object({
  leaveId: idOf<'Leave'>(),
  /** Visits that go to a colleague at the same time. */
  moved: z.number().int(),
  /** Visits for which nobody was found: they wait in the list of what is to be placed. */
  unplaced: z.number().int(),
});
export const leaveCancelled = z.object({ leaveId: idOf<'Leave'>() });
export const savedWorker = z.object({ touchpointId, revision: z.number().int() });

export type WorkerItem = z.output<typeof workerItem>;
export type CalendarAnswer = z.output<typeof calendarAnswer>;
export type LeaveAdded = z.output<typeof leaveAdded>;
export type LeaveItem = z.output<typeof leaveItem>;
