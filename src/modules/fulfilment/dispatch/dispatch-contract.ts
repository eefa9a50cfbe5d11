import { z } from 'zod';
import { cityId, idOf, storeId, touchpointId } from '#platform/fields';
import { slotsQuery } from '../slots/slot-contract.ts';
import { candidateItem } from '../visits/visit-contract.ts';

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

/** A store, or all stores of a city. */
const boardPlace = z
  .object({ storeId: storeId.optional(), cityId: cityId.optional() })
  .refine((asked) => (asked.storeId === undefined) !== (asked.cityId === undefined), '门店和城市选一个');

export const scheduleQuery = boardPlace.safeExtend({
  /** Today unless said. */
  day: z.iso.date().optional(),
});
const span = z.object({ startsAt: time, endsAt: time });
const position = z.object({ lng: z.number(), lat: z.number() });
const scheduledVisit = z.object({
  visitId: idOf<'Visit'>(),
  visitNumber: z.string(),
  serviceName: z.string(),
  communityName: z.string(),
  /** Of the community. */
  position: position.nullable(),
  ...span.shape,
  state: z.string(),
  stateName: z.string(),
  /** Whether it may be given to somebody else now. */
  canPlace: z.boolean(),
  /** Who decided that this person goes, last. */
  placedBy: z.enum(['system', 'people']).nullable(),
  /** Why nobody was found, where nobody was. */
  why: z.string().nullable(),
});
/** One day: people with their hours, what is taken, and what waits for somebody. */
export const scheduleAnswer = z.object({
  day: z.iso.date(),
  stores: z.array(z.object({ storeId, cityId, name: z.string(), position })),
  people: z.array(
    z.object({
      touchpointId,
      storeId,
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
  travelNote: z.string(),
});

export const dayPreviewBody = boardPlace.safeExtend({
  day: z.iso.date(),
  /** What if these come to nobody any more on that day. */
  away: z.array(touchpointId).max(20).optional(),
  /** What if somebody can come to nobody before a moment. */
  late: z.object({ touchpointId, until: time }).optional(),
});
const named = z.object({ touchpointId, name: z.string() });
const previewedVisit = z.object({
  visitId: idOf<'Visit'>(),
  /** Goes along when it is adopted: the visit must still be as it was. */
  revision: z.number().int(),
  visitNumber: z.string(),
  serviceName: z.string(),
  communityName: z.string(),
  ...span.shape,
  from: named.nullable(),
});
const figures = z.object({
  /** Minutes on the road. */
  way: z.number(),
  /** Everything that dispatch weighs, in minutes on the road. */
  cost: z.number(),
  visits: z.number().int(),
});
/** What would change, before anything does. */
export const dayPreviewAnswer = z.object({
  moves: z.array(previewedVisit.extend({ to: named })),
  /** Nobody can come to these; whom one thing would let come. */
  left: z.array(previewedVisit.extend({ hints: z.array(named.extend({ whyNot: z.string(), wouldDo: z.string() })) })),
  before: figures,
  after: figures,
  /** Visits that were not to be moved: somebody chose, is on the way, or they begin soon. */
  kept: z.number().int(),
  travelNote: z.string(),
});

export const adoptDayBody = z.object({
  moves: z
    .array(z.object({ visitId: idOf<'Visit'>(), revision: z.number().int().min(1), touchpointId }))
    .min(1)
    .max(200)
    .refine((moves) => new Set(moves.map((move) => move.visitId)).size === moves.length, '同一单出现了两次'),
  reason: z.string().trim().min(2, '请写明原因').max(200),
});
export const adoptedDay = z.object({ moved: z.number().int() });

/** In clear, to call them about their visit; the audit keeps who looked. */
export const revealedCustomer = z.object({ visitId: idOf<'Visit'>(), name: z.string(), phone: z.string() });

export type CandidatesAnswer = z.output<typeof candidatesAnswer>;
export type ScheduleAnswer = z.output<typeof scheduleAnswer>;
export type RevealedCustomer = z.output<typeof revealedCustomer>;
export type DayPreviewAnswer = z.output<typeof dayPreviewAnswer>;
