import { IllegalMove, Refusal } from '#kernel/errors';
import type { CityId, CommunityId, UserId } from '#kernel/ids';
import {
  GroupTermsUnfit,
  type CampaignId,
  type GroupBuyCancelReason,
  type GroupTerms,
  type ItemTerms,
} from './group-buy.ts';
import { tiersFit } from './tier.ts';

/** 草稿 → 开团中 → 已开团, or 已取消. */
export const CAMPAIGN_STATES = { draft: '草稿', launching: '开团中', launched: '已开团', cancelled: '已取消' } as const;
export type CampaignState = keyof typeof CAMPAIGN_STATES;

const MOVES: Readonly<Record<CampaignState, readonly CampaignState[]>> = {
  draft: ['launching', 'cancelled'],
  launching: ['launched', 'cancelled'],
  launched: ['cancelled'],
  cancelled: [],
};

export type TargetKind = 'orders' | 'people' | 'fen';
export interface Target {
  readonly kind: TargetKind;
  readonly amount: number;
}

/** A group buy that headquarters opens in many communities at once, with one target for all of them. */
export interface Campaign extends GroupTerms {
  readonly campaignId: CampaignId;
  readonly title: string;
  readonly words: string;
  readonly state: CampaignState;
  readonly cityIds: readonly CityId[];
  /** Empty: all communities of the cities. */
  readonly communityIds: readonly CommunityId[];
  readonly items: readonly ItemTerms[];
  readonly opensAt: Date;
  /** Null: by the rules of each city and product. */
  readonly cutOffAt: Date | null;
  readonly target: Target | null;
  readonly launch: {
    readonly done: number;
    readonly total: number;
    readonly leftOut: number;
    /** The last community that was looked at. */
    readonly to: CommunityId | null;
  };
  readonly cancelReason: GroupBuyCancelReason | null;
  readonly createdBy: UserId | null;
  readonly revision: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What headquarters plans; the rest is what became of it. */
export type CampaignPlan = Pick<
  Campaign,
  | 'title'
  | 'words'
  | 'kind'
  | 'teamSize'
  | 'teamHours'
  | 'tierBy'
  | 'cityIds'
  | 'communityIds'
  | 'items'
  | 'opensAt'
  | 'cutOffAt'
  | 'target'
>;

/** A campaign reaches only cities and communities of whoever makes it. */
export class CampaignOutsideArea extends Refusal {
  constructor() {
    super('campaign-outside-area', 'forbidden');
  }
}

/** Throws IllegalMove. */
export function moveCampaign(it: Campaign, to: CampaignState, now: Date): Campaign {
  if (!MOVES[it.state].includes(to)) throw new IllegalMove('campaign', it.state, to);
  return { ...it, state: to, revision: it.revision + 1, updatedAt: now };
}

/** Plans a draft anew: what was opened stays as it was opened. @throws IllegalMove */
export function replanCampaign(it: Campaign, plan: CampaignPlan, now: Date): Campaign {
  if (it.state !== 'draft') throw new IllegalMove('campaign', it.state, 'draft');
  return { ...it, ...plan, revision: it.revision + 1, updatedAt: now };
}

/** Checks what goes together: the number of people with 拼团, tiers with 阶梯, each item once. @throws GroupTermsUnfit */
export function checkTerms(terms: GroupTerms, items: readonly ItemTerms[]): void {
  const isTeam = terms.kind === 'min_size';
  if (isTeam !== (terms.teamSize !== null) || (!isTeam && terms.teamHours !== null)) throw new GroupTermsUnfit('team');
  const isTiered = terms.kind === 'tiered';
  if (isTiered !== (terms.tierBy !== null)) throw new GroupTermsUnfit('tiers');
  for (const item of items) {
    if (item.tiers.length > 0 !== isTiered || !tiersFit(item.priceFen, item.tiers)) throw new GroupTermsUnfit('tiers');
  }
  if (new Set(items.map((item) => item.skuId)).size < items.length) throw new GroupTermsUnfit('twice');
}

/** 0 to 100, rounded down; above the target it stays at 100. */
export const percentOf = (target: Target, reached: number): number =>
  Math.min(100, Math.floor((reached * 100) / target.amount));
