import { z } from 'zod';
import { cityId, communityId, idOf, storeId, touchpointId } from '#platform/fields';

const time = z.iso.datetime();
const nextCursor = z.string().nullable();
const page = {
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};
const place = { communityId, communityName: z.string(), cityId, cityName: z.string() };
const amountFen = z.number().int().min(0).max(100_000_000_00);

// The offer page

const shareToken = z.string().regex(/^[\w-]{4,64}$/);
export const offerParams = z.object({ token: shareToken });

/** What the offer page shows; the server renders the first view from the same value. Names arrive masked. */
export const offerAnswer = z.object({
  token: z.string(),
  community: z.object({ name: z.string(), city: z.string() }),
  package: z.object({
    name: z.string(),
    subtitle: z.string(),
    priceFen: z.number().int(),
    originalPriceFen: z.number().int().nullable(),
    /** What the price is for: `/套`, `/㎡`, `起`. */
    unit: z.string(),
    points: z.array(z.string()),
  }),
  play: z.object({
    headline: z.string(),
    script: z.string(),
    deadline: time.nullable(),
    /** The one button. */
    action: z.string(),
  }),
  touchpoint: z.object({ maskedName: z.string(), roleName: z.string() }).nullable(),
  /** Of the last seven days, for this play in this community. */
  neighbours: z.object({
    /** Leads. */
    count: z.number().int(),
    /** People who opened the offer. */
    visitors: z.number().int(),
    /** The last few leads: `王*`. */
    recent: z.array(z.object({ mask: z.string(), agoMinutes: z.number().int() })),
  }),
  /** What people usually ask for, in words; the form offers them as chips and sends one of them back. */
  needs: z.array(z.string()),
  state: z.enum(['open', 'closed', 'expired']),
  /** A visit at home can be booked from here: `/api/growth/bookings/:token`. */
  bookable: z.boolean(),
  consentText: z.string(),
  consentVersion: z.string(),
});

const visitorId = z.string().trim().min(8).max(64);
export const visitBody = z.object({ visitorId });
export const visitAnswer = z.object({ counted: z.boolean() });

const contact = {
  name: z.string().trim().min(1, '请填称呼').max(20, '称呼最多 20 个字'),
  phone: z.string().trim().min(5, '请填手机号').max(30, '手机号不对'),
  note: z.string().trim().max(200, '备注最多 200 个字').default(''),
};

export const leadBody = z.object({
  ...contact,
  /** One of the offer's `needs`, or nothing. */
  need: z.string().trim().max(20).default(''),
  consentVersion: z.string().max(40),
  visitorId,
});
export const leadLeftAnswer = z.object({
  /** To be read aloud on the phone. */
  leadNumber: z.string(),
  /** Who will call, and when. */
  message: z.string(),
  /** The same phone was left for this offer before: the number is the one given then. */
  alreadyLeft: z.boolean(),
});

// Leads

export const leadState = z.enum(['new', 'contacted', 'visit_booked', 'quoted', 'won', 'lost']);
export const leadChannel = z.enum(['offer_page', 'by_hand', 'code']);
export const followUpStep = z.enum(['contacted', 'visit_booked', 'quoted']);
export const lostReason = z.enum([
  'no_answer',
  'too_expensive',
  'chose_other',
  'not_now',
  'not_needed',
  'out_of_scope',
  'wrong_number',
  'withdrew',
]);
const leadId = idOf<'Lead'>();
export const leadParams = z.object({ leadId });

