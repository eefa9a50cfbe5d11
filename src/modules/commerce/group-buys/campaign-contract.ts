import { z } from 'zod';
import { cityId, communityId, idOf, skuId, warehouseId } from '#platform/fields';
import {
  cancelGroupBuyBody,
  GROUP_BUY_KINDS,
  GROUP_BUY_OUTCOMES,
  GROUP_BUY_STATES,
  teamTerms,
  TIER_MEASURES,
  tierStep,
} from './group-buy-contract.ts';

const campaignId = idOf<'Campaign'>();
const categoryId = idOf<'Category'>();
const fileId = idOf<'File'>();
const leaderItemId = idOf<'LeaderItem'>();
const cutOffRuleId = idOf<'CutOffRule'>();
const time = z.iso.datetime();
const day = z.iso.date();
const fen = z.number().int();
const price = z.number().int().min(1).max(100_000_00);
const units = z.number().int().min(1).max(1_000_000);
const cursor = z.string().max(200).optional();
const limit = z.coerce.number().int().min(1).max(200).default(50);
const nextCursor = z.string().nullable();
const text = z.string().max(100).optional();
const title = z.string().trim().min(2).max(30);
const words = z.string().trim().max(200);
const count = z.number().int();
const kind = z.enum(GROUP_BUY_KINDS);
const state = z.enum(GROUP_BUY_STATES);

export const CAMPAIGN_STATES = ['draft', 'launching', 'launched', 'cancelled'] as const;
export const TARGET_KINDS = ['orders', 'people', 'fen'] as const;

/** What is sold, as it is put in; limits are units, null for none. */
export const groupBuyItemBody = z.object({
  skuId,
  /** Of a tiered one what everybody pays first. */
  priceFen: price,
  /** Of a tiered one: rising from, falling prices, all below `priceFen`. */
  tiers: z.array(tierStep).max(5).default([]),
  perPersonLimit: z.number().int().min(1).max(999).nullable().default(null),
  perCommunityLimit: units.nullable().default(null),
  /** What will be bought for one community: put in as incoming at its warehouse when it opens, and never sold beyond. */
  quota: units.nullable().default(null),
});

/** Whole cities, or these communities of them. */
const reach = { cityIds: z.array(cityId).min(1).max(50), communityIds: z.array(communityId).max(2_000).default([]) };

export const campaignBody = z
  .object({
    title,
    words: words.default(''),
    kind,
    ...teamTerms,
    tierBy: z.enum(TIER_MEASURES).nullable(),
    ...reach,
    items: z.array(groupBuyItemBody).min(1).max(100),
    opensAt: time,
    /** Null: by the rules of each city and product. */
    cutOffAt: time.nullable(),
    target: z.object({ kind: z.enum(TARGET_KINDS), amount: z.number().int().min(1) }).nullable(),
  })
  .strict();
export const campaignParams = z.object({ campaignId });
export const campaignItem = z.object({
  campaignId,
  title: z.string(),
  words: z.string(),
  kind,
  kindName: z.string(),
  state: z.enum(CAMPAIGN_STATES),
  stateName: z.string(),
  ...teamTerms,
  tierBy: z.enum(TIER_MEASURES).nullable(),
  cityIds: z.array(cityId),
  cityNames: z.array(z.string()),
  /** Empty: all communities of the cities. */
  communityIds: z.array(communityId),
  opensAt: time,
  cutOffAt: time.nullable(),
  target: z.object({ kind: z.enum(TARGET_KINDS), amount: count }).nullable(),
  /** Of a launch: how many communities were looked at, of how many, and group buys that stand. */
  launch: z.object({ done: count, total: count, opened: count, leftOut: count }),
  orders: count,
  people: count,
  units: count,
  goodsFen: fen,
  /** Of the target; null without one. */
  percent: count.nullable(),
  revision: count,
  createdAt: time,
});
export const campaignsQuery = z.object({ cursor, limit, state: z.enum(CAMPAIGN_STATES).optional(), text });
export const campaignsAnswer = z.object({ items: z.array(campaignItem), nextCursor });
export const campaignAnswer = campaignItem.extend({
  items: z.array(
    groupBuyItemBody.extend({ name: z.string(), unit: z.string(), imageId: fileId.nullable(), listFen: fen }),
  ),
  /** Those that it names, as far as the reader may know of them. */
  communities: z.array(z.object({ communityId, name: z.string(), cityId })),
  /** Its group buys by state, and closed ones by outcome. */
  groupBuys: z.object({
    byState: z.partialRecord(state, count),
    byOutcome: z.partialRecord(z.enum(GROUP_BUY_OUTCOMES), count),
  }),
});
/** What a launch would do, before it does. Lists name at most 200. */
export const campaignPreviewAnswer = z.object({
  communities: count,
  ready: count,
  leftOut: z.array(
    z.object({
      communityId,
      name: z.string(),
      why: z.enum(['no_warehouse', 'no_point', 'not_sold', 'too_late']),
      words: z.string(),
    }),
  ),
  leftOutTotal: count,
  /** Quotas that would be put in, by warehouse. */
  quotas: z.array(z.object({ placeId: warehouseId, skuId, units: count })),
  cutOffAt: time.nullable(),
  pickupOn: day.nullable(),
});
export const cancelCampaignBody = cancelGroupBuyBody;

