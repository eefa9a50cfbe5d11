import { z } from 'zod';
import { cityId, communityId, idOf, storeId, touchpointId } from '#platform/fields';

const time = z.iso.datetime();
const visitId = idOf<'Visit'>();

export const VISIT_STATE_NAMES = [
  'booked',
  'accepted',
  'departed',
  'arrived',
  'done',
  'unplaced',
  'cancelled',
] as const;
export const VISIT_CANCEL_REASONS = [
  'plans_changed',
  'not_needed',
  'chose_other',
  'no_contact',
  'cannot_serve',
  'booked_twice',
  'other',
] as const;
/** Why one was called off: picked by somebody, or because what it was for is over. */
export const VISIT_CANCEL_CAUSES = [...VISIT_CANCEL_REASONS, 'order_cancelled', 'lead_closed'] as const;

export const visitParams = z.object({ visitId });

const visitFacts = {
  visitId,
  visitNumber: z.string(),
  service: z.string(),
  serviceName: z.string(),
  state: z.enum(VISIT_STATE_NAMES),
  stateName: z.string(),
  communityId,
  communityName: z.string(),
  cityName: z.string(),
  startsAt: time,
  endsAt: time,
  /** Who comes, masked; null while nobody is found. */
  who: z.object({ touchpointId, name: z.string(), roleName: z.string() }).nullable(),
  packageId: idOf<'Package'>().nullable(),
  packageName: z.string().nullable(),
  projectId: idOf<'Project'>().nullable(),
  /** How often its time or person has changed. */
  moved: z.number().int(),
  revision: z.number().int(),
  createdAt: time,
  acceptedAt: time.nullable(),
  departedAt: time.nullable(),
  arrivedAt: time.nullable(),
  doneAt: time.nullable(),
  cancelledAt: time.nullable(),
  cancelledBy: z.enum(['customer', 'staff', 'system']).nullable(),
  cancelReason: z.enum(VISIT_CANCEL_CAUSES).nullable(),
  cancelReasonName: z.string().nullable(),
};

/** As those see it who work with it. */
export const visitItem = z.object({
  ...visitFacts,
  cityId,
  storeId: storeId.nullable(),
  storeName: z.string().nullable(),
  leadId: idOf<'Lead'>().nullable(),
  /** The customer, masked. */
  customerName: z.string(),
  customerPhone: z.string(),
  /** Who decided last that this person goes, or that nobody can. */
  placedBy: z.enum(['system', 'people']).nullable(),
  /** What may be done with it now. */
  canPlace: z.boolean(),
  canReschedule: z.boolean(),
  canCancel: z.boolean(),
});

/** One person who was thought of. */
export const candidateItem = z.object({
  touchpointId,
  name: z.string(),
  /** In minutes on the road, the sum of its parts; null where they could not come, or nobody reckoned it. */
  cost: z.number().nullable(),
  parts: z.array(z.object({ part: z.string(), partName: z.string(), minutes: z.number(), says: z.string() })),
  /** Why not, where they could not come. */
  whyNot: z.string().nullable(),
  /** The least that would let them come, where one thing would do. */
  wouldDo: z.string().nullable(),
});

/** Why this person, and why not the others. */
export const decisionItem = z.object({
  decisionId: idOf<'Decision'>(),
  decidedAt: time,
  /** `hold`, `book`, `reschedule`, `replan`, `place`. */
  occasion: z.string(),
  occasionName: z.string(),
  /** Masked; null where nobody was found. */
  chosen: z.object({ touchpointId, name: z.string() }).nullable(),
  why: z.string(),
  candidates: z.array(candidateItem),
  seed: z.string(),
  modelVersion: z.string(),
  /** What a person wrote who decided otherwise. */
  reason: z.string().nullable(),
});
export const visitDetail = visitItem.extend({
  /** The newest first. */
  decisions: z.array(decisionItem),
  travelNote: z.string(),
});

