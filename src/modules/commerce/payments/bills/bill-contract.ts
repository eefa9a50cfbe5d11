import { z } from 'zod';
import { cityId, communityId, idOf, storeId } from '#platform/fields';

const fen = z.number().int();
const time = z.iso.datetime();
const day = z.iso.date();
const provider = z.string().regex(/^[a-z][a-z0-9_]{0,19}$/);
const billId = idOf<'Bill'>();
const cursor = z.string().max(300).optional();
const limit = z.coerce.number().int().min(1).max(200).default(50);

export const BILL_STATES = ['loading', 'matched', 'failed'] as const;
export const DIFFERENCE_KINDS = ['missing_with_us', 'missing_with_them', 'amount_differs', 'state_differs'] as const;
export const DIFFERENCE_STATES = ['open', 'explained', 'agreed'] as const;
/** What mends it: ask the provider again, decide about held money, send money back, or say how it came. */
export const MENDS = ['ask', 'decide', 'refund', 'explain'] as const;

export const billParams = z.object({ billId });
export const differenceParams = z.object({ billId, differenceNo: z.coerce.number().int().positive() });

/** A provider's bill of a day. */
export const billItem = z.object({
  billId,
  provider,
  providerName: z.string(),
  sandbox: z.boolean(),
  day,
  state: z.enum(BILL_STATES),
  stateName: z.string(),
  source: z.enum(['download', 'upload']),
  payments: z.number().int(),
  paymentsFen: fen,
  refunds: z.number().int(),
  refundsFen: fen,
  /** Differences that wait for a person, and how much they make together. */
  open: z.number().int(),
  openFen: fen,
  explained: z.number().int(),
  /** Why the last file was not taken; the one before it counts then. */
  failure: z.string().nullable(),
  begunAt: time,
  matchedAt: time.nullable(),
});
export const billsQuery = z.object({
  provider: provider.optional(),
  from: day.optional(),
  to: day.optional(),
  cursor,
  limit,
});
export const billsAnswer = z.object({ items: z.array(billItem), nextCursor: z.string().nullable() });

export const fetchBillBody = z.object({ provider, day });
export const uploadBillQuery = z.object({ provider, day });

export const differenceItem = z.object({
  billId,
  differenceNo: z.number().int(),
  provider,
  providerName: z.string(),
  day,
  kind: z.enum(DIFFERENCE_KINDS),
  kindName: z.string(),
  subject: z.enum(['payment', 'refund']),
  paymentNumber: z.string(),
  refundNumber: z.string().nullable(),
  lineNo: z.number().int().nullable(),
  providerTrade: z.string().nullable(),
  cityId: cityId.nullable(),
  communityId: communityId.nullable(),
  storeId: storeId.nullable(),
  orderId: idOf<'Order'>().nullable(),
  /** Where to decide about it, or send it back. */
  paymentId: idOf<'Payment'>().nullable(),
  theirsFen: fen.nullable(),
  theirsStateName: z.string().nullable(),
  oursFen: fen.nullable(),
  oursStateName: z.string().nullable(),
  /** One sentence with the figures. */
  sentence: z.string(),
  state: z.enum(DIFFERENCE_STATES),
  stateName: z.string(),
  /** Null when it is closed. */
  mend: z.enum(MENDS).nullable(),
  reason: z.string().nullable(),
  closedAt: time.nullable(),
  foundAt: time,
});
export const differencesQuery = z.object({
  billId: billId.optional(),
  provider: provider.optional(),
  state: z.enum(DIFFERENCE_STATES).optional(),
  kind: z.enum(DIFFERENCE_KINDS).optional(),
  cursor,
  limit,
});
export const differencesAnswer = z.object({
  items: z.array(differenceItem),
  nextCursor: z.string().nullable(),
  /** Of the bill and the state that were chosen. */
  byKind: z.record(z.string(), z.number().int()),
});
export const explainBody = z.object({ reason: z.string().trim().min(2, '写一句原因').max(200) });

export type BillItem = z.infer<typeof billItem>;
export type BillsAnswer = z.infer<typeof billsAnswer>;
export type DifferenceItem = z.infer<typeof differenceItem>;
export type DifferencesAnswer = z.infer<typeof differencesAnswer>;