export const leadItem = z.object({
  leadId,
  leadNumber: z.string(),
  ...place,
  storeId: storeId.nullable(),
  /** Masked. Empty once the person was erased. */
  name: z.string(),
  /** Masked. */
  phone: z.string(),
  need: z.string(),
  needName: z.string(),
  channel: leadChannel,
  /** What brought it; null where a touchpoint added it by hand. */
  playId: idOf<'Play'>().nullable(),
  taskId: idOf<'Task'>().nullable(),
  packageId: idOf<'Package'>().nullable(),
  packageName: z.string().nullable(),
  headline: z.string().nullable(),
  touchpointId,
  touchpointName: z.string(),
  roleName: z.string(),
  state: leadState,
  stateName: z.string(),
  /** Steps that may come next. */
  moves: z.array(leadState),
  createdAt: time,
  firstContactDueAt: time,
  firstContactedAt: time.nullable(),
  /** Nobody has called, and the time for it is over. */
  overdue: z.boolean(),
  visitAt: time.nullable(),
  closedAt: time.nullable(),
  lostReason: lostReason.nullable(),
  lostReasonName: z.string().nullable(),
  amountFen: z.number().int().nullable(),
  /** The resident asked not to be contacted any more: the phone is not shown again. */
  consentWithdrawn: z.boolean(),
  revision: z.number().int(),
});
const counts = z.object({
  open: z.number().int(),
  overdue: z.number().int(),
  byState: z.record(z.string(), z.number().int()),
});

export const leadsQuery = z.object({
  ...page,
  state: leadState.optional(),
  view: z.enum(['open', 'closed', 'all']).default('all'),
  cityId: cityId.optional(),
  storeId: storeId.optional(),
  communityId: communityId.optional(),
  touchpointId: touchpointId.optional(),
  playId: idOf<'Play'>().optional(),
  packageId: idOf<'Package'>().optional(),
  overdue: z.stringbool().optional(),
  /** Business days, both included. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** Beginning of a lead number, or its last four digits. */
  text: z.string().trim().min(1).max(40).optional(),
});
export const leadExportQuery = leadsQuery.omit({ cursor: true, limit: true });
export const leadsAnswer = z.object({ items: z.array(leadItem), nextCursor, counts });
export const myLeadsQuery = z.object({ ...page, view: z.enum(['open', 'closed']).default('open') });
export const myLeadsAnswer = leadsAnswer;

export const leadTimelineEntry = z.object({
  step: z.number().int(),
  /** `recorded`, or the state that the lead came to. */
  move: z.string(),
  moveName: z.string(),
  /** Masked name of the touchpoint; null for the resident themself and for staff. */
  touchpointName: z.string().nullable(),
  by: z.enum(['resident', 'touchpoint', 'staff', 'system']),
  reasonName: z.string().nullable(),
  hasNote: z.boolean(),
  madeAt: time,
});
export const leadDetail = leadItem.extend({
  hasNote: z.boolean(),
  timeline: z.array(leadTimelineEntry),
  consent: z.object({
    purpose: z.string(),
    version: z.string(),
    textHash: z.string(),
    givenAt: time,
    /** Ticked by the resident, or said to the touchpoint, who is the witness. */
    givenBy: z.enum(['self', 'verbal']),
    witnessName: z.string().nullable(),
    withdrawnAt: time.nullable(),
  }),
});
export const revealAnswer = z.object({
  leadId,
  name: z.string(),
  phone: z.string(),
  note: z.string(),
  /** What was written down at each step. */
  notes: z.array(z.object({ step: z.number().int(), text: z.string() })),
});
export const followUpBody = z.object({
  step: followUpStep,
  note: z.string().trim().max(500).default(''),
  /** When the visit is to be; only with `visit_booked`. */
  visitAt: time.optional(),
});
export const outcomeBody = z
  .object({
    outcome: z.enum(['won', 'lost']),
    reason: lostReason.optional(),
    note: z.string().trim().max(500).default(''),
    /** What was signed for; only with `won`. */
    amountFen: amountFen.optional(),
  })
  .refine((body) => body.outcome === 'won' || body.reason !== undefined, {
    path: ['reason'],
    error: '请选一个没成的原因',
  });
/** Three taps: who, where, what for. The touchpoint is witness that the resident agreed to be called. */
export const ownLeadBody = z.object({
  communityId,
  ...contact,
  need: z.string().trim().max(20).default(''),
  consent: z.literal(true, { error: '先征得本人同意，再登记' }),
});
export const ownLeadAnswer = z.object({ lead: leadItem, alreadyLeft: z.boolean() });

