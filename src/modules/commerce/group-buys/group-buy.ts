import { IllegalMove, Refusal } from '#kernel/errors';
import type { CityId, CommunityId, Id, PickupPointId, SkuId, StoreId, TouchpointId, WarehouseId } from '#kernel/ids';
import type { Fen } from '#kernel/money';
import type { Random } from '#kernel/random';
import { checkDigit } from '../orders/order-number.ts';
import { drawDigits } from '../orders/parcel.ts';
import type { TierMeasure, TierStep } from './tier.ts';

export type GroupBuyId = Id<'GroupBuy'>;
export type CampaignId = Id<'Campaign'>;

export const GROUP_BUY_KINDS = { open_list: '接龙', min_size: '拼团', tiered: '阶梯价' } as const;
export type GroupBuyKind = keyof typeof GROUP_BUY_KINDS;

/** 草稿 → 待开团 → 进行中 → 结算中 → 已截单, or 已取消 instead; from 进行中 on calling off is settled, too. */
export const GROUP_BUY_STATES = {
  draft: '草稿',
  scheduled: '待开团',
  open: '进行中',
  closing: '结算中',
  closed: '已截单',
  cancelled: '已取消',
} as const;
export type GroupBuyState = keyof typeof GROUP_BUY_STATES;

/** 全部成团, 部分成团, 未成团. */
export const OUTCOMES = { succeeded: '已成团', partly: '部分成团', failed: '未成团' } as const;
export type Outcome = keyof typeof OUTCOMES;

/** The legal moves. Whatever took orders is closed by settling them: nothing goes from `open` to an end at once. */
const MOVES: Readonly<Record<GroupBuyState, readonly GroupBuyState[]>> = {
  draft: ['scheduled', 'open', 'cancelled'],
  scheduled: ['open', 'cancelled'],
  open: ['closing'],
  closing: ['closed', 'cancelled'],
  closed: [],
  cancelled: [],
};
export const RUNNING_STATES: readonly GroupBuyState[] = ['draft', 'scheduled', 'open', 'closing'];
export const OVER_STATES: readonly GroupBuyState[] = ['closed', 'cancelled'];
/** What neighbours see: drafts are nobody's but the leader's; the link of one that was called off says so. */
export const SHOP_STATES: readonly GroupBuyState[] = ['scheduled', 'open', 'closing', 'closed', 'cancelled'];

export const GROUP_BUY_CANCEL_REASONS = {
  supply: '货源有变',
  quality: '品质问题',
  wrong_terms: '价格或内容填错了',
  weather: '天气原因',
  point_closed: '自提点暂停',
  other: '其他原因',
} as const;
export type GroupBuyCancelReason = keyof typeof GROUP_BUY_CANCEL_REASONS;

/** How people come together, and what makes the price fall. */
export interface GroupTerms {
  readonly kind: GroupBuyKind;
  /** 拼团 only: so many people. */
  readonly teamSize: number | null;
  /** Each team within so many hours; null: the whole community is one team until the cut-off. */
  readonly teamHours: number | null;
  /** 阶梯 only. */
  readonly tierBy: TierMeasure | null;
}

/** What is sold, at which price and with which limits, in units. */
export interface ItemTerms {
  readonly skuId: SkuId;
  /** Of a tiered one what everybody pays first. */
  readonly priceFen: Fen;
  readonly tiers: readonly TierStep[];
  readonly perPersonLimit: number | null;
  readonly perCommunityLimit: number | null;
  /** Put in as incoming when it opens; never sold beyond. */
  readonly quota: number | null;
}

export interface GroupBuyItem extends ItemTerms {
  /** Units taken; counted only where there is a limit. */
  readonly taken: number;
  /** Of a tiered one, once it is settled. */
  readonly finalFen: Fen | null;
}

export interface GroupBuy extends GroupTerms {
  readonly cityId: CityId;
  readonly groupBuyId: GroupBuyId;
  /** Ten digits. */
  readonly groupBuyNumber: string;
  readonly campaignId: CampaignId | null;
  readonly communityId: CommunityId;
  readonly storeId: StoreId | null;
  /** The leader. */
  readonly touchpointId: TouchpointId | null;
  readonly pickupPointId: PickupPointId;
  /** The grid warehouse that supplies the community. */
  readonly placeId: WarehouseId;
  readonly title: string;
  readonly words: string;
  readonly state: GroupBuyState;
  readonly outcome: Outcome | null;
  readonly openedBy: 'headquarters' | 'leader';
  readonly opensAt: Date;
  readonly cutOffAt: Date;
  /** Business day. */
  readonly pickupOn: string;
  readonly cancelReason: GroupBuyCancelReason | null;
  /** Grows by one with every change of it: who saves must have seen the one before. */
  readonly revision: number;
  readonly createdAt: Date;
  readonly openedAt: Date | null;
  /** When nobody could join any more. */
  readonly frozenAt: Date | null;
  readonly closedAt: Date | null;
}

/** Nobody can join it any more, or not yet. */
export class GroupBuyClosed extends Refusal {
  constructor(why: 'over' | 'early') {
    super(why === 'over' ? 'group-buy-closed' : 'group-buy-not-open', 'conflict');
  }
}

/** Something that was asked for is not sold in it. */
export class NotInGroupBuy extends Refusal {
  constructor(skuIds: readonly SkuId[]) {
    super('not-in-group-buy', 'conflict', { count: skuIds.length }, { more: { skuIds } });
  }
}

