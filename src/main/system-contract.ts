import { z } from 'zod';

export const parkedEvent = z.object({
  subscription: z.string(),
  seq: z.number().int(),
  type: z.string(),
  aggregate: z.string(),
  aggregateId: z.string(),
  reason: z.string(),
  attempts: z.number().int(),
  parkedAt: z.iso.datetime(),
  retryWanted: z.boolean(),
});

export const parkedList = z.object({
  items: z.array(parkedEvent),
  nextCursor: z.string().nullable(),
  total: z.number().int(),
});

export const parkedAggregate = z.object({
  subscription: z.string().max(200),
  aggregate: z.string().max(100),
  aggregateId: z.string().max(200),
});

export const retried = z.object({ events: z.number().int() });

export const dropRequest = parkedAggregate.extend({
  seq: z.number().int(),
  reason: z.string().trim().min(2, '请写明放弃的原因').max(500),
});

export const dropped = z.object({ dropped: z.literal(true) });

export const queues = z.object({
  items: z.array(
    z.object({
      name: z.string(),
      cron: z.string().nullable(),
      waiting: z.number().int(),
      active: z.number().int(),
      failed: z.number().int(),
    }),
  ),
  nextCursor: z.null(),
});

export const sandboxMessages = z.object({
  items: z.array(
    z.object({
      messageId: z.string(),
      channel: z.string(),
      maskedTo: z.string(),
      body: z.string(),
      sentAt: z.iso.datetime(),
    }),
  ),
  nextCursor: z.null(),
});

export const auditState = z.object({
  ok: z.boolean(),
  sealed: z.number().int(),
  unsealed: z.number().int(),
  head: z.string().nullable(),
  firstBroken: z.string().nullable(),
});