/** A lead as who left it sees it. */
export const ownLeadItem = z.object({
  leadId,
  leadNumber: z.string(),
  communityName: z.string(),
  /** What it is about: the package, or the need in words. */
  subject: z.string(),
  headline: z.string().nullable(),
  /** The page it was left on; null where somebody wrote it down. */
  shareToken: z.string().nullable(),
  state: leadState,
  stateName: z.string(),
  /** Who is in touch: masked. */
  touchpointName: z.string(),
  roleName: z.string(),
  createdAt: time,
  firstContactDueAt: time,
  visitAt: time.nullable(),
  closedAt: time.nullable(),
  /** It can still be called off. */
  open: z.boolean(),
});
export const ownLeadsAnswer = z.object({ items: z.array(ownLeadItem) });

const choice = z.object({ code: z.string(), name: z.string() });
/** Lists that forms choose from. */
export const leadChoicesAnswer = z.object({
  needs: z.array(choice),
  lostReasons: z.array(choice),
  states: z.array(choice),
  /** The notice to read out when a lead is added by hand. */
  consentText: z.string(),
  consentVersion: z.string(),
});

// Consent texts

export const consentTextItem = z.object({
  purpose: z.string(),
  version: z.string(),
  text: z.string(),
  textHash: z.string(),
  publishedAt: time,
  current: z.boolean(),
});
/** What the text is about: being called about a lead, or a visit at home. */
const consentPurpose = z.enum(['contact_about_lead', 'book_visit']).default('contact_about_lead');
export const consentTextsQuery = z.object({ purpose: consentPurpose });
export const consentTextsAnswer = z.object({ items: z.array(consentTextItem) });
export const consentTextBody = z.object({
  purpose: consentPurpose,
  version: z
    .string()
    .trim()
    .regex(/^[\w.-]{1,40}$/, '版本号用字母、数字、点和横线'),
  text: z.string().trim().min(20).max(1_000),
});

export type OfferAnswer = z.output<typeof offerAnswer>;
export type LeadBody = z.input<typeof leadBody>;
export type LeadLeftAnswer = z.output<typeof leadLeftAnswer>;
export type LeadItem = z.output<typeof leadItem>;
export type LeadDetail = z.output<typeof leadDetail>;
export type OwnLeadItem = z.output<typeof ownLeadItem>;
export type OwnLeadsAnswer = z.output<typeof ownLeadsAnswer>;
export type LeadsAnswer = z.output<typeof leadsAnswer>;
export type RevealAnswer = z.output<typeof revealAnswer>;
export type LeadChoices = z.output<typeof leadChoicesAnswer>;

// --- Printed codes and bookings -----------------------------------------------------------------------------------

export { codeBody, codeItem, codeParams, codesAnswer, codesQuery, myCodesAnswer } from './codes/code-contract.ts';
export type { CodeBody, CodeItem, CodesAnswer } from './codes/code-contract.ts';
export {
  bookedAnswer,
  bookingBody,
  bookingParams,
  bookingView,
  freeSlot,
  holdAnswer,
  holdBody,
  nextSlots,
  scanAnswer,
  scanBody,
  slotsAnswer,
  slotsQuery,
} from './bookings/booking-contract.ts';
export type {
  BookedAnswer,
  BookingBody,
  BookingView,
  FreeSlot,
  HoldAnswer,
  HoldBody,
  NextSlots,
  SlotsAnswer,
} from './bookings/booking-contract.ts';

// Surveys (NPS)

export {
  npsAnswer,
  npsQuery,
  ownSurveysAnswer,
  surveyAnswer,
  surveyIdParams,
  surveyParams,
  surveyReplyAnswer,
  surveyReplyBody,
  surveyRevealAnswer,
  type NpsAnswer,
  type OwnSurveysAnswer,
  type SurveyAnswer,
  type SurveyReplyAnswer,
  type SurveyReplyBody,
  type SurveyRevealAnswer,
} from './surveys/survey-contract.ts';
