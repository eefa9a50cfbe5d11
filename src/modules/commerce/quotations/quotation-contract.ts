import { z } from 'zod';
import { cityId, communityId, idOf, storeId, touchpointId } from '#platform/fields';

const quotationId = idOf<'Quotation'>();
const visitId = idOf<'Visit'>();
const packageId = idOf<'Package'>();
const time = z.iso.datetime();
const fen = z.number().int();

export const QUOTATION_STATES = ['draft', 'sent', 'signed', 'superseded', 'withdrawn', 'expired'] as const;
export const LINE_KINDS = ['package', 'option', 'discount'] as const;
/** Why something is taken off; a closed list, so that nothing personal is written into it. */
export const DISCOUNT_REASONS = ['several_works', 'neighbours', 'returning', 'show_home', 'goodwill'] as const;

/** At most two decimals; whole where the unit is counted. */
const quantity = z.number().positive().max(2_000).multipleOf(0.01, '数量最多两位小数');

/** What is quoted. Prices are never sent: the server knows them. */
export const draftQuotationBody = z
  .object({
    packageId,
    /** How many of the package; of one that is priced by ㎡, the area. */
    quantity: quantity.default(1),
    options: z.array(z.object({ code: z.string().max(40), quantity })).max(50),
    discount: z.object({ amountFen: z.number().int().positive(), reason: z.enum(DISCOUNT_REASONS) }).nullable(),
  })
  .refine(({ options }) => new Set(options.map(({ code }) => code)).size === options.length, {
    path: ['options'],
    message: '同一选项只写一行',
  });

export const quotationLine = z.object({
  kind: z.enum(LINE_KINDS),
  /** Of the option, or of the reason for a discount; null for the package. */
  code: z.string().nullable(),
  name: z.string(),
  unit: z.string(),
  quantity: z.number(),
  unitPriceFen: fen,
  /** Negative for a discount. All lines sum to the total. */
  amountFen: fen,
  /** Which price list, from when; for a discount the reason. */
  why: z.string(),
});

export const quotationItem = z.object({
  quotationId,
  visitId,
  /** From 1, one more with each on the same opportunity. */
  revision: z.number().int().positive(),
  /** A sent one whose time is over says `expired` from that moment on. */
  state: z.enum(QUOTATION_STATES),
  stateName: z.string(),
  packageId,
  packageName: z.string(),
  communityId,
  communityName: z.string(),
  cityName: z.string(),
  listFen: fen,
  discountFen: fen,
  totalFen: fen,
  depositFen: fen,
  validUntil: time,
  createdAt: time,
  sentAt: time.nullable(),
  /** When it was signed, or ended otherwise. */
  closedAt: time.nullable(),
});
export const quotationAnswer = quotationItem.extend({ lines: z.array(quotationLine) });

/** For the customer: who sells, masked, with everything else as it was sent. */
export const ownQuotation = quotationAnswer.extend({ sellerName: z.string(), sellerRoleName: z.string() });
export const ownQuotationsAnswer = z.object({ items: z.array(ownQuotation) });

/** For staff: where, who sells, for whom, masked. */
export const staffQuotation = quotationItem.extend({
  cityId,
  storeId: storeId.nullable(),
  touchpointId,
  sellerName: z.string(),
  sellerRoleName: z.string(),
  customerName: z.string(),
  customerPhone: z.string(),
});
export const quotationsQuery = z.object({
  state: z.enum(QUOTATION_STATES).optional(),
  cityId: cityId.optional(),
  storeId: storeId.optional(),
  communityId: communityId.optional(),
  touchpointId: touchpointId.optional(),
  visitId: visitId.optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const quotationsAnswer = z.object({ items: z.array(staffQuotation), nextCursor: z.string().nullable() });
export const staffQuotationAnswer = staffQuotation.extend({ lines: z.array(quotationLine) });

export const quotationParams = z.object({ quotationId });
/**
 * Where prices changed since the draft, sending answers 409 `quotation-prices-changed`, a problem with members of
 * this shape beside `detail`; sent again with `confirmedTotalFen` it goes out at the new prices.
 */
export const sendQuotationBody = z.object({ confirmedTotalFen: fen.optional() });
export const pricesChanged = z.object({
  totalFen: fen,
  changes: z.array(z.object({ name: z.string(), fromFen: fen, toFen: fen, why: z.string() })),
});

export type DraftQuotationBody = z.infer<typeof draftQuotationBody>;
export type QuotationAnswer = z.infer<typeof quotationAnswer>;
export type QuotationItem = z.infer<typeof quotationItem>;
export type QuotationLineAnswer = z.infer<typeof quotationLine>;
export type PricesChanged = z.infer<typeof pricesChanged>;
export type OwnQuotation = z.infer<typeof ownQuotation>;
export type StaffQuotation = z.infer<typeof staffQuotation>;