/** So many units are more than one person, or the community, may take. `left` units could still be had. */
export class LimitReached extends Refusal {
  constructor(of: 'person' | 'community', skuId: SkuId, left: number) {
    super(
      of === 'person' ? 'person-limit-reached' : 'community-limit-reached',
      'conflict',
      { left },
      { more: { skuId, left } },
    );
  }
}

/** Somebody changed it while this change was being made. */
export class GroupBuyChangedMeanwhile extends Refusal {
  constructor() {
    super('group-buy-changed-meanwhile', 'conflict');
  }
}

/** A cut-off can only be moved to later, and only before it passes; at most two weeks after it opened. */
export class CutOffUnfit extends Refusal {
  constructor(why: 'earlier' | 'too_late') {
    super(`cut-off-${why === 'earlier' ? 'earlier' : 'too-late'}`, 'invalid');
  }
}

/** Numbers of people, tiers and prices that do not go together. */
export class GroupTermsUnfit extends Refusal {
  constructor(why: 'team' | 'tiers' | 'mixed' | 'twice' | 'window') {
    super(`group-terms-${why}`, 'invalid');
  }
}

export const MAX_OPEN_DAYS = 14;

function moved(it: GroupBuy, to: GroupBuyState): GroupBuy {
  if (!MOVES[it.state].includes(to)) throw new IllegalMove('group-buy', it.state, to);
  return { ...it, state: to, revision: it.revision + 1 };
}

/** Whether it may go there. */
export const mayMove = (from: GroupBuyState, to: GroupBuyState): boolean => MOVES[from].includes(to);

/** As it stands when it is to open now or later. Throws IllegalMove, GroupBuyClosed. */
export function published(it: GroupBuy, now: Date): GroupBuy {
  if (it.cutOffAt <= now) throw new GroupBuyClosed('over');
  return it.opensAt <= now ? opened(it, now) : moved(it, 'scheduled');
}

/** Throws IllegalMove. */
export const opened = (it: GroupBuy, now: Date): GroupBuy => ({ ...moved(it, 'open'), openedAt: now });

/** Nobody joins any more; with a reason everything goes back. Throws IllegalMove. */
export const frozen = (it: GroupBuy, now: Date, cancelReason: GroupBuyCancelReason | null = null): GroupBuy => ({
  ...moved(it, 'closing'),
  frozenAt: now,
  cancelReason,
});

/** Called off before anybody could join. Throws IllegalMove. */
export const calledOff = (it: GroupBuy, now: Date, cancelReason: GroupBuyCancelReason): GroupBuy => ({
  ...moved(it, 'cancelled'),
  cancelReason,
  closedAt: now,
});

/** Everything is settled. Throws IllegalMove. */
export const settled = (it: GroupBuy, now: Date, outcome: Outcome): GroupBuy =>
  it.cancelReason === null
    ? { ...moved(it, 'closed'), outcome, closedAt: now }
    : { ...moved(it, 'cancelled'), closedAt: now };

/** Open for longer. @throws IllegalMove, GroupBuyClosed, CutOffUnfit */
export function extended(it: GroupBuy, cutOffAt: Date, now: Date): GroupBuy {
  if (it.state !== 'open' && it.state !== 'scheduled') throw new IllegalMove('group-buy', it.state, 'extend');
  if (it.cutOffAt <= now) throw new GroupBuyClosed('over');
  if (cutOffAt <= it.cutOffAt) throw new CutOffUnfit('earlier');
  if (cutOffAt.getTime() > it.opensAt.getTime() + MAX_OPEN_DAYS * 86_400_000) throw new CutOffUnfit('too_late');
  return { ...it, cutOffAt, revision: it.revision + 1 };
}

/** What came of it: by orders that stand and teams that failed. An open list without a single order failed. */
export function outcomeOf(standing: number, failedTeams: number): Outcome {
  if (standing === 0) return 'failed';
  return failedTeams > 0 ? 'partly' : 'succeeded';
}

/** The smaller of what a community may take and what will be there; null for no end. */
export function sellLimit({ perCommunityLimit, quota }: Pick<ItemTerms, 'perCommunityLimit' | 'quota'>): number | null {
  if (perCommunityLimit === null) return quota;
  return quota === null ? perCommunityLimit : Math.min(perCommunityLimit, quota);
}

/** Ten digits with a check digit; unique by the table of numbers. */
export function drawGroupBuyNumber(random: Random): string {
  const drawn = drawDigits(random, 9);
  return `${drawn}${checkDigit(drawn)}`;
}

/** 481-302-7756 */
export const numberInGroups = (digits: string): string =>
  `${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6)}`;

/** The digits of a number as somebody typed it; undefined where it cannot be one. */
export function readGroupBuyNumber(text: string): string | undefined {
  const digits = text.replaceAll(/[\s-]/g, '');
  return /^\d{10}$/.test(digits) && checkDigit(digits.slice(0, 9)) === Number(digits.slice(9)) ? digits : undefined;
}

/** What every event of it says. */
export const factsOf = (it: GroupBuy) => ({
  groupBuyId: it.groupBuyId,
  campaignId: it.campaignId,
  cityId: it.cityId,
  communityId: it.communityId,
  storeId: it.storeId,
  touchpointId: it.touchpointId,
});
