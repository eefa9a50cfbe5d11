import { z } from 'zod';

export const quarantineSummaryAnswer = z.object({
  items: z.array(
    z.object({
      sourceId: z.uuid(),
      sourceName: z.string(),
      reason: z.string(),
      /** The reason as a sentence. */
      sentence: z.string(),
      /** What exactly: `missing area`, `33 KB`. */
      detail: z.string(),
      eventName: z.string(),
      held: z.number().int(),
      lastAt: z.iso.datetime(),
    }),
  ),
});

const selection = {
  sourceId: z.uuid(),
  reason: z.string().max(40).optional(),
  eventName: z.string().max(100).optional(),
};
export const quarantineQuery = z.object({
  ...selection,
  cursor: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const quarantineAnswer = z.object({
  items: z.array(
    z.object({
      quarantineId: z.uuid(),
      messageId: z.string().nullable(),
      eventName: z.string(),
      reason: z.string(),
      sentence: z.string(),
      detail: z.string(),
      receivedAt: z.iso.datetime(),
    }),
  ),
  nextCursor: z.string().nullable(),
});
const ids = { quarantineIds: z.array(z.uuid()).min(1).max(200).optional() };
export const replayBody = z.object({ ...selection, ...ids });
export const replayAnswer = z.object({ recorded: z.number().int(), held: z.number().int() });
export const discardBody = z.object({ ...selection, ...ids, why: z.string().trim().min(1).max(200) });
export const discardAnswer = z.object({ discarded: z.number().int() });

export type QuarantineSummaryAnswer = z.infer<typeof quarantineSummaryAnswer>;
export type QuarantineAnswer = z.infer<typeof quarantineAnswer>;
