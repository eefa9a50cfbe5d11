import { z } from 'zod';
import { cityId, idOf, skuId, stockPlaceId } from '#platform/fields';
import { categoryId, reason } from '../demand/demand-contract.ts';

const time = z.iso.datetime();
const day = z.iso.date();
const fen = z.number().int();
const nextCursor = z.string().nullable();

export const supplyLineId = idOf<'SupplyLine'>();
export const supplyKind = z.enum(['order', 'transfer', 'discount']);
export const supplyState = z.enum(['proposed', 'taken', 'changed', 'refused', 'lapsed']);
export const overrideReason = z.enum([
  'event',
  'weather',
  'display',
  'supplier',
  'stock_wrong',
  'money',
  'taste',
  'other',
]);

export const supplyLine = z.object({
  lineId: supplyLineId,
  day,
  kind: supplyKind,
  cityId,
  cityName: z.string(),
  placeId: stockPlaceId,
  placeName: z.string(),
  placeKind: z.enum(['store', 'central', 'grid', 'flash']),
  /** Of a transfer. */
  fromPlaceName: z.string().nullable(),
  skuId,
  skuCode: z.string(),
  skuName: z.string(),
  unit: z.string(),
  /** Units; of a discount the price in fen. */
  proposed: z.number().int(),
  decided: z.number().int().nullable(),
  state: supplyState,
  arrivesOn: day,
  basis: z.object({
    /** Expected over so many days, and the band that eight days of ten lie in. */
    mean: z.number(),
    low: z.number(),
    high: z.number(),
    days: z.number().int(),
    stock: z.number(),
    onTheWay: z.number(),
    expiring: z.number(),
    level: z.number(),
    keepsDays: z.number().int().nullable(),
    pack: z.number().int(),
    missingShare: z.number(),
    priceFen: fen,
    costFen: fen,
    cutBy: z.enum(['budget', 'room', 'central']).nullable(),
    km: z.number().nullable(),
    reasons: z.array(reason),
  }),
  worthFen: fen,
  reason: overrideReason.nullable(),
  reasonName: z.string().nullable(),
  note: z.string(),
  decidedAt: time.nullable(),
  revision: z.number().int(),
});

const filter = {
  /** Today without it. */
  day: day.optional(),
  kind: supplyKind.optional(),
  state: supplyState.optional(),
  cityId: cityId.optional(),
  placeId: stockPlaceId.optional(),
  /** Those below it included. */
  categoryId: categoryId.optional(),
  /** Part of an item's code or name. */
  text: z.string().max(100).optional(),
};
export const supplyQuery = z.object({
  ...filter,
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const supplyExportQuery = z.object(filter);
export const supplyCount = z.object({
  kind: supplyKind,
  state: supplyState,
  lines: z.number().int(),
  units: z.number(),
  /** What orders cost. */
  costFen: z.number(),
  worthFen: z.number(),
});
export const supplyAnswer = z.object({
  day,
  items: z.array(supplyLine),
  nextCursor,
  /** By kind and state, over all of the day that match. */
  counts: z.array(supplyCount),
  /** The last day that the forecast knew; null while there is none. */
  origin: day.nullable(),
  /** Categories whose forecasts have lain on one side of what came for two weeks; above zero: too high. */
  drifting: z.array(z.object({ name: z.string(), bias: z.number() })),
});

export const decideBody = z.object({
  decisions: z
    .array(
      z.object({
        lineId: supplyLineId,
        revision: z.number().int().min(1),
        /** Units, or the price of a discount in fen; null to do nothing. */
        decided: z.number().int().min(0).max(10_000_000).nullable(),
      }),
    )
    .min(1)
    .max(500)
    .refine((all) => new Set(all.map(({ lineId }) => lineId)).size === all.length, { error: '同一行写了两次' }),
  /** Why, where anything is decided otherwise than proposed. */
  reason: overrideReason.nullable(),
  note: z.string().trim().max(200).default(''),
});
export const decideAnswer = z.object({ items: z.array(supplyLine) });

export const comparisonAnswer = z.object({
  items: z.array(
    z.object({
      reason: z.string(),
      reasonName: z.string(),
      lines: z.number().int(),
      missing: z.number(),
      left: z.number(),
      missingAsProposed: z.number(),
      leftAsProposed: z.number(),
    }),
  ),
});

const terms = {
  leadDays: z.number().int().min(1).max(5),
  everyDays: z.number().int().min(1).max(7),
  pack: z.number().int().min(1).max(10_000),
  minimum: z.number().int().min(0).max(100_000),
  keepsDays: z.number().int().min(1).max(3_650).nullable(),
  missingMargins: z.number().min(0.1).max(20),
};
export const ruleAnswer = z.object({
  subjectId: z.uuid(),
  subjectKind: z.enum(['category', 'sku']),
  name: z.string(),
  ...terms,
  revision: z.number().int(),
});
export const limitAnswer = z.object({
  placeId: stockPlaceId,
  placeName: z.string(),
  budgetFen: fen.nullable(),
  roomUnits: z.number().int().nullable(),
  revision: z.number().int(),
});
export const rulesAnswer = z.object({
  /** Where nobody said anything. */
  usual: z.object(terms),
  rules: z.array(ruleAnswer),
  limits: z.array(limitAnswer),
});
export const ruleParams = z.object({ subjectId: z.uuid() });
/** Without terms the rule of what lies above counts again. */
export const ruleBody = z.object({
  subjectKind: z.enum(['category', 'sku']),
  terms: z.object(terms).nullable(),
  expectedRevision: z.number().int().min(0),
});
export const limitParams = z.object({ placeId: stockPlaceId });
export const limitBody = z.object({
  budgetFen: fen.min(0).max(100_000_000_00).nullable(),
  roomUnits: z.number().int().min(0).max(10_000_000).nullable(),
  expectedRevision: z.number().int().min(0),
});
export const supplyChoices = z.object({ reasons: z.array(z.object({ code: overrideReason, name: z.string() })) });

export type SupplyLineAnswer = z.output<typeof supplyLine>;
export type SupplyAnswerJson = z.output<typeof supplyAnswer>;
export type SupplyCountAnswer = z.output<typeof supplyCount>;
export type DecideBody = z.input<typeof decideBody>;
export type OverrideReasonCode = z.output<typeof overrideReason>;
export type SupplyRulesAnswer = z.output<typeof rulesAnswer>;
export type SupplyRuleAnswer = z.output<typeof ruleAnswer>;
export type SupplyLimitAnswer = z.output<typeof limitAnswer>;
export type ComparisonAnswer = z.output<typeof comparisonAnswer>;
