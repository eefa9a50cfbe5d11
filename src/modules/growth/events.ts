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

/** A visitor opened an offer for the first time: one trial of the package in the community. */
export const OfferVisited = defineEvent('OfferVisited', 1, 'share_link', z.object({ ...originFacts }));

/** A resident left a lead, with consent to be called about it. One success of the package in the community. */
export const LeadRecorded = defineEvent(
  'LeadRecorded',
  1,
  'lead',
  z.object({ ...originFacts, leadId: idOf<'Lead'>(), personId }),
);

/** The touchpoint reached, visited or quoted the resident. */
export const LeadFollowedUp = defineEvent(
  'LeadFollowedUp',
  1,
  'lead',
  z.object({ ...originFacts, leadId: idOf<'Lead'>(), step: z.enum(['contacted', 'visit_booked', 'quoted']) }),
);

/** How a lead ended: signed, or lost and why. */
export const LeadOutcomeRecorded = defineEvent(
  'LeadOutcomeRecorded',
  1,
  'lead',
  z.object({ ...originFacts, leadId: idOf<'Lead'>(), outcome: z.enum(['won', 'lost']), reason: z.string().nullable() }),
);
