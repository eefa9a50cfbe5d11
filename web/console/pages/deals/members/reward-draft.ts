import type { RewardBody, RewardItem } from '#modules/commerce/contract';
import { addDays, businessDay } from '#kernel/time';
import { areaBodyOf, areaFault, type AreaDraft } from '../../../parts/area-kinds.ts';
import { instantOf, localMinute } from '../../goods/group-buys/group-buy-words.ts';
import type { StateTone } from '../../../parts/state-word.tsx';

export type RewardKind = RewardItem['kind'];
export type RewardState = RewardItem['state'];
export type RewardMove = RewardItem['moves'][number];

export const REWARD_KINDS: Readonly<Record<RewardKind, string>> = {
  goods: '商品',
  service: '服务',
  experience: '活动',
};
export const REWARD_STATES: Readonly<Record<RewardState, string>> = {
  draft: '草稿',
  live: '兑换中',
  paused: '已暂停',
  ended: '已结束',
};
export const REWARD_TONES: Readonly<Record<RewardState, StateTone>> = {
  draft: 'neutral',
  live: 'good',
  paused: 'warn',
  ended: 'neutral',
};
export const MOVES: Readonly<Record<RewardMove, string>> = {
  publish: '上架',
  pause: '暂停',
  resume: '恢复',
  end: '结束',
};
export const PLACES: Readonly<Record<RewardBody['handedInAt'], string>> = {
  point: '自提点',
  store: '门店',
  either: '自提点或门店',
};

export interface RewardDraft extends AreaDraft {
  readonly title: string;
  readonly words: string;
  readonly kind: RewardKind;
  readonly sku: { readonly skuId: string; readonly name: string } | undefined;
  readonly imageIds: readonly string[];
  readonly points: number | null;
  readonly handedInAt: RewardBody['handedInAt'];
  readonly from: string;
  readonly to: string;
  /** Local minute, of an experience. */
  readonly takesPlaceAt: string;
  readonly voucherDays: number | null;
  readonly cancelHours: number | null;
  readonly perPersonLimit: number | null;
  readonly minLevel: number;
  /** Of a new one. */
  readonly stock: number | null;
}

const USUAL_DAYS = 90;

export const newReward = (now: number): RewardDraft => ({
  title: '',
  words: '',
  kind: 'goods',
  sku: undefined,
  imageIds: [],
  points: null,
  handedInAt: 'either',
  areaKind: 'all',
  areaId: undefined,
  from: businessDay(new Date(now)),
  to: businessDay(addDays(new Date(now), USUAL_DAYS)),
  takesPlaceAt: '',
  voucherDays: 30,
  cancelHours: 24,
  perPersonLimit: null,
  minLevel: 0,
  stock: null,
});

export const rewardDraft = (reward: RewardItem): RewardDraft => ({
  title: reward.title,
  words: reward.words,
  kind: reward.kind,
  sku: reward.skuId === null ? undefined : { skuId: reward.skuId, name: '' },
  imageIds: reward.imageId === null ? [] : [reward.imageId],
  points: reward.points,
  handedInAt: reward.handedInAt,
  areaKind: reward.areaKind,
  areaId: reward.areaId ?? undefined,
  from: reward.from,
  to: reward.to,
  takesPlaceAt: reward.takesPlaceAt === null ? '' : localMinute(reward.takesPlaceAt),
  voucherDays: reward.voucherDays,
  cancelHours: reward.cancelHours,
  perPersonLimit: reward.perPersonLimit,
  minLevel: reward.minLevel,
  stock: reward.stock,
});

/** What is missing or wrong, in words. */
export function rewardFault(draft: RewardDraft): string | undefined {
  if (draft.title.trim().length < 2) return '写上名称';
  if (draft.kind === 'goods' && draft.sku === undefined) return '选一样商品';
  if (draft.kind === 'experience' && draft.takesPlaceAt === '') return '写上活动时间';
  if (draft.points === null) return '写上要几分';
  if (draft.stock === null) return '写上有几份';
  if (draft.from === '' || draft.to === '') return '写上从哪天到哪天';
  if (draft.to < draft.from) return '结束不能比开始早';
  if (draft.voucherDays === null || draft.cancelHours === null) return '写上券的时限';
  return areaFault(draft);
}

/** As the server takes it. */
export function rewardBody(draft: RewardDraft): RewardBody {
  const { title, words, kind, sku, imageIds, takesPlaceAt, areaKind, areaId, stock: _stock, ...rest } = draft;
  return {
    ...rest,
    ...areaBodyOf({ areaKind, areaId }),
    title: title.trim(),
    words: words.trim(),
    kind,
    skuId: kind === 'goods' ? (sku?.skuId ?? null) : null,
    imageId: imageIds[0] ?? null,
    takesPlaceAt: kind === 'experience' && takesPlaceAt !== '' ? instantOf(takesPlaceAt) : null,
  } as unknown as RewardBody;
}
