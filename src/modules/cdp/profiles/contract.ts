import { z } from 'zod';

export const profileParams = z.object({ id: z.uuid() });
export const mergeParams = z.object({ id: z.uuid() });

export const maskedFields = z.object({
  name: z.array(z.string()).optional(),
  phone: z.array(z.string()).optional(),
  wechat_openid: z.array(z.string()).optional(),
  wechat_unionid: z.array(z.string()).optional(),
  email: z.array(z.string()).optional(),
  address: z.array(z.string()).optional(),
});

export const mergeAnswer = z.object({
  mergeId: z.uuid(),
  profileId: z.uuid(),
  absorbedProfileId: z.uuid(),
  /** 「同一条数据里同时出现了手机号和会员卡，判定为同一个人」 */
  reason: z.string(),
  eventId: z.uuid(),
  sourceId: z.uuid(),
  mergedAt: z.iso.datetime(),
  undoneAt: z.iso.datetime().nullable(),
});

export const profileAnswer = z.object({
  profileId: z.uuid(),
  communityId: z.uuid().nullable(),
  communityName: z.string().nullable(),
  householdId: z.uuid().nullable(),
  createdAt: z.iso.datetime(),
  masked: maskedFields,
  identifiers: z.array(
    z.object({ kind: z.string(), word: z.string(), found: z.number().int(), firstSeenAt: z.iso.datetime() }),
  ),
  traits: z.array(z.object({ trait: z.string(), content: z.unknown(), setAt: z.iso.datetime() })),
  consents: z.array(
    z.object({ purpose: z.string(), noticeVersion: z.string(), granted: z.boolean(), recordedAt: z.iso.datetime() }),
  ),
  merges: z.array(mergeAnswer),
});

export const timelineQuery = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const timelineAnswer = z.object({
  items: z.array(
    z.object({
      eventId: z.uuid(),
      sourceId: z.uuid(),
      kind: z.string(),
      name: z.string(),
      occurredAt: z.iso.datetime(),
      communityId: z.uuid().nullable(),
      properties: z.record(z.string(), z.unknown()),
      hasPersonal: z.boolean(),
    }),
  ),
  nextCursor: z.string().nullable(),
});

/** A search is a body, not a query: what is searched for is personal and must not stand in an access log. */
export const profileSearchBody = z.object({ text: z.string().trim().min(1).max(64) });
export const profileSearchAnswer = z.object({
  items: z.array(
    z.object({
      profileId: z.uuid(),
      communityId: z.uuid().nullable(),
      communityName: z.string().nullable(),
      names: z.array(z.string()),
      phones: z.array(z.string()),
      createdAt: z.iso.datetime(),
    }),
  ),
});

export const revealBody = z.object({
  purpose: z.enum(['identity_review', 'subject_request', 'after_sales', 'service_visit']),
});
export const revealAnswer = maskedFields;

export const undoMergeBody = z.object({ reason: z.string().trim().min(1).max(200) });
export const undoMergeAnswer = z.object({ mergeId: z.uuid(), profileId: z.uuid(), restoredProfileId: z.uuid() });

export type ProfileAnswer = z.infer<typeof profileAnswer>;
export type TimelineAnswer = z.infer<typeof timelineAnswer>;
export type ProfileSearchAnswer = z.infer<typeof profileSearchAnswer>;
