import { z } from 'zod';
import { cityId, communityId, defineEvent, idOf } from '#platform/outbox';

const playFacts = {
  playId: idOf<'Play'>(),
  cityId,
  communityId,
  packageId: idOf<'Package'>(),
};

/** The system proposed what to do in a community; a person, or a standing approval that a person signed, decides. */
export const PlayProposed = defineEvent(
  'PlayProposed',
  1,
  'play',
  z.object({ ...playFacts, audienceId: idOf<'Audience'>().nullable() }),
);

/** A play was approved and goes to the touchpoints, with all that they need to act. */
export const PlayApproved = defineEvent(
  'PlayApproved',
  1,
  'play',
  z.object({
    ...playFacts,
    approvedBy: z.enum(['person', 'standing_approval']),
    standingApprovalId: idOf<'StandingApproval'>().nullable(),
    kit: z.object({
      headline: z.string(),
      script: z.string(),
      packageName: z.string(),
      priceFen: z.number().int().nonnegative(),
      reasons: z.array(z.string()),
      /** Which roles may carry it out, the most suitable first. */
      roles: z.array(z.string()),
      dueAt: z.iso.datetime(),
    }),
  }),
);

export const PlayRejected = defineEvent('PlayRejected', 1, 'play', z.object({ ...playFacts, reason: z.string() }));

/** A person took an approved play back before anybody forwarded it. */
export const PlayWithdrawn = defineEvent('PlayWithdrawn', 1, 'play', z.object({ ...playFacts, reason: z.string() }));

/** A run over many communities has some left to propose for. */
export const PlayRunAdvanced = defineEvent(
  'PlayRunAdvanced',
  1,
  'play_run',
  z.object({ runId: idOf<'PlayRun'>(), remaining: z.number().int().nonnegative() }),
);

/** The results of a community speak for another package as its main push; a person accepts or dismisses it. */
export const MainPushProposed = defineEvent(
  'MainPushProposed',
  1,
  'main_push',
  z.object({
    communityId,
    cityId,
    packageId: idOf<'Package'>(),
    previousPackageId: idOf<'Package'>().nullable(),
  }),
);

/** A person decided about a proposed main push. */
export const MainPushDecided = defineEvent(
  'MainPushDecided',
  1,
  'main_push',
  z.object({ communityId, cityId, packageId: idOf<'Package'>(), decision: z.enum(['accepted', 'dismissed']) }),
);

/** A person signed or revoked a standing approval. */
export const StandingApprovalChanged = defineEvent(
  'StandingApprovalChanged',
  1,
  'standing_approval',
  z.object({
    standingApprovalId: idOf<'StandingApproval'>(),
    state: z.enum(['live', 'revoked', 'exhausted', 'expired']),
  }),
);

const alertFacts = { alertId: idOf<'ListeningAlert'>(), cityId, communityId };
const alertKind = z.enum(['spike', 'grave', 'message']);

/** More people of a community complain of a topic than is usual, or one said something that somebody has to act on today. */
export const AlertRaised = defineEvent(
  'AlertRaised',
  1,
  'listening_alert',
  z.object({ ...alertFacts, kind: alertKind, topic: z.string().nullable() }),
);

/** An alert asks for a ticket: a person said so, or, of a grave one, the rule. `subjectId` is whom it is about. */
export const AlertTaken = defineEvent(
  'AlertTaken',
  1,
  'listening_alert',
  z.object({
    ...alertFacts,
    kind: alertKind,
    topic: z.string().nullable(),
    people: z.number().int().positive(),
    subjectId: idOf<'Person'>(),
    graveKinds: z.array(z.string()),
  }),
);

/** Nothing was to be done about an alert, or it was done. */
export const AlertClosed = defineEvent(
  'AlertClosed',
  1,
  'listening_alert',
  z.object({ ...alertFacts, state: z.enum(['done', 'dismissed']) }),
);
