import { z } from 'zod';
import { cityId, communityId, idOf, pickupPointId, skuId, storeId, touchpointId, warehouseId } from '#platform/fields';

const groupBuyId = idOf<'GroupBuy'>();
const campaignId = idOf<'Campaign'>();
const teamId = idOf<'Team'>();
const fileId = idOf<'File'>();
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

/** 接龙 without a minimum, 拼团 of so many people, 阶梯 whose price falls the more is sold. */
export const GROUP_BUY_KINDS = ['open_list', 'min_size', 'tiered'] as const;
export const GROUP_BUY_STATES = ['draft', 'scheduled', 'open', 'closing', 'closed', 'cancelled'] as const;
export const GROUP_BUY_OUTCOMES = ['succeeded', 'partly', 'failed'] as const;
export const TEAM_STATES = ['open', 'filled', 'failed'] as const;
/** What makes a tier: units of the item, or people of the whole group buy. */
export const TIER_MEASURES = ['units', 'people'] as const;
/** Why a group buy was called off; a closed list, so that nothing personal is written into it. */
export const GROUP_BUY_CANCEL_REASONS = [
  'supply',
  'quality',
  'wrong_terms',
  'weather',
  'point_closed',
  'other',
] as const;

const kind = z.enum(GROUP_BUY_KINDS);
const state = z.enum(GROUP_BUY_STATES);
const outcome = z.enum(GROUP_BUY_OUTCOMES).nullable();
/** From so many units or people on, everybody pays that. */
export const tierStep = z.object({ from: units, priceFen: price });

/** How a group of people comes together; both null where no number is asked for. */
export const teamTerms = {
  /** 拼团: so many people. */
  teamSize: z.number().int().min(2).max(500).nullable(),
  /** Within so many hours, each team for itself; null: the whole community is one team until the cut-off. */
  teamHours: z.number().int().min(1).max(72).nullable(),
};

// --- Shop ---------------------------------------------------------------------------------------------------------

export const shopGroupBuysQuery = z.object({ communityId });

/** One line of a shared target across communities; of a target in money only the share is shown. */
const shopProgress = z.object({
  title: z.string(),
  kind: z.enum(['orders', 'people', 'fen']),
  target: count.nullable(),
  reached: count.nullable(),
  /** 0 to 100, rounded down. */
  percent: count,
  communities: count,
});

const shopFacts = {
  groupBuyId,
  /** Ten digits in groups, to be read aloud: 481-302-7756. */
  groupBuyNumber: z.string(),
  campaignId: campaignId.nullable(),
  cityId,
  communityId,
  communityName: z.string(),
  title: z.string(),
  words: z.string(),
  kind,
  kindName: z.string(),
  state,
  stateName: z.string(),
  outcome,
  ...teamTerms,
  tierBy: z.enum(TIER_MEASURES).nullable(),
  opensAt: time,
  cutOffAt: time,
  pickupOn: day,
  /** The leader, masked; empty where nobody leads it. */
  leaderName: z.string(),
  orders: count,
  people: count,
  units: count,
};

export const shopGroupBuyItem = z.object({
  ...shopFacts,
  /** The first things of it. */
  items: z.array(z.object({ skuId, name: z.string(), imageId: fileId.nullable(), priceFen: fen })),
  itemCount: count,
});
export const shopGroupBuysAnswer = z.object({
  /** The server's time: countdowns run against it. */
  now: time,
  items: z.array(shopGroupBuyItem),
});

/** The id, or the number that people say. */
export const shopGroupBuyParams = z.object({ key: z.string().min(10).max(40) });

export const shopTeam = z.object({
  teamId,
  state: z.enum(TEAM_STATES),
  size: count,
  /** Places that are paid, and that are held for somebody who is paying. */
  paid: count,
  held: count,
  left: count,
  /** Who began it, masked. */
  openedBy: z.string(),
  /** Seed of their picture: the same person has the same one within this group buy only. */
  openedByFace: z.string(),
  openedAt: time,
  expiresAt: time,
});

