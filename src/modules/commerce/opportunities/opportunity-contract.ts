import { z } from 'zod';
import { cityId, communityId, idOf, storeId, touchpointId } from '#platform/fields';
import { effectivePackage } from '../prices/price-contract.ts';
import { DISCOUNT_REASONS, quotationAnswer, quotationItem } from '../quotations/quotation-contract.ts';

const visitId = idOf<'Visit'>();
const time = z.iso.datetime();

export const OPPORTUNITY_STATES = ['open', 'quoted', 'won', 'lost'] as const;

const opportunityFacts = z.object({
  /** An opportunity goes by the id of the visit that it came from. */
  visitId,
  state: z.enum(OPPORTUNITY_STATES),
  stateName: z.string(),
  communityId,
  communityName: z.string(),
  cityName: z.string(),
  /** Masked. */
  customerName: z.string(),
  customerPhone: z.string(),
  /** What the customer asked about; null where it was nothing in particular. */
  packageId: idOf<'Package'>().nullable(),
  packageName: z.string().nullable(),
  leadId: idOf<'Lead'>().nullable(),
  /** When the visit is; null where it was called off before anything else was heard of it. */
  visitStartsAt: time.nullable(),
  visitEndsAt: time.nullable(),
  /** The newest quotation that was put before the customer, or else the draft. */
  quotation: quotationItem
    .pick({
      quotationId: true,
      revision: true,
      state: true,
      stateName: true,
      totalFen: true,
      validUntil: true,
    })
    .nullable(),
  openedAt: time,
  /** When it was won or lost. */
  closedAt: time.nullable(),
  /** Why it was lost, in words; null otherwise. */
  lossReasonName: z.string().nullable(),
});
export const opportunityItem = opportunityFacts;

export const GIVE_UP_REASONS = [
  'no_answer',
  'too_expensive',
  'chose_other',
  'not_now',
  'not_needed',
  'out_of_scope',
] as const;
export const giveUpBody = z.object({
  reason: z.enum(GIVE_UP_REASONS),
  note: z.string().trim().max(200, '最多写 200 个字').default(''),
});
const givingUp = {
  /** Out of what to choose who gives it up; empty once it is over. */
  giveUpReasons: z.array(z.object({ code: z.enum(GIVE_UP_REASONS), name: z.string() })),
  /** What was written when it was given up. */
  lossNote: z.string(),
};

export const opportunityParams = z.object({ visitId });
export const myOpportunitiesQuery = z.object({
  view: z.enum(['open', 'closed']).default('open'),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const myOpportunitiesAnswer = z.object({
  items: z.array(opportunityItem),
  nextCursor: z.string().nullable(),
});
export const myOpportunity = opportunityFacts.extend({
  /** What can be quoted here, at the prices of here and now. */
  packages: z.array(effectivePackage),
  /** The newest first, with their lines. */
  quotations: z.array(quotationAnswer),
  discountReasons: z.array(z.object({ code: z.enum(DISCOUNT_REASONS), name: z.string() })),
  /** What the seller may take off by themself, in percent of the list sum. */
  discountLimitPercent: z.number().int(),
  ...givingUp,
});

export const staffOpportunity = opportunityFacts.extend({
  cityId,
  storeId: storeId.nullable(),
  touchpointId: touchpointId.nullable(),
  sellerName: z.string(),
  sellerRoleName: z.string(),
});
export const opportunitiesQuery = z.object({
  state: z.enum(OPPORTUNITY_STATES).optional(),
  cityId: cityId.optional(),
  storeId: storeId.optional(),
  communityId: communityId.optional(),
  touchpointId: touchpointId.optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const opportunityCounts = z.object({
  byState: z.record(z.string(), z.number().int()),
  /** Quotations that were put before customers and can still be signed, and their sum. */
  quotations: z.number().int(),
  quotedFen: z.number().int(),
});
export const opportunitiesAnswer = z.object({
  items: z.array(staffOpportunity),
  nextCursor: z.string().nullable(),
  /** Over all that match, whatever the state that was chosen. */
  counts: opportunityCounts,
});
export const staffOpportunityDetail = staffOpportunity.extend({
  /** The newest first, with their lines. */
  quotations: z.array(quotationAnswer),
  ...givingUp,
});

export type GiveUpReason = (typeof GIVE_UP_REASONS)[number];
export type OpportunityItem = z.infer<typeof opportunityItem>;
export type MyOpportunity = z.infer<typeof myOpportunity>;
export type StaffOpportunity = z.infer<typeof staffOpportunity>;
export type StaffOpportunityDetail = z.infer<typeof staffOpportunityDetail>;
export type OpportunitiesAnswer = z.infer<typeof opportunitiesAnswer>;
