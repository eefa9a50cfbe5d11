import type { CampaignBody, CampaignDetail } from '#modules/commerce/contract';
import { instantOf, localMinute, type GroupBuyKind } from '../group-buys/group-buy-words.ts';
import type { TargetKind } from '../group-buys/target-bar.tsx';

type ItemBody = CampaignBody['items'][number];

export interface TierDraft {
  readonly from: number | null;
  readonly yuan: number | null;
}

export interface ItemDraft {
  readonly skuId: ItemBody['skuId'];
  readonly name: string;
  readonly listFen: number;
  readonly yuan: number | null;
  readonly tiers: readonly TierDraft[];
  readonly perPersonLimit: number | null;
  readonly perCommunityLimit: number | null;
  readonly quota: number | null;
}

/** Whole cities, communities chosen by name, or those that are in an audience now. */
export type ReachKind = 'cities' | 'communities' | 'audience';
export const REACHES: Readonly<Record<ReachKind, string>> = {
  cities: '整个城市',
  communities: '挑小区',
  audience: '按人群',
};

export interface ReachedCommunity {
  readonly id: string;
  readonly name: string;
  readonly cityId: string;
}

export interface CampaignDraft {
  readonly title: string;
  readonly words: string;
  readonly kind: GroupBuyKind;
  readonly teamSize: number | null;
  /** Null: the whole community is one team until the cut-off. */
  readonly teamHours: number | null;
  readonly tierBy: 'units' | 'people';
  readonly reach: ReachKind;
  readonly cityIds: readonly string[];
  readonly communities: readonly ReachedCommunity[];
  readonly items: readonly ItemDraft[];
  /** In Asia/Shanghai: `2026-11-23T08:00`. */
  readonly opensAt: string;
  /** Empty: by the rules of each city and product. */
  readonly cutOffAt: string;
  readonly targetKind: TargetKind | undefined;
  /** Orders, people, or yuan. */
  readonly target: number | null;
}

export const campaignDraft = (opensAt: string): CampaignDraft => ({
  title: '',
  words: '',
  kind: 'open_list',
  teamSize: 3,
  teamHours: null,
  tierBy: 'units',
  reach: 'cities',
  cityIds: [],
  communities: [],
  items: [],
  opensAt,
  cutOffAt: '',
  targetKind: undefined,
  target: null,
});

const yuanOf = (fen: number): number => fen / 100;

/** A campaign as it was planned, to be planned anew; `fresh` for another one like it, which opens from now on. */
export function draftOf(it: CampaignDetail, fresh?: { readonly opensAt: string }): CampaignDraft {
  const { target } = it;
  return {
    title: it.title,
    words: it.words,
    kind: it.kind,
    teamSize: it.teamSize ?? 3,
    teamHours: it.teamHours,
    tierBy: it.tierBy ?? 'units',
    reach: it.communities.length > 0 ? 'communities' : 'cities',
    cityIds: it.communities.length > 0 ? [] : it.cityIds,
    communities: it.communities.map(({ communityId, name, cityId }) => ({ id: communityId, name, cityId })),
    items: it.items.map(({ skuId, name, listFen, priceFen, tiers, perPersonLimit, perCommunityLimit, quota }) => ({
      skuId,
      name,
      listFen,
      yuan: yuanOf(priceFen),
      tiers: tiers.map(({ from, priceFen: tierFen }) => ({ from, yuan: yuanOf(tierFen) })),
      perPersonLimit,
      perCommunityLimit,
      quota,
    })),
    opensAt: fresh?.opensAt ?? localMinute(it.opensAt),
    cutOffAt: fresh !== undefined || it.cutOffAt === null ? '' : localMinute(it.cutOffAt),
    targetKind: target?.kind,
    target: target === null ? null : target.kind === 'fen' ? yuanOf(target.amount) : target.amount,
  };
}

/** What is missing or wrong, in words; undefined when it can be planned. */
export function campaignFault(draft: CampaignDraft): string | undefined {
  if (draft.title.trim().length < 2) return '写上名字';
  if (draft.reach === 'cities' ? draft.cityIds.length === 0 : draft.communities.length === 0) {
    return draft.reach === 'cities' ? '选城市' : '选小区';
  }
  if (draft.items.length === 0) return '加上卖的商品';
  if (draft.kind === 'min_size' && draft.teamSize === null) return '写上几人成团';
  for (const item of draft.items) {
    const fault = itemFault(item, draft.kind);
    if (fault !== undefined) return `${item.name}：${fault}`;
  }
  if (draft.opensAt === '') return '选什么时候开团';
  if (draft.cutOffAt !== '' && draft.cutOffAt <= draft.opensAt) return '截单要在开团之后';
  return draft.targetKind !== undefined && (draft.target ?? 0) <= 0 ? '写上目标是多少' : undefined;
}

function itemFault({ yuan, tiers }: ItemDraft, kind: GroupBuyKind): string | undefined {
  if (yuan === null || yuan <= 0) return '写上团购价';
  if (kind !== 'tiered') return undefined;
  if (tiers.length === 0) return '加上一档阶梯价';
  let [from, price] = [0, yuan];
  for (const tier of tiers) {
    if (tier.from === null || tier.yuan === null) return '阶梯价没填完';
    if (tier.from <= from || tier.yuan >= price) return '阶梯要越多越便宜';
    [from, price] = [tier.from, tier.yuan];
  }
  return undefined;
}

const fenOf = (yuan: number | null): number => Math.round((yuan ?? 0) * 100);

export function campaignBodyOf(draft: CampaignDraft): CampaignBody {
  const { kind, reach, communities, targetKind } = draft;
  const isTeam = kind === 'min_size';
  const cityIds = reach === 'cities' ? draft.cityIds : [...new Set(communities.map(({ cityId }) => cityId))];
  return {
    title: draft.title.trim(),
    words: draft.words.trim(),
    kind,
    teamSize: isTeam ? draft.teamSize : null,
    teamHours: isTeam ? draft.teamHours : null,
    tierBy: kind === 'tiered' ? draft.tierBy : null,
    cityIds: cityIds as CampaignBody['cityIds'],
    communityIds: (reach === 'cities' ? [] : communities.map(({ id }) => id)) as NonNullable<
      CampaignBody['communityIds']
    >,
    items: draft.items.map((item) => ({
      skuId: item.skuId,
      priceFen: fenOf(item.yuan),
      tiers: kind === 'tiered' ? item.tiers.map((tier) => ({ from: tier.from ?? 0, priceFen: fenOf(tier.yuan) })) : [],
      perPersonLimit: item.perPersonLimit,
      perCommunityLimit: item.perCommunityLimit,
      quota: item.quota,
    })),
    opensAt: instantOf(draft.opensAt),
    cutOffAt: draft.cutOffAt === '' ? null : instantOf(draft.cutOffAt),
    target:
      targetKind === undefined
        ? null
        : { kind: targetKind, amount: targetKind === 'fen' ? fenOf(draft.target) : (draft.target ?? 0) },
  };
}
