import type { Context } from '#platform/context';
import { communitiesByIds } from '#modules/territory';
import { touchpointNames } from '#modules/touchpoints';
import type { MyOpportunity, OpportunityItem, StaffOpportunity } from '../contract.ts';
import { packagesByIds } from '../packages/package-store.ts';
import { QUOTATION_WORDS, stateAt, type Quotation } from '../quotations/quotation.ts';
import { standingQuotations } from '../quotations/quotation-store.ts';
import {
  GIVE_UP_REASONS,
  LOSS_WORDS,
  OPEN_STATES,
  OPPORTUNITY_WORDS,
  type GiveUpReason,
  type Opportunity,
} from './opportunity.ts';

/** Opportunities as screens show them, customers masked, in a few batched reads. */
export async function describeOpportunities(
  ctx: Context,
  opportunities: readonly Opportunity[],
): Promise<OpportunityItem[]> {
  const now = ctx.clock.now();
  const places = await communitiesByIds(ctx.db, [...new Set(opportunities.map((each) => each.communityId))]);
  const people = await ctx.services.vault.masked(
    ctx.db,
    opportunities.map((each) => each.personId),
    ['name', 'phone'],
  );
  const packages = await packagesByIds(
    ctx.db,
    opportunities.flatMap((each) => each.packageId ?? []),
  );
  const standing = await standingQuotations(
    ctx.db,
    opportunities.map((each) => each.visitId),
  );
  return opportunities.map((each) => {
    const place = places.get(each.communityId);
    const person = people.get(each.personId);
    return {
      visitId: each.visitId,
      state: each.state,
      stateName: OPPORTUNITY_WORDS[each.state],
      communityId: each.communityId,
      communityName: place?.name ?? '',
      cityName: place?.cityName ?? '',
      customerName: person?.name?.[0] ?? '',
      customerPhone: person?.phone?.[0] ?? '',
      packageId: each.packageId,
      packageName: each.packageId === null ? null : (packages.get(each.packageId)?.name ?? null),
      leadId: each.leadId,
      visitStartsAt: each.seller?.startsAt.toISOString() ?? null,
      visitEndsAt: each.seller?.endsAt.toISOString() ?? null,
      quotation: summaryOf(standing.get(each.visitId), now),
      openedAt: each.openedAt.toISOString(),
      closedAt: each.closedAt?.toISOString() ?? null,
      lossReasonName: each.lossReason === null ? null : LOSS_WORDS[each.lossReason],
    };
  });
}

/** For staff: with who sells and for which store. */
export async function describeForStaff(
  ctx: Context,
  opportunities: readonly Opportunity[],
): Promise<StaffOpportunity[]> {
  const items = await describeOpportunities(ctx, opportunities);
  const sellers = opportunities.map((each) => each.seller?.touchpointId ?? null);
  const nameOf = await touchpointNames(
    ctx.db,
    ctx.services.vault,
    sellers.flatMap((id) => id ?? []),
  );
  return opportunities.map((each, at) => {
    const touchpointId = sellers[at] ?? null;
    const name = touchpointId === null ? undefined : nameOf(touchpointId);
    return {
      ...(items[at] as OpportunityItem),
      cityId: each.cityId,
      storeId: each.storeId,
      touchpointId,
      sellerName: name?.name ?? '',
      sellerRoleName: name?.roleName ?? '',
    };
  });
}

/** What one opportunity says beyond lists of giving it up. The note is opened for the reader, audited. */
export async function describeGivingUp(
  ctx: Context,
  { state, personId, noteSealed }: Opportunity,
): Promise<Pick<MyOpportunity, 'giveUpReasons' | 'lossNote'>> {
  const reasons = OPEN_STATES.some((open) => open === state) ? (Object.keys(GIVE_UP_REASONS) as GiveUpReason[]) : [];
  const note =
    noteSealed === null
      ? ''
      : await ctx.transaction((tx) => ctx.services.vault.open(tx, personId, noteSealed, 'follow_up_lead'));
  return {
    giveUpReasons: reasons.map((code) => ({ code, name: GIVE_UP_REASONS[code] })),
    lossNote: typeof note === 'string' ? note : '',
  };
}

function summaryOf(quotation: Quotation | undefined, now: Date): OpportunityItem['quotation'] {
  if (quotation === undefined) return null;
  const { quotationId, revision, totalFen, validUntil } = quotation;
  const state = stateAt(quotation, now);
  return {
    quotationId,
    revision,
    totalFen,
    state,
    stateName: QUOTATION_WORDS[state],
    validUntil: validUntil.toISOString(),
  };
}
