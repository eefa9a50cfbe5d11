import type { Context } from '#platform/context';
import { communitiesByIds } from '#modules/territory';
import { touchpointNames } from '#modules/touchpoints';
import type { OwnQuotation, QuotationAnswer, QuotationItem, QuotationLineAnswer, StaffQuotation } from '../contract.ts';
import { QUOTATION_WORDS, stateAt, type Quotation, type QuotationLine } from './quotation.ts';

/** Quotations with their lines, as the seller sees them; places in one batched read. */
export async function describeQuotations(ctx: Context, quotations: readonly Quotation[]): Promise<QuotationAnswer[]> {
  const items = await describeItems(ctx, quotations);
  return items.map((item, at) => ({ ...item, lines: (quotations[at]?.lines ?? []).map(lineJson) }));
}

/** The same for the customer, with who sells. */
export async function describeOwnQuotations(ctx: Context, quotations: readonly Quotation[]): Promise<OwnQuotation[]> {
  const items = await describeQuotations(ctx, quotations);
  const sellers = await sellersOf(ctx, quotations);
  return items.map((item, at) => ({ ...item, ...sellers(at) }));
}

/** For staff: where, who sells, and for whom, masked. */
export async function describeStaffQuotations(
  ctx: Context,
  quotations: readonly Quotation[],
): Promise<StaffQuotation[]> {
  const items = await describeItems(ctx, quotations);
  const sellers = await sellersOf(ctx, quotations);
  const people = await ctx.services.vault.masked(
    ctx.db,
    quotations.map((each) => each.personId),
    ['name', 'phone'],
  );
  return quotations.map((each, at) => {
    const person = people.get(each.personId);
    return {
      ...(items[at] as QuotationItem),
      ...sellers(at),
      cityId: each.cityId,
      storeId: each.storeId,
      touchpointId: each.touchpointId,
      customerName: person?.name?.[0] ?? '',
      customerPhone: person?.phone?.[0] ?? '',
    };
  });
}

async function sellersOf(ctx: Context, quotations: readonly Quotation[]) {
  const nameOf = await touchpointNames(
    ctx.db,
    ctx.services.vault,
    quotations.map((each) => each.touchpointId),
  );
  const names = quotations.map((each) => nameOf(each.touchpointId));
  return (at: number) => ({ sellerName: names[at]?.name ?? '', sellerRoleName: names[at]?.roleName ?? '' });
}

async function describeItems(ctx: Context, quotations: readonly Quotation[]): Promise<QuotationItem[]> {
  const now = ctx.clock.now();
  const places = await communitiesByIds(ctx.db, [...new Set(quotations.map((each) => each.communityId))]);
  return quotations.map((each) => {
    const place = places.get(each.communityId);
    const state = stateAt(each, now);
    return {
      quotationId: each.quotationId,
      visitId: each.visitId,
      revision: each.revision,
      state,
      stateName: QUOTATION_WORDS[state],
      packageId: each.packageId,
      packageName: each.packageName,
      communityId: each.communityId,
      communityName: place?.name ?? '',
      cityName: place?.cityName ?? '',
      listFen: each.listFen,
      discountFen: each.discountFen,
      totalFen: each.totalFen,
      depositFen: each.depositFen,
      validUntil: each.validUntil.toISOString(),
      createdAt: each.createdAt.toISOString(),
      sentAt: each.sentAt?.toISOString() ?? null,
      closedAt: each.closedAt?.toISOString() ?? null,
    };
  });
}

export const lineJson = ({ quantityHundredths, ...line }: QuotationLine): QuotationLineAnswer => ({
  ...line,
  quantity: quantityHundredths / 100,
});
