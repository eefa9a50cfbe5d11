import { z } from 'zod';
import { cityId, communityId, idOf, storeId, userId } from '#platform/fields';

const time = z.iso.datetime();
const nextCursor = z.string().nullable();
const page = {
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};
const ticketId = idOf<'Ticket'>();
export const ticketParams = z.object({ ticketId });

/** What somebody has to do: call a detractor back, decide on money that does not fit, follow a claim up, place a lost visit, see to what a community says, ask whether something is well by now. */
export const ticketKind = z.enum([
  'detractor_callback',
  'payment_held',
  'claim_waiting',
  'visit_unplaced',
  'community_voice',
  'follow_up',
]);
/** 待处理 → 处理中 → 已办结. */
export const ticketState = z.enum(['open', 'taken', 'done']);
export const ticketPriority = z.enum(['urgent', 'high', 'normal']);
export const ticketOutcome = z.enum(['called_back', 'resolved', 'unreachable', 'no_action', 'not_settled']);

export const ticketItem = z.object({
  ticketId,
  /** To be read aloud: `GD-SZ-260606-0001`. */
  ticketNumber: z.string(),
  kind: ticketKind,
  kindName: z.string(),
  /** What it is about: a survey, a payment, a visit. */
  subject: z.object({ kind: z.string(), id: z.string() }),
  /** What happened, in a sentence with figures. */
  summary: z.string(),
  cityId,
  cityName: z.string(),
  communityId,
  communityName: z.string(),
  storeId: storeId.nullable(),
  /** Masked. Empty once the person was erased. */
  name: z.string(),
  /** Masked. */
  phone: z.string(),
  priority: ticketPriority,
  priorityName: z.string(),
  state: ticketState,
  stateName: z.string(),
  openedAt: time,
  dueAt: time,
  /** Not done, and the time for it is over. */
  overdue: z.boolean(),
  takenBy: userId.nullable(),
  /** Whoever reads has taken it. */
  mine: z.boolean(),
  closedAt: time.nullable(),
  outcome: ticketOutcome.nullable(),
  outcomeName: z.string().nullable(),
  hasNote: z.boolean(),
  revision: z.number().int(),
});

export const ticketsQuery = z.object({
  ...page,
  state: ticketState.optional(),
  /** `open`: not done yet. */
  view: z.enum(['open', 'done', 'all']).default('all'),
  kind: ticketKind.optional(),
  overdue: z.stringbool().optional(),
  cityId: cityId.optional(),
  storeId: storeId.optional(),
  communityId: communityId.optional(),
  /** Only what is about this survey, payment or visit. */
  subjectId: z.string().max(100).optional(),
  /** A ticket's number, its beginning, or its last four digits, as people type it. */
  text: z.string().trim().min(2).max(40).optional(),
});
export const ticketExportQuery = ticketsQuery.omit({ cursor: true, limit: true });
/** Those that are due first come first. */
export const ticketsAnswer = z.object({
  items: z.array(ticketItem),
  nextCursor,
  counts: z.object({
    /** Not done. */
    open: z.number().int(),
    overdue: z.number().int(),
    byState: z.record(z.string(), z.number().int()),
    /** Not done, by kind. */
    openByKind: z.record(z.string(), z.number().int()),
  }),
});

export const ticketDetail = ticketItem.extend({
  timeline: z.array(
    z.object({
      step: z.number().int(),
      move: z.enum(['opened', 'taken', 'noted', 'claimed', 'visited', 'done']),
      moveName: z.string(),
      by: z.enum(['staff', 'system']),
      outcomeName: z.string().nullable(),
      hasNote: z.boolean(),
      /** The claim or visit that came of it. */
      refId: z.uuid().nullable(),
      madeAt: time,
    }),
  ),
});

const note = z.string().trim().max(500, '备注最多 500 个字');
/** The revision that was on the screen: whoever was slower is told so. */
export const takeTicketBody = z.object({ revision: z.number().int().positive() });
export const closeTicketBody = z.object({
  revision: z.number().int().positive(),
  outcome: ticketOutcome,
  note: note.default(''),
  /** Of what was settled: asks again after so many days whether it is well. */
  followUpDays: z.number().int().min(1).max(30).optional(),
});
export const noteTicketBody = z.object({
  revision: z.number().int().positive(),
  note: note.min(1, '写一句做了什么'),
});
export const ticketRevealAnswer = z.object({
  ticketId,
  name: z.string(),
  phone: z.string(),
  notes: z.array(z.object({ step: z.number().int(), text: z.string() })),
});

const choice = z.object({ code: z.string(), name: z.string() });
/** Lists that forms and filters choose from. */
export const ticketChoicesAnswer = z.object({
  kinds: z.array(choice),
  states: z.array(choice),
  priorities: z.array(choice),
  /** `kinds`: those that may end so. */
  outcomes: z.array(choice.extend({ kinds: z.array(ticketKind), mayFollowUp: z.boolean() })),
  /** What was settled is asked about after so many days, unless somebody says another number. */
  followUpDays: z.number().int(),
});

export type TicketItem = z.output<typeof ticketItem>;
export type TicketDetail = z.output<typeof ticketDetail>;
export type TicketsAnswer = z.output<typeof ticketsAnswer>;
export type TicketRevealAnswer = z.output<typeof ticketRevealAnswer>;
export type CloseTicketBody = z.input<typeof closeTicketBody>;
export type TicketChoices = z.output<typeof ticketChoicesAnswer>;
