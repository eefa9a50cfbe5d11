import { z } from 'zod';
import { cityId, idOf, storeId, touchpointId } from '#platform/fields';
import { slotsQuery } from '../slots/slot-contract.ts';
import { candidateItem } from './visit-contract.ts';

const time = z.iso.datetime();

export const visitSlotsQuery = slotsQuery.extend({
  /** Times for another service at the same home; that of the visit unless said. */
  service: z.string().max(40).optional(),
});

export const candidatesQuery = z.object({
  /** Another time than that of the visit. */
  startsAt: time.optional(),
});
/** Who could go there as things stand now, the best first; then who could not, and why. */
export const candidatesAnswer = z.object({
  startsAt: time,
  endsAt: time,
  candidates: z.array(
    candidateItem.extend({
      roleName: z.string(),
      storeName: z.string(),
      /** Comes so far. */
      isPresent: z.boolean(),
    }),
  ),
  travelNote: z.string(),
});

export const scheduleQuery = z.object({
  storeId,
  /** Today unless said. */
  day: z.iso.date().optional(),
});
const span = z.object({ startsAt: time, endsAt: time });
const scheduledVisit = z.object({
  visitId: idOf<'Visit'>(),
  visitNumber: z.string(),
  serviceName: z.string(),
  communityName: z.string(),
  ...span.shape,
  state: z.string(),
  stateName: z.string(),
  /** Who decided that this person goes, last. */
  placedBy: z.enum(['system', 'people']).nullable(),
});
/** One day of a store: its people with their hours, what is taken, and what waits for somebody. */
export const scheduleAnswer = z.object({
  day: z.iso.date(),
  cityId,
  storeId,
  storeName: z.string(),
  people: z.array(
    z.object({
      touchpointId,
      /** Masked. */
      name: z.string(),
      roleName: z.string(),
      skills: z.string(),
      /** Nobody is sent who does not take visits. */
      takesVisits: z.boolean(),
      maxVisitsADay: z.number().int(),
      shifts: z.array(span),
      /** Why there are no hours; null where there are. */
      offBecause: z.string().nullable(),
      leaves: z.array(span),
      /** Times that a customer is being kept while they make up their mind. */
      held: z.array(span),
      visits: z.array(scheduledVisit),
    }),
  ),
  unplaced: z.array(scheduledVisit),
});

/** In clear, to call them about their visit; the audit keeps who looked. */
export const revealedCustomer = z.object({ visitId: idOf<'Visit'>(), name: z.string(), phone: z.string() });

export type CandidatesAnswer = z.output<typeof candidatesAnswer>;
export type ScheduleAnswer = z.output<typeof scheduleAnswer>;
export type RevealedCustomer = z.output<typeof revealedCustomer>;
