import { z } from 'zod';
import { cityId, communityId, defineEvent, idOf } from '#platform/outbox';

/** People in a community talked about topics we watch: new mentions were counted. One event per community and batch. */
export const MentionsCounted = defineEvent(
  'MentionsCounted',
  1,
  'community',
  z.object({
    communityId,
    cityId,
    counts: z.array(z.object({ topic: z.string(), mentions: z.number().int().positive() })),
    /** When the batch that held them was received. */
    receivedAt: z.iso.datetime(),
  }),
);

/** Facts of a community's profile other than mentions changed (attributes, members, orders). */
export const CommunityFactsChanged = defineEvent(
  'CommunityFactsChanged',
  1,
  'community',
  z.object({ communityId, cityId }),
);

/** A community now fulfils a live audience's rule and did not before. */
export const CommunityEnteredAudience = defineEvent(
  'CommunityEnteredAudience',
  1,
  'community',
  z.object({ audienceId: idOf<'Audience'>(), communityId, cityId }),
);

/** A community no longer fulfils a live audience's rule. */
export const CommunityLeftAudience = defineEvent(
  'CommunityLeftAudience',
  1,
  'community',
  z.object({ audienceId: idOf<'Audience'>(), communityId, cityId }),
);

/** Two profiles turned out to be one person; `absorbedProfileId` now answers as `profileId`. Can be undone. */
export const ProfilesMerged = defineEvent(
  'ProfilesMerged',
  1,
  'profile',
  z.object({ mergeId: idOf<'Merge'>(), profileId: idOf<'Profile'>(), absorbedProfileId: idOf<'Profile'>() }),
);

/** A merge was taken back by a person. */
export const MergeUndone = defineEvent(
  'MergeUndone',
  1,
  'profile',
  z.object({ mergeId: idOf<'Merge'>(), profileId: idOf<'Profile'>(), restoredProfileId: idOf<'Profile'>() }),
);

/** People in a community said something that somebody has to act on today. One event per community and batch. */
export const GraveVoicesHeard = defineEvent(
  'GraveVoicesHeard',
  1,
  'community',
  z.object({ communityId, cityId, eventIds: z.array(idOf<'Event'>()), receivedAt: z.iso.datetime() }),
);