/** What headquarters lets leaders sell: the frame of price and limits. */
export const leaderItemBody = z.object({
  /** Null: everywhere. */
  cityId: cityId.nullable(),
  skuId,
  kind,
  ...teamTerms,
  tierBy: z.enum(TIER_MEASURES).nullable(),
  priceFen: price,
  tiers: z.array(tierStep).max(5).default([]),
  perPersonLimit: z.number().int().min(1).max(999).nullable().default(null),
  perCommunityLimit: units.nullable().default(null),
  quota: units.nullable().default(null),
  /** Business days, both included; null for no end. */
  from: day,
  to: day.nullable(),
});
export const leaderItemParams = z.object({ leaderItemId });
export const leaderItemAnswer = leaderItemBody.extend({
  leaderItemId,
  name: z.string(),
  unit: z.string(),
  cityName: z.string().nullable(),
  revision: count,
});
export const leaderItemsQuery = z.object({ cursor, limit, cityId: cityId.optional(), on: day.optional() });
export const leaderItemsAnswer = z.object({ items: z.array(leaderItemAnswer), nextCursor });

export const frameRemovedAnswer = z.object({ removed: z.literal(true) });

/** When it closes and when it can be picked up; the nearest area counts, and within it a category before all goods. */
export const cutOffRuleBody = z.object({
  areaKind: z.enum(['all', 'region', 'city']),
  /** Null exactly for `all`. */
  areaId: z.uuid().nullable(),
  /** Null: all goods. */
  categoryId: categoryId.nullable(),
  /** Minutes after midnight, Asia/Shanghai; 1200 is 20:00. */
  minute: z.number().int().min(0).max(1_439),
  /** Business days from the cut-off to pick-up; rest days of the point come on top. */
  pickupDays: z.number().int().min(0).max(14),
});
export const cutOffRuleParams = z.object({ cutOffRuleId });
export const cutOffRuleAnswer = cutOffRuleBody.extend({
  cutOffRuleId,
  areaName: z.string(),
  categoryName: z.string().nullable(),
  /** 「20:00」 */
  clock: z.string(),
  revision: count,
});
export const cutOffRulesAnswer = z.object({
  items: z.array(cutOffRuleAnswer),
  /** What holds where no rule does. */
  fallback: z.object({ minute: count, clock: z.string(), pickupDays: count }),
});

export type CampaignBody = z.input<typeof campaignBody>;
export type CampaignItem = z.output<typeof campaignItem>;
export type Campaigns = z.output<typeof campaignsAnswer>;
export type CampaignDetail = z.output<typeof campaignAnswer>;
export type CampaignPreview = z.output<typeof campaignPreviewAnswer>;
export type LeaderItemBody = z.input<typeof leaderItemBody>;
export type LeaderItemAnswer = z.output<typeof leaderItemAnswer>;
export type LeaderItems = z.output<typeof leaderItemsAnswer>;
export type CutOffRuleBody = z.input<typeof cutOffRuleBody>;
export type CutOffRuleAnswer = z.output<typeof cutOffRuleAnswer>;
export type CutOffRules = z.output<typeof cutOffRulesAnswer>;
