import { z } from 'zod';
import { idOf } from '#platform/fields';

const time = z.iso.datetime();
const visitId = idOf<'Visit'>();

export const progressParams = z.object({ visitId });

/** One step of my own visit. A device without network sends it later, with the moment at which it happened. */
export const progressBody = z
  .object({
    step: z.enum(['accepted', 'departed', 'arrived', 'done']),
    /** Made by the device, once for this step: sent again, it changes nothing. */
    opId: z.uuid(),
    /** When it happened, if it is sent later; not in the future, not before the step before it. */
    happenedAt: time.optional(),
    /** Where I am, if I want to say it (WGS-84): the customer sees when to expect me, never where I am. */
    position: z.object({ lng: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) }).optional(),
    /** With `done`: how it went; `done` unless said. */
    outcome: z.enum(['done', 'not_home', 'not_measured']).default('done'),
    /** Why, where it is not `done`. */
    reason: z.string().trim().max(200).default(''),
  })
  .refine((body) => body.step === 'done' || body.outcome === 'done', {
    path: ['outcome'],
    message: '完成时才能选结果',
  })
  .refine((body) => body.outcome === 'done' || body.reason.length >= 2, { path: ['reason'], message: '请写明原因' });

/** A visit on its way, as the customer and those who work with it see it. */
export const progressAnswer = z.object({
  visitId,
  /** booked, accepted, departed, arrived, done, …: the state of the visit. */
  state: z.string(),
  stateName: z.string(),
  startsAt: time,
  endsAt: time,
  /** Who comes, masked; null while nobody is found. */
  who: z.object({ name: z.string(), roleName: z.string() }).nullable(),
  /** When to expect them; null once they are there, and when nobody comes. */
  expectedAt: time.nullable(),
  steps: z.array(z.object({ step: z.enum(['accepted', 'departed', 'arrived', 'done']), at: time })),
  /** How it went, once it is done. */
  outcome: z.enum(['done', 'not_home', 'not_measured']).nullable(),
  outcomeName: z.string().nullable(),
  /** Whether the customer may rate it now, until when, and what they gave. */
  rating: z.object({ open: z.boolean(), until: time.nullable(), stars: z.number().int().nullable() }),
});

export type ProgressBody = z.output<typeof progressBody>;
export type ProgressAnswer = z.output<typeof progressAnswer>;
