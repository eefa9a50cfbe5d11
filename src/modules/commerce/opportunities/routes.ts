import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { defineRoute, pageOf, timePlaceOf, type Route } from '#platform/http';
import {
  giveUpBody,
  myOpportunitiesAnswer,
  myOpportunitiesQuery,
  myOpportunity,
  opportunitiesAnswer,
  opportunitiesQuery,
  opportunityItem,
  opportunityParams,
  staffOpportunity,
  staffOpportunityDetail,
  type EffectivePackage,
  type MyOpportunity,
  type OpportunityItem,
  type StaffOpportunity,
} from '../contract.ts';
import { effectiveCatalogue, type EffectivePrices } from '../prices/effective-prices.ts';
import { QUOTED_SCENE } from '../quotations/compose.ts';
import { describeQuotations } from '../quotations/describe-quotations.ts';
import { DISCOUNT_WORDS, type DiscountReason } from '../quotations/quotation.ts';
import { quotationsOfVisit } from '../quotations/quotation-store.ts';
import { TERMS } from '../quotations/terms.ts';
import { describeForStaff, describeGivingUp, describeOpportunities } from './describe-opportunities.ts';
import { giveUpOpportunity } from './give-up-opportunity.ts';
import { CLOSED_STATES, OPEN_STATES, placeOf, type Opportunity } from './opportunity.ts';
import { countOpportunities, listOpportunities, opportunityInScope } from './opportunity-store.ts';
import { ownSale, seller } from './own-sale.ts';

const keyOf = (each: Opportunity) => [each.openedAt.getTime(), each.visitId];

export const opportunityRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/commerce/my/opportunities',
    summary: 'Homes that I measure and may quote for, the newest first, customers masked',
    access: { permission: 'quote.act' },
    query: myOpportunitiesQuery,
    answer: myOpportunitiesAnswer,
    handle: async (ctx, { query: { view, cursor, limit } }) => {
      const filter = { touchpointId: seller(ctx), states: view === 'open' ? OPEN_STATES : CLOSED_STATES };
      const page = { before: timePlaceOf(cursor), limit: limit + 1 };
      const { items, nextCursor } = pageOf(await listOpportunities(ctx.db, ctx.scope, filter, page), limit, keyOf);
      return { items: await describeOpportunities(ctx, items), nextCursor };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/my/opportunities/:visitId',
    summary: 'One of them: what can be quoted, at the prices of the place and of now, and what was quoted so far',
    access: { permission: 'quote.act' },
    params: opportunityParams,
    answer: myOpportunity,
    handle: async (ctx, { params }) => describeMine(ctx, await ownSale(ctx, params.visitId)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/opportunities',
    summary: 'Opportunities within the area of the reader, the newest first, customers masked',
    access: { permission: 'order.read' },
    query: opportunitiesQuery,
    answer: opportunitiesAnswer,
    handle: async (ctx, { query: { state, cursor, limit, ...places } }) => {
      const filter = { ...places, states: state && [state] };
      const page = { before: timePlaceOf(cursor), limit: limit + 1 };
      const { items, nextCursor } = pageOf(await listOpportunities(ctx.db, ctx.scope, filter, page), limit, keyOf);
      // The chosen state does not hide how many there are in the others.
      const counts = await countOpportunities(ctx.db, ctx.scope, places, ctx.clock.now());
      return {
        items: await describeForStaff(ctx, items),
        nextCursor,
        counts: { ...counts, byState: counts.byState as Record<string, number> },
      };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/opportunities/:visitId',
    summary: 'One of them, with everything that was quoted and why it costs what it costs',
    access: { permission: 'order.read' },
    params: opportunityParams,
    answer: staffOpportunityDetail,
    handle: async (ctx, { params }) => {
      const found = await opportunityInScope(ctx.db, ctx.scope, params.visitId);
      if (found === undefined) throw new NotFound('opportunity');
      const [item] = await describeForStaff(ctx, [found]);
      const quotations = await quotationsOfVisit(ctx.db, found.cityId, found.visitId);
      return {
        ...(item as StaffOpportunity),
        quotations: await describeQuotations(ctx, quotations),
        ...(await describeGivingUp(ctx, found)),
      };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/my/opportunities/:visitId/give-up',
    summary: 'Give up one that I sell, with the reason; what was quoted is taken back',
    access: { permission: 'quote.act' },
    params: opportunityParams,
    body: giveUpBody,
    answer: opportunityItem,
    handle: async (ctx, { params, body }) => {
      const [item] = await describeOpportunities(ctx, [
        await giveUpOpportunity(ctx, { ...params, ...body, by: 'seller' }),
      ]);
      return item as OpportunityItem;
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/opportunities/:visitId/give-up',
    summary: 'Give up one of the area, with the reason; what was quoted is taken back',
    access: { permission: 'lead.act' },
    params: opportunityParams,
    body: giveUpBody,
    answer: staffOpportunity,
    handle: async (ctx, { params, body }) => {
      const [item] = await describeForStaff(ctx, [await giveUpOpportunity(ctx, { ...params, ...body, by: 'staff' })]);
      return item as StaffOpportunity;
    },
  }),
];

async function describeMine(ctx: Context, opportunity: Opportunity): Promise<MyOpportunity> {
  const [item] = await describeOpportunities(ctx, [opportunity]);
  const asked = { scene: QUOTED_SCENE, place: placeOf(opportunity), at: ctx.clock.now() } as const;
  const quotations = await quotationsOfVisit(ctx.db, opportunity.cityId, opportunity.visitId);
  return {
    ...(item as OpportunityItem),
    packages: (await effectiveCatalogue(ctx.db, asked)).map(packageJson),
    quotations: await describeQuotations(ctx, quotations),
    discountReasons: (Object.keys(DISCOUNT_WORDS) as DiscountReason[]).map((code) => ({
      code,
      name: DISCOUNT_WORDS[code],
    })),
    discountLimitPercent: TERMS.discountLimitPercent,
    ...(await describeGivingUp(ctx, opportunity)),
  };
}

const packageJson = ({
  scene: _,
  active: _active,
  passedOver: _others,
  options,
  ...it
}: EffectivePrices): EffectivePackage => ({
  ...it,
  options: options.map(({ passedOver: _overruled, ...option }) => option),
});
