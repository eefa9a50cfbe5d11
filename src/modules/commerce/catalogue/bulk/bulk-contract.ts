import { z } from 'zod';
import { idOf, skuId, userId } from '#platform/fields';
import { area, categoryId, productFilter } from '../catalogue-contract.ts';

const editId = idOf<'BulkEdit'>();
const time = z.iso.datetime();
const cursor = z.string().max(200).optional();
const limit = z.coerce.number().int().min(1).max(200).default(50);
const nextCursor = z.string().nullable();
export const MAX_BULK_ROWS = 2_000;

export const ROUNDINGS = ['none', 'ninety', 'half'] as const;
/** Chosen one by one, or everything that a filter finds; at most 2,000 SKUs. */
export const bulkSelection = z.union([
  z.object({ skuIds: z.array(skuId).min(1).max(MAX_BULK_ROWS) }),
  z.object({
    filter: z.object({
      text: productFilter.text,
      categoryId: productFilter.categoryId,
      kind: productFilter.kind,
      active: z.boolean().optional(),
    }),
  }),
]);
export const bulkChange = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('price'),
    ...area,
    /** `set` to fen, `add` fen (may be negative), `percent` in basis points: 500 is 5 % more. */
    by: z.enum(['set', 'add', 'percent']),
    amount: z.number().int().min(-100_000_000_00).max(100_000_000_00),
    /** `ninety` to the nearest price that ends in .9, `half` to one that ends in .5. */
    rounding: z.enum(ROUNDINGS).default('none'),
    from: z.iso.date(),
    to: z.iso.date().nullable().default(null),
  }),
  z.object({
    kind: z.literal('listing'),
    ...area,
    listed: z.boolean(),
    from: z.iso.date(),
    to: z.iso.date().nullable().default(null),
  }),
  z.object({ kind: z.literal('category'), categoryId }),
  z.object({ kind: z.literal('active'), active: z.boolean() }),
]);
export const bulkPreviewBody = z.object({ selection: bulkSelection, change: bulkChange });
export const bulkCommitBody = bulkPreviewBody.extend({
  /** Of the preview: what it showed must still be what would be done. */
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
});
export const bulkRow = z.object({
  skuId,
  code: z.string(),
  name: z.string(),
  /** `same` would change nothing, `bad` cannot be done. */
  verdict: z.enum(['change', 'same', 'bad']),
  /** In words: 「¥3.90」, 「在卖」, 「生鲜 / 蔬菜」. */
  before: z.string(),
  after: z.string(),
  beforeFen: z.number().int().nullable(),
  afterFen: z.number().int().nullable(),
  /** What else it does (「结束：杭州价目，11月1日起」), or why it cannot be done. */
  note: z.string().nullable(),
});
export const bulkPreviewAnswer = z.object({
  changes: z.number().int(),
  same: z.number().int(),
  bad: z.number().int(),
  /** All that are bad and those that change, the first 200. */
  rows: z.array(bulkRow),
  fingerprint: z.string(),
});
export const bulkEditAnswer = z.object({
  editId,
  /** 「杭州价格 +5%，11月1日起」 */
  title: z.string(),
  kind: z.enum(['price', 'listing', 'category', 'active']),
  changed: z.number().int(),
  madeBy: userId.nullable(),
  madeAt: time,
  undoneAt: time.nullable(),
});
export const bulkEditsQuery = z.object({ cursor, limit });
export const bulkEditsAnswer = z.object({ items: z.array(bulkEditAnswer), nextCursor });
export const bulkEditParams = z.object({ editId });
export const undoBulkAnswer = z.object({
  undone: z.number().int(),
  /** Somebody changed these since: they stay as they are. */
  skipped: z.array(z.object({ skuId, code: z.string(), name: z.string() })),
});

export type BulkSelection = z.infer<typeof bulkSelection>;
export type BulkChange = z.infer<typeof bulkChange>;
export type BulkRow = z.infer<typeof bulkRow>;
export type BulkPreview = z.infer<typeof bulkPreviewAnswer>;
export type BulkEditAnswer = z.infer<typeof bulkEditAnswer>;
