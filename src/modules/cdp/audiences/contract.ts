import { z } from 'zod';
import { cityId, communityId, idOf } from '#platform/fields';
import { ruleSchema } from './rule.ts';

export {
  COMPARISONS,
  FIGURES,
  MAX_CONDITIONS,
  MAX_DEPTH,
  MAX_WINDOW_DAYS,
  ruleSchema,
  TOPIC_MEASURES,
  type Comparison,
  type Condition,
  type Figure,
  type Rule,
  type TopicMeasure,
} from './rule.ts';

const time = z.iso.datetime();
export const audienceId = idOf<'Audience'>();
const snapshotId = idOf<'AudienceSnapshot'>();

export const audienceParams = z.object({ id: audienceId });
export const membershipParams = z.object({ id: communityId });

export const matchedFact = z.object({
  fact: z.string(),
  value: z.union([z.number(), z.string()]),
  topic: z.string().optional(),
  days: z.number().int().optional(),
});

export const audiencePreviewBody = z.object({
  rule: ruleSchema,
  cursor: z.string().max(200).optional(),
  limit: z.number().int().min(1).max(200).default(20),
});
export const audiencePreviewAnswer = z.object({
  /** The rule as a sentence. */
  sentence: z.string(),
  /** Communities within the reader's area that fulfil it now, and their households. */
  count: z.number().int(),
  households: z.number().int(),
  items: z.array(
    z.object({
      communityId,
      cityId,
      name: z.string(),
      district: z.string().nullable(),
      households: z.number().int().nullable(),
      members: z.number().int(),
      facts: z.array(matchedFact),
      /** 「楼龄21年；近30天42条漏水讨论」 */
      why: z.string(),
    }),
  ),
  nextCursor: z.string().nullable(),
});

export const audienceBody = z.object({ name: z.string().trim().min(1).max(60), rule: ruleSchema });

export const audienceAnswer = z.object({
  id: audienceId,
  name: z.string(),
  rule: ruleSchema,
  sentence: z.string(),
  state: z.enum(['live', 'archived']),
  /** Also the ETag: send it back as If-Match to edit or archive. */
  revision: z.number().int(),
  ownerId: z.uuid().nullable(),
  createdAt: time,
  updatedAt: time,
  archivedAt: time.nullable(),
  /** Members within the reader's area. */
  memberCount: z.number().int(),
});

export const audiencesQuery = z.object({
  state: z.enum(['live', 'archived']).default('live'),
  text: z.string().trim().max(60).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const audiencesAnswer = z.object({
  items: z.array(
    audienceAnswer.extend({
      lastEnteredAt: time.nullable(),
      /** Entries and exits of the last seven days within the reader's area. */
      weekEntered: z.number().int(),
      weekLeft: z.number().int(),
    }),
  ),
  nextCursor: z.string().nullable(),
});

export const pageQuery = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const audienceMembersAnswer = z.object({
  /** All members within the reader's area. */
  total: z.number().int(),
  items: z.array(
    z.object({
      communityId,
      cityId,
      name: z.string(),
      district: z.string().nullable(),
      households: z.number().int().nullable(),
      members: z.number().int(),
      enteredAt: time,
      facts: z.array(matchedFact),
      why: z.string(),
    }),
  ),
  nextCursor: z.string().nullable(),
});

export const audienceHistoryAnswer = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      communityId,
      cityId,
      name: z.string(),
      kind: z.enum(['entered', 'left']),
      cause: z.enum(['facts', 'window', 'rule', 'archive']),
      /** The figures on entering; on leaving, those it had while it was in. */
      why: z.string(),
      occurredAt: time,
    }),
  ),
  nextCursor: z.string().nullable(),
});

export const snapshotAnswer = z.object({
  id: snapshotId,
  audienceId,
  takenAt: time,
  /** Members when it was taken, within the reader's area. */
  memberCount: z.number().int(),
  sentence: z.string(),
});
export const snapshotsAnswer = z.object({ items: z.array(snapshotAnswer), nextCursor: z.string().nullable() });

export const exportQuery = z.object({
  /** The members as they were then; as they are now without it. */
  snapshotId: snapshotId.optional(),
});

export const membershipsAnswer = z.object({
  items: z.array(z.object({ audienceId, name: z.string(), enteredAt: time, why: z.string() })),
});

export type AudiencePreviewAnswer = z.infer<typeof audiencePreviewAnswer>;
export type AudienceAnswer = z.infer<typeof audienceAnswer>;
export type AudiencesAnswer = z.infer<typeof audiencesAnswer>;
export type AudienceMembersAnswer = z.infer<typeof audienceMembersAnswer>;
export type AudienceHistoryAnswer = z.infer<typeof audienceHistoryAnswer>;
