import { z } from 'zod';
import { idOf } from '#platform/fields';

const time = z.iso.datetime();
const mm = z.number().int();

export const WALL_CONDITIONS = ['good', 'cracked', 'peeling', 'damp', 'mouldy', 'hollow'] as const;

const room = z.object({
  name: z.string().trim().min(1, '房间叫什么').max(20),
  /** Millimetres. */
  lengthMm: mm.min(300).max(50_000),
  widthMm: mm.min(300).max(50_000),
  heightMm: mm.min(1_000).max(10_000),
});
const leak = z.object({ where: z.string().trim().min(1).max(40), severity: z.enum(['trace', 'drip', 'flow']) });

export const measureParams = z.object({ visitId: idOf<'Visit'>() });
export const measurePhotoParams = z.object({ visitId: idOf<'Visit'>(), photoId: idOf<'Photo'>() });

/** The whole form as it is now: what was saved before stays as an earlier revision. */
export const measureBody = z.object({
  /** The revision that was edited, 0 for the first: refused when somebody saved meanwhile. */
  basedOn: z.number().int().min(0),
  rooms: z.array(room).max(40),
  wallCondition: z.enum(WALL_CONDITIONS).nullable().default(null),
  /** Null while nobody has looked; empty when there is none. */
  leaks: z.array(leak).max(20).nullable().default(null),
  notes: z.string().trim().max(2_000).default(''),
});

export const measurePhoto = z.object({
  photoId: idOf<'Photo'>(),
  url: z.string(),
  takenAt: time.nullable(),
  hasPosition: z.boolean(),
  addedAt: time,
});

export const measureAnswer = z.object({
  visitId: idOf<'Visit'>(),
  /** 0 while nothing was saved. */
  revision: z.number().int(),
  rooms: z.array(
    room.extend({
      /** Floor, in hundredths of a square metre: length × width, rounded. */
      area: z.number().int(),
      /** Walls, doors and windows included: 2 × (length + width) × height. */
      wallArea: z.number().int(),
    }),
  ),
  /** Of all rooms, in hundredths of a square metre. */
  totalArea: z.number().int(),
  totalWallArea: z.number().int(),
  wallCondition: z.enum(WALL_CONDITIONS).nullable(),
  wallConditionName: z.string().nullable(),
  leaks: z.array(leak.extend({ severityName: z.string() })).nullable(),
  notes: z.string(),
  photos: z.array(measurePhoto),
  /** What has to be filled in before the visit can be finished, in words. */
  missing: z.array(z.string()),
  savedAt: time.nullable(),
});

/** What saving the form made of it; read it anew to see all of it. */
export const savedMeasure = measureAnswer.pick({
  visitId: true,
  revision: true,
  totalArea: true,
  totalWallArea: true,
  missing: true,
});

export type MeasureBody = z.output<typeof measureBody>;
export type MeasureAnswer = z.output<typeof measureAnswer>;
