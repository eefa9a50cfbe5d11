import { z } from 'zod';

const time = z.iso.datetime();

/** A time at which somebody able can really come, and how many could. */
export const slotItem = z.object({ startsAt: time, endsAt: time, left: z.number().int() });

export const slotsQuery = z.object({
  /** The day to begin with; today unless said. */
  from: z.iso.date().optional(),
  days: z.coerce.number().int().min(1).max(14).default(7),
});
export const slotsAnswer = z.object({
  items: z.array(slotItem),
  /** How ways between homes are reckoned: an estimate, not a route. */
  travelNote: z.string(),
});

export type SlotItem = z.output<typeof slotItem>;
export type SlotsAnswer = z.output<typeof slotsAnswer>;
