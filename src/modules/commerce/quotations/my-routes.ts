import { NotFound } from '#kernel/errors';
import { fen } from '#kernel/money';
import type { Context } from '#platform/context';
import { defineRoute, Reply, type Route } from '#platform/http';
import {
  draftQuotationBody,
  opportunityParams,
  quotationAnswer,
  quotationParams,
  sendQuotationBody,
  type DraftQuotationBody,
  type QuotationAnswer,
} from '../contract.ts';
import { seller } from '../opportunities/own-sale.ts';
import type { Asked } from './compose.ts';
import { describeQuotations } from './describe-quotations.ts';
import { draftQuotation } from './draft-quotation.ts';
import type { Quotation } from './quotation.ts';
import { soldQuotation } from './quotation-store.ts';
import { sendQuotation } from './send-quotation.ts';
import { withdrawQuotation } from './withdraw-quotation.ts';

const act = { permission: 'quote.act' } as const;

/** The contract allows two decimals: rounding undoes what floating point made of them. */
const hundredths = (quantity: number): number => Math.round(quantity * 100);

const askedOf = ({ quantity, options, discount }: DraftQuotationBody): Asked => ({
  quantityHundredths: hundredths(quantity),
  options: options.map((option) => ({ code: option.code, quantityHundredths: hundredths(option.quantity) })),
  discount: discount === null ? null : { ...discount, amountFen: fen(discount.amountFen) },
});

async function describeOne(ctx: Context, quotation: Quotation): Promise<QuotationAnswer> {
  const [described] = await describeQuotations(ctx, [quotation]);
  return described as QuotationAnswer;
}

export const myQuotationRoutes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/api/commerce/my/opportunities/:visitId/quotations',
    summary: 'Draft a quotation at the prices of the place and of now; it takes the place of my draft before',
    access: act,
    params: opportunityParams,
    body: draftQuotationBody,
    answer: quotationAnswer,
    handle: async (ctx, { params: { visitId }, body }) => {
      const drafted = await draftQuotation(ctx, { visitId, packageId: body.packageId, ...askedOf(body) });
      return new Reply(await describeOne(ctx, drafted), { status: 201 });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/my/quotations/:quotationId',
    summary: 'One quotation that I sell, with its lines',
    access: act,
    params: quotationParams,
    answer: quotationAnswer,
    handle: async (ctx, { params }) => {
      seller(ctx);
      const found = await soldQuotation(ctx.db, ctx.scope, params.quotationId);
      if (found === undefined) throw new NotFound('quotation');
      return describeOne(ctx, found);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/my/quotations/:quotationId/send',
    summary: 'Put it before the customer; where prices changed, only with the new total confirmed',
    access: act,
    params: quotationParams,
    body: sendQuotationBody,
    answer: quotationAnswer,
    handle: async (ctx, { params, body: { confirmedTotalFen: total } }) =>
      describeOne(
        ctx,
        await sendQuotation(ctx, { ...params, confirmedTotalFen: total === undefined ? total : fen(total) }),
      ),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/my/quotations/:quotationId/withdraw',
    summary: 'Take it back',
    access: act,
    params: quotationParams,
    answer: quotationAnswer,
    handle: async (ctx, { params }) => describeOne(ctx, await withdrawQuotation(ctx, params)),
  }),
];
