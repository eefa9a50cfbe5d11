import { z } from 'zod';

const origin = z.union([z.literal('*'), z.string().regex(/^https?:\/\/[^\s/]{1,190}$/)]);

export const sourceAnswer = z.object({
  sourceId: z.uuid(),
  name: z.string(),
  kind: z.enum(['server', 'web', 'app', 'chat', 'import']),
  /** The last characters of the write key. */
  writeKeyHint: z.string(),
  allowedOrigins: z.array(z.string()),
  enabled: z.boolean(),
  eventsPerMinute: z.number().int(),
  maxEventBytes: z.number().int(),
  maxBatchBytes: z.number().int(),
  createdAt: z.iso.datetime(),
  version: z.number().int(),
});
export const sourceWithCountsAnswer = sourceAnswer.extend({
  accepted: z.number().int(),
  duplicate: z.number().int(),
  quarantined: z.number().int(),
  lastSeenAt: z.iso.datetime().nullable(),
});
export const sourcesAnswer = z.object({ items: z.array(sourceWithCountsAnswer) });
/** The only time that the write key is shown. */
export const sourceKeyAnswer = z.object({ source: sourceAnswer, writeKey: z.string() });

const limits = {
  allowedOrigins: z.array(origin).max(20).optional(),
  eventsPerMinute: z.number().int().min(1).max(100_000_000).optional(),
  maxEventBytes: z.number().int().min(256).max(32_768).optional(),
  maxBatchBytes: z.number().int().min(1_024).max(512_000).optional(),
};
export const createSourceBody = z.object({
  name: z.string().trim().min(1).max(60),
  kind: z.enum(['server', 'web', 'app', 'chat']),
  ...limits,
});
export const editSourceBody = z.object({
  version: z.number().int().positive(),
  name: z.string().trim().min(1).max(60).optional(),
  enabled: z.boolean().optional(),
  ...limits,
});
export const renewKeyBody = z.object({ version: z.number().int().positive() });
export const sourceParams = z.object({ id: z.uuid() });

const propertyType = z.enum(['string', 'number', 'integer', 'boolean', 'object', 'array']);
export const planAnswer = z.object({
  items: z.array(z.object({ eventName: z.string(), required: z.record(z.string(), propertyType) })),
});
export const planBody = z.object({
  eventName: z.string().trim().min(1).max(200),
  /** Property → type; none takes the plan away. */
  required: z.record(z.string().min(1).max(64), propertyType).refine((it) => Object.keys(it).length <= 50),
});

export type SourceAnswer = z.infer<typeof sourceAnswer>;
export type SourceWithCountsAnswer = z.infer<typeof sourceWithCountsAnswer>;