export const shopGroupBuyAnswer = z.object({
  ...shopFacts,
  now: time,
  items: z.array(
    z.object({
      skuId,
      /** Opens the product page. */
      spuId: idOf<'Spu'>(),
      name: z.string(),
      spec: z.string(),
      unit: z.string(),
      imageId: fileId.nullable(),
      priceFen: fen,
      /** What it costs outside of the group buy, where that is more. */
      originalFen: fen.nullable(),
      tiers: z.array(tierStep),
      /** What everybody pays if it closed now, and how many more make the next step. */
      tierNow: z.object({ priceFen: fen, next: z.object({ missing: count, priceFen: fen }).nullable() }).nullable(),
      /** Settled at the close of a tiered one. */
      finalFen: fen.nullable(),
      perPersonLimit: count.nullable(),
      /** Units that can still be ordered here; null where neither limit nor stock says. */
      left: count.nullable(),
      soldUnits: count,
      /** Why it cannot be ordered; null where it can. */
      notSoldWhy: z.string().nullable(),
      claimHours: count,
      shelfLifeDays: count.nullable(),
    }),
  ),
  /** The last twenty who ordered, the newest first: 「王*」. */
  joined: z.array(z.object({ name: z.string(), face: z.string(), units: count, at: time })),
  /** Teams that still take people, the fullest first; at most ten. */
  teams: z.array(shopTeam),
  progress: shopProgress.nullable(),
  pickupPoint: z.object({ pickupPointId, name: z.string(), address: z.string() }).nullable(),
});

export const shopTeamParams = z.object({ teamId });
export const shopTeamAnswer = z.object({ now: time, groupBuyId, team: shopTeam });

// --- Customers ----------------------------------------------------------------------------------------------------

export const ownTeamsAnswer = z.object({
  now: time,
  items: z.array(
    z.object({
      ...shopTeam.shape,
      groupBuyId,
      /** Ten digits in groups. */
      groupBuyNumber: z.string(),
      groupBuyTitle: z.string(),
      communityName: z.string(),
      /** Who has a place in it, first come first, masked; at most fifty. */
      members: z.array(z.object({ name: z.string(), face: z.string(), me: z.boolean(), paid: z.boolean() })),
      orderId: idOf<'Order'>(),
      /** Whether my own place is paid. */
      mine: z.enum(['held', 'paid']),
    }),
  ),
});

// --- Leaders ------------------------------------------------------------------------------------------------------

export const myGroupBuysQuery = z.object({ view: z.enum(['running', 'over']).default('running'), cursor, limit });

const leaderFacts = {
  ...shopFacts,
  pickupPointId: pickupPointId.nullable(),
  pickupPointName: z.string(),
  openedBy: z.enum(['headquarters', 'leader']),
  /** Places that are held for somebody who is paying. */
  unpaidOrders: count,
  revision: count,
  /** What can be done with it now. */
  can: z.object({ publish: z.boolean(), extend: z.boolean(), close: z.boolean(), cancel: z.boolean() }),
  /** A path of the shop, to be shared. */
  sharePath: z.string(),
};
export const myGroupBuyItem = z.object(leaderFacts);
export const myGroupBuysAnswer = z.object({ now: time, items: z.array(myGroupBuyItem), nextCursor });

/** Per item: what the leader hands out. Of a closed one as it was settled, until then as it stands. */
export const itemTotal = z.object({
  skuId,
  name: z.string(),
  unit: z.string(),
  imageId: fileId.nullable(),
  orders: count,
  units: count,
});
export const myGroupBuyAnswer = z.object({
  now: time,
  ...leaderFacts,
  items: z.array(
    z.object({
      skuId,
      name: z.string(),
      unit: z.string(),
      imageId: fileId.nullable(),
      priceFen: fen,
      tiers: z.array(tierStep),
      finalFen: fen.nullable(),
      perPersonLimit: count.nullable(),
      perCommunityLimit: count.nullable(),
      quota: count.nullable(),
    }),
  ),
  totals: z.array(itemTotal),
  teams: z.array(shopTeam),
  progress: shopProgress.nullable(),
});

/** What headquarters lets leaders sell in a community today, with the price they have to keep. */
export const leaderChoiceQuery = z.object({ communityId });
export const leaderChoiceAnswer = z.object({
  communities: z.array(z.object({ communityId, name: z.string() })),
  /** Null where none can be opened. */
  cutOffAt: time.nullable(),
  pickupOn: day.nullable(),
  /** Why no group buy can be opened here now; null where it can. */
  whyNot: z.string().nullable(),
  items: z.array(
    z.object({
      skuId,
      name: z.string(),
      unit: z.string(),
      imageId: fileId.nullable(),
      kind,
      priceFen: fen,
      originalFen: fen.nullable(),
      tiers: z.array(tierStep),
      tierBy: z.enum(TIER_MEASURES).nullable(),
      ...teamTerms,
      perPersonLimit: count.nullable(),
      perCommunityLimit: count.nullable(),
    }),
  ),
});

