import { z } from 'zod';
import { sentiment, severity } from '../listening/voice-contract.ts';

export const topicParams = z.object({ topic: z.string().regex(/^[a-z][a-z0-9_]{1,39}$/) });
export const topicGroup = z.enum(['home', 'fresh', 'other']);

export const topicAnswer = z.object({
  topic: z.string(),
  name: z.string(),
  group: topicGroup,
  active: z.boolean(),
  keywords: z.array(z.string()),
});
/** The ETag of the answer is what an edit sends back as If-Match: topics are edited one at a time. */
export const topicsAnswer = z.object({ version: z.string(), items: z.array(topicAnswer) });

export const topicBody = z.object({
  name: z.string().trim().min(1).max(20),
  group: topicGroup,
  active: z.boolean().default(true),
  /** Words that give the topic away; width and case do not matter. New posts are read with them, old counts stay. */
  keywords: z.array(z.string().trim().min(1).max(40)).min(1).max(200),
});

export const topicTrialBody = z.object({ text: z.string().max(4_000) });
export const topicTrialAnswer = z.object({
  sentiment,
  /** 0 to 1. */
  certainty: z.number(),
  severity,
  topics: z.array(z.string()),
  /** The same with how sure that is, and the words that show it. */
  found: z.array(
    z.object({ topic: z.string(), certainty: z.number(), isDenied: z.boolean(), words: z.array(z.string()) }),
  ),
});

export type TopicAnswer = z.infer<typeof topicAnswer>;
export type TopicsAnswer = z.infer<typeof topicsAnswer>;
