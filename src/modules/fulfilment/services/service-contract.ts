import { z } from 'zod';
import { idOf } from '#platform/fields';

export const BOOKERS = ['customer', 'staff', 'seller'] as const;

export const serviceParams = z.object({ service: z.string().max(40) });

/** A service type: what is done at a customer's home, and who can do it. */
export const serviceItem = z.object({
  /** `measure`, `install`, `repair`, … */
  service: z.string(),
  name: z.string(),
  minutes: z.number().int(),
  /** Kept free beside the way there, for parking and stairs. */
  bufferMinutes: z.number().int(),
  skill: z.string(),
  skillName: z.string(),
  /** 1 simple, 3 difficult: at least this level of the skill. */
  level: z.number().int(),
  roles: z.array(z.string()),
  minNoticeHours: z.number().int(),
  maxDays: z.number().int(),
  bookedBy: z.array(z.enum(BOOKERS)),
  /** Packages that ask for a higher level. */
  packageLevels: z.array(z.object({ packageId: idOf<'Package'>(), level: z.number().int() })),
  active: z.boolean(),
  revision: z.number().int(),
});
export const servicesAnswer = z.object({ items: z.array(serviceItem) });

/** Headquarters only. `revision` is the one that was edited: refused when somebody saved meanwhile. */
export const serviceBody = z.object({
  revision: z.number().int().positive(),
  name: z.string().trim().min(1).max(40),
  minutes: z.number().int().min(15).max(720).multipleOf(15),
  bufferMinutes: z.number().int().min(0).max(240),
  level: z.number().int().min(1).max(3),
  minNoticeHours: z.number().int().min(0).max(720),
  maxDays: z.number().int().min(1).max(90),
  bookedBy: z.array(z.enum(BOOKERS)).min(1),
  packageLevels: z.array(z.object({ packageId: idOf<'Package'>(), level: z.number().int().min(1).max(3) })).max(200),
  active: z.boolean(),
});

export type ServiceItem = z.output<typeof serviceItem>;
export type ServiceBody = z.output<typeof serviceBody>;