export const visitExportQuery = z.object({
  state: z.enum(VISIT_STATE_NAMES).optional(),
  view: z.enum(['open', 'closed', 'unplaced']).optional(),
  service: z.string().max(40).optional(),
  cityId: cityId.optional(),
  storeId: storeId.optional(),
  communityId: communityId.optional(),
  touchpointId: touchpointId.optional(),
  projectId: idOf<'Project'>().optional(),
  leadId: idOf<'Lead'>().optional(),
  /** Visits that begin on these days, both included. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** The beginning of a visit number, or its last four digits. */
  text: z.string().trim().min(2).max(40).optional(),
});
export const visitsQuery = visitExportQuery.extend({
  /** By time: the next first, or the latest first. */
  order: z.enum(['next', 'latest']).default('next'),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const visitsAnswer = z.object({
  items: z.array(visitItem),
  nextCursor: z.string().nullable(),
  counts: z.object({ open: z.number().int(), unplaced: z.number().int(), byState: z.record(z.string(), z.number()) }),
});

export const placeVisitBody = z.object({
  touchpointId,
  startsAt: time.optional(),
  reason: z.string().trim().min(2, '请写明原因').max(200),
});
/** `breaks` says which rule was broken on purpose; null where none was. */
export const placedVisit = z.object({
  visitId,
  touchpointId,
  startsAt: time,
  endsAt: time,
  breaks: z.string().nullable(),
});
export const rescheduleBody = z.object({ startsAt: time });
export const rescheduledVisit = z.object({ visitId, startsAt: time, endsAt: time, samePerson: z.boolean() });
export const cancelVisitBody = z.object({ reason: z.enum(VISIT_CANCEL_REASONS) });
export const cancelledVisit = z.object({ visitId, cancelledAt: time });
/** Another visit to the home of an earlier one: the customer, the community and what brought them stay the same. */
export const bookVisitBody = z.object({
  previousVisitId: visitId,
  service: z.string().max(40),
  startsAt: time,
  /** Whoever the customer wants; the best able person unless said. */
  touchpointId: touchpointId.optional(),
});
export const ticketVisitParams = z.object({ ticketId: idOf<'Ticket'>() });
/** To the home of whom a ticket is about. */
export const bookTicketVisitBody = bookVisitBody.omit({ previousVisitId: true }).extend({
  /** Who it is, where nobody knows their phone yet. */
  contact: z.object({ name: z.string().trim().max(40), phone: z.string().trim().max(20) }).optional(),
});
export const bookedVisit = z.object({ visitId, visitNumber: z.string(), startsAt: time, endsAt: time });

/** As its customer sees it. */
export const ownVisitItem = z.object({
  ...visitFacts,
  /** Whether I may still move or cancel it by myself. */
  canChange: z.boolean(),
  /** Up to when; null while nobody is found, and when it is over. */
  changeUntil: time.nullable(),
});
export const ownVisitsAnswer = z.object({ items: z.array(ownVisitItem) });

export const myVisitsQuery = z.object({
  /** The first day; today unless said. */
  from: z.iso.date().optional(),
  days: z.coerce.number().int().min(1).max(35).default(7),
});
export const myVisitItem = visitItem
  .omit({ placedBy: true, canPlace: true, canReschedule: true, canCancel: true })
  .extend({ position: z.object({ lng: z.number(), lat: z.number() }), canReveal: z.boolean() });
export const myVisitsAnswer = z.object({ items: z.array(myVisitItem) });

/** In clear, for who is about to go there; the audit keeps who looked. */
export const revealedVisit = z.object({ visitId, name: z.string(), phone: z.string(), address: z.string() });

export type VisitItem = z.output<typeof visitItem>;
export type VisitDetail = z.output<typeof visitDetail>;
export type DecisionItem = z.output<typeof decisionItem>;
export type VisitsAnswer = z.output<typeof visitsAnswer>;
export type OwnVisitItem = z.output<typeof ownVisitItem>;
export type MyVisitItem = z.output<typeof myVisitItem>;
