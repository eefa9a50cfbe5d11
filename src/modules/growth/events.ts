import { z } from 'zod';
import { cityId, communityId, defineEvent, idOf, personId, touchpointId } from '#platform/outbox';

/** Which play, task and touchpoint brought it: what attribution rests on. */
const originFacts = {
  shareToken: z.string(),
  playId: idOf<'Play'>(),
  taskId: idOf<'Task'>(),
  packageId: idOf<'Package'>(),
  cityId,
  communityId,
  touchpointId,
};

/** As above; the play's part is null for a lead that a touchpoint added by hand and no offer brought. */
const leadFacts = {
  ...originFacts,
  shareToken: originFacts.shareToken.nullable(),
  playId: originFacts.playId.nullable(),
  taskId: originFacts.taskId.nullable(),
  packageId: originFacts.packageId.nullable(),
  leadId: idOf<'Lead'>(),
};

/** A visitor opened an offer for the first time: one trial of the package in the community. */
export const OfferVisited = defineEvent('OfferVisited', 1, 'share_link', z.object({ ...originFacts }));

/**
 * A resident left a lead, with consent to be called about it. With a package: one success of it in the community, whose
 * trial (OfferVisited) was announced before or with it.
 */
export const LeadRecorded = defineEvent('LeadRecorded', 1, 'lead', z.object({ ...leadFacts, personId }));

/** The touchpoint reached, visited or quoted the resident. Each step at most once for a lead. */
export const LeadFollowedUp = defineEvent(
  'LeadFollowedUp',
  1,
  'lead',
  z.object({ ...leadFacts, step: z.enum(['contacted', 'visit_booked', 'quoted']) }),
);

/** How a lead ended: signed, or lost and why, in words that can stand in a reason: 「嫌贵」. */
export const LeadOutcomeRecorded = defineEvent(
  'LeadOutcomeRecorded',
  1,
  'lead',
  z.object({ ...leadFacts, outcome: z.enum(['won', 'lost']), reason: z.string().nullable() }),
);
