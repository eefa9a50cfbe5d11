import { z } from 'zod';
import {
  cityId,
  communityId,
  customerKey,
  defineEvent,
  idOf,
  partnerId,
  personId,
  storeId,
  touchpointId,
} from '#platform/outbox';

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

/**
 * As above; the play's part is null for a lead that no offer brought: one that a touchpoint added by hand, or that came
 * by a printed code (which may name a package).
 */
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
 * A resident left a lead, with consent to be called about it. With a play: one success of its package in the
 * community, whose trial (OfferVisited) was announced before or with it.
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

/**
 * Whose an order is: the touchpoint whose lead it came from, and the property company of the community. Announced once
 * for an order, before or after it is paid.
 */
export const OrderAttributed = defineEvent(
  'OrderAttributed',
  1,
  'order_attribution',
  z.object({
    orderId: idOf<'Order'>(),
    cityId,
    communityId,
    leadId: idOf<'Lead'>().nullable(),
    playId: idOf<'Play'>().nullable(),
    /** Of a service only. */
    packageId: idOf<'Package'>().nullable(),
    touchpointId: touchpointId.nullable(),
    /** Role of the touchpoint when it was attributed. */
    role: z.string().nullable(),
    partnerId: partnerId.nullable(),
  }),
);

const surveyFacts = {
  surveyId: idOf<'Survey'>(),
  projectId: idOf<'Project'>(),
  orderId: idOf<'Order'>(),
  cityId,
  communityId,
  storeId: storeId.nullable(),
  customerKey,
  personId,
};

/** A customer was asked, after the works, how likely they are to recommend us; the link is `/s/<surveyToken>`. */
export const NpsInvited = defineEvent('NpsInvited', 1, 'survey', z.object({ ...surveyFacts, surveyToken: z.string() }));

/** Up to this score somebody is a detractor (Reichheld, The One Number You Need to Grow, 2003). */
export const DETRACTOR_UP_TO = 6;

/** The answer, 0 to 10. */
export const NpsAnswered = defineEvent(
  'NpsAnswered',
  1,
  'survey',
  z.object({ ...surveyFacts, score: z.number().int().min(0).max(10), hasComment: z.boolean() }),
);
