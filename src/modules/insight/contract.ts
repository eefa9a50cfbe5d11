import { z } from 'zod';
import { cityId, communityId, storeId } from '#platform/fields';

const time = z.iso.datetime();
const day = z.iso.date();

/** The stages of the loop, in order; after the last comes the first again. */
export const STAGES = [
  'hear',
  'circle',
  'propose',
  'approve',
  'task',
  'forward',
  'visit',
  'lead',
  'follow_up',
  'outcome',
  'redecide',
] as const;
export const stage = z.enum(STAGES);

/** Business days, both included: the last seven without them; at most 366 days. */
const period = { from: day.optional(), to: day.optional() };
const where = { cityId: cityId.optional(), storeId: storeId.optional(), communityId: communityId.optional() };

export const flywheelQuery = z.object({ ...period, ...where });

export const stageAnswer = z.object({
  stage,
  /** 听见, 圈中, … */
  name: z.string(),
  /** What is counted: 条, 个小区, 位. */
  unit: z.string(),
  /** Whose act it is: the system's (teal) or a person's (orange). */
  wheel: z.enum(['system', 'people']),
  volume: z.number().int(),
  previousVolume: z.number().int(),
  /** What the volume consists of, and what ended here instead: approved, rejected. */
  parts: z.array(z.object({ kind: z.string(), name: z.string(), volume: z.number().int() })),
  /** How long it took from the stage before; null where nothing could be measured. */
  delay: z.object({ medianMinutes: z.number(), p90Minutes: z.number(), measured: z.number().int() }).nullable(),
  /** How many of the stage before did not get here in time. */
  leak: z
    .object({
      /** Of those whose time is over or who got here: 0–1; null while nobody's time is over. */
      share: z.number().nullable(),
      cohort: z.number().int(),
      passed: z.number().int(),
      /** Their time is over and they did not get here. */
      leaked: z.number().int(),
      /** They still have time. */
      waiting: z.number().int(),
      withinDays: z.number(),
      /** The share above which it counts as a leak. */
      allowance: z.number(),
    })
    .nullable(),
});

export const flywheelAnswer = z.object({
  asOf: time,
  from: day,
  to: day,
  previousFrom: day,
  previousTo: day,
  stages: z.array(stageAnswer),
  /** Where it leaks most, in a sentence; null where it does not. */
  worst: z.object({ stage, sentence: z.string() }).nullable(),
});

export const stageParams = z.object({ stage });
export const stageListQuery = z.object({
  ...period,
  ...where,
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const stageExportQuery = flywheelQuery;
export const stageListAnswer = z.object({
  stage,
  name: z.string(),
  from: day,
  to: day,
  /** Communities, the largest volume first. */
  items: z.array(
    z.object({
      communityId,
      communityName: z.string(),
      cityId,
      cityName: z.string(),
      volume: z.number().int(),
      previousVolume: z.number().int(),
      parts: z.array(z.object({ kind: z.string(), name: z.string(), volume: z.number().int() })),
      lastAt: time.nullable(),
    }),
  ),
  nextCursor: z.string().nullable(),
});

export const metricsAnswer = z.object({
  items: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      /** How it is computed, in words. */
      formula: z.string(),
      unit: z.string(),
      /** The role that answers for it. */
      owner: z.string(),
      dimensions: z.array(z.string()),
    }),
  ),
});

export {
  BOARD_SORTS,
  boardAnswer,
  dashboardAnswer,
  type BoardAnswer,
  type BoardFigures,
  type BoardRow,
  type DashboardAnswer,
} from './board/board-contract.ts';

export type Stage = z.output<typeof stage>;
export type FlywheelAnswer = z.output<typeof flywheelAnswer>;
export type StageAnswer = z.output<typeof stageAnswer>;
export type StageListAnswer = z.output<typeof stageListAnswer>;
export type MetricsAnswer = z.output<typeof metricsAnswer>;