/** A leader chooses items and words; prices, limits and kinds are headquarters'. All items are of one kind. */
export const openGroupBuyBody = z.object({
  communityId,
  title,
  words: words.default(''),
  skuIds: z.array(skuId).min(1).max(100),
  pickupPointId: pickupPointId.optional(),
  /** Now, unless said. */
  opensAt: time.optional(),
  /** Keep it as a draft instead of opening it. */
  draft: z.boolean().default(false),
});
export const copyGroupBuyBody = z.object({ communityId });
export const copyGroupBuyAnswer = z.object({
  groupBuyId,
  /** Items of the last one that are not offered today, by name. */
  leftOut: z.array(z.string()),
});
export const openedGroupBuyAnswer = z.object({ groupBuyId, groupBuyNumber: z.string(), state });
export const groupBuyParams = z.object({ groupBuyId });
export const extendGroupBuyBody = z.object({ cutOffAt: time });
export const cancelGroupBuyBody = z.object({ reason: z.enum(GROUP_BUY_CANCEL_REASONS) });

export const participantsQuery = z.object({ cursor, limit });
export const participant = z.object({
  /** From 1, in the order in which they came: the number of the 接龙. */
  place: count,
  orderId: idOf<'Order'>(),
  orderNumber: z.string(),
  name: z.string(),
  phone: z.string(),
  state: z.enum(['awaiting_group', 'paid', 'completed']),
  stateName: z.string(),
  lines: z.array(z.object({ name: z.string(), unit: z.string(), quantity: count })),
  at: time,
});
export const participantsAnswer = z.object({ items: z.array(participant), nextCursor });
/** The list as it is copied into a chat, names masked. */
export const chatListAnswer = z.object({ text: z.string() });

// --- Staff --------------------------------------------------------------------------------------------------------

export const groupBuysQuery = z.object({
  cursor,
  limit,
  text,
  cityId: cityId.optional(),
  communityId: communityId.optional(),
  campaignId: campaignId.optional(),
  touchpointId: touchpointId.optional(),
  state: state.optional(),
  outcome: z.enum(GROUP_BUY_OUTCOMES).optional(),
  kind: kind.optional(),
  /** Cut off on these business days. */
  from: day.optional(),
  to: day.optional(),
  /** By the cut-off: the latest first, or the one that comes next. */
  order: z.enum(['latest', 'soonest']).default('latest'),
});
export const groupBuyItem = z.object({
  ...leaderFacts,
  cityName: z.string(),
  storeId: storeId.nullable(),
  placeId: warehouseId.nullable(),
  touchpointId: touchpointId.nullable(),
  goodsFen: fen,
  failedOrders: count,
  refundedFen: fen,
  cancelReason: z.enum(GROUP_BUY_CANCEL_REASONS).nullable(),
  cancelReasonName: z.string().nullable(),
  /** Of 拼团; null for other kinds. */
  teamSums: z
    .object({
      /** That still take people, and that stand. */
      open: count,
      filled: count,
      /** People that the fullest open one still misses, and when the first open one ends; null without an open one. */
      missing: count.nullable(),
      endsAt: time.nullable(),
    })
    .nullable(),
});
export const groupBuysAnswer = z.object({
  now: time,
  items: z.array(groupBuyItem),
  /** How many match, by state. */
  counts: z.partialRecord(state, count),
  nextCursor,
});
export const groupBuyAnswer = z.object({
  now: time,
  ...groupBuyItem.shape,
  items: myGroupBuyAnswer.shape.items,
  totals: z.array(itemTotal.extend({ placeId: warehouseId })),
  teams: z.array(shopTeam),
  progress: shopProgress.nullable(),
});
export const groupBuyExportQuery = groupBuysQuery.omit({ cursor: true, limit: true, order: true });

export type ShopGroupBuys = z.output<typeof shopGroupBuysAnswer>;
export type ShopGroupBuyItem = z.output<typeof shopGroupBuyItem>;
export type ShopGroupBuy = z.output<typeof shopGroupBuyAnswer>;
export type ShopTeam = z.output<typeof shopTeam>;
export type ShopTeamAnswer = z.output<typeof shopTeamAnswer>;
export type OwnTeams = z.output<typeof ownTeamsAnswer>;
export type MyGroupBuyItem = z.output<typeof myGroupBuyItem>;
export type MyGroupBuys = z.output<typeof myGroupBuysAnswer>;
export type MyGroupBuy = z.output<typeof myGroupBuyAnswer>;
export type LeaderChoice = z.output<typeof leaderChoiceAnswer>;
export type OpenGroupBuyBody = z.input<typeof openGroupBuyBody>;
export type Participants = z.output<typeof participantsAnswer>;
export type GroupBuyItem = z.output<typeof groupBuyItem>;
export type GroupBuys = z.output<typeof groupBuysAnswer>;
export type GroupBuyDetail = z.output<typeof groupBuyAnswer>;
