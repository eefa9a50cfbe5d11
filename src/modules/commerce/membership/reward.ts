import { IllegalMove, Refusal } from '#kernel/errors';
import type { Id, SkuId } from '#kernel/ids';
import { addDays, businessDay, dayInWords, HOUR, localMinute, startOfBusinessDay } from '#kernel/time';
import type { FileId } from '#platform/files';
import type { Area } from '../prices/area-entry.ts';

export type RewardId = Id<'Reward'>;

/** 实物, 服务, 体验: all are handed over against a voucher. */
export const REWARD_KINDS = { goods: '实物', service: '服务', experience: '体验' } as const;
export type RewardKind = keyof typeof REWARD_KINDS;

/** 草稿 → 兑换中 ⇄ 暂停 → 已结束. Vouchers of one that has ended are good until they expire. */
export const REWARD_STATES = { draft: '草稿', live: '兑换中', paused: '已暂停', ended: '已结束' } as const;
export type RewardState = keyof typeof REWARD_STATES;

const MOVES = {
  draft: { publish: 'live', end: 'ended' },
  live: { pause: 'paused', end: 'ended' },
  paused: { resume: 'live', end: 'ended' },
  ended: {},
} as const satisfies Readonly<Record<RewardState, Partial<Record<string, RewardState>>>>;
export type RewardMove = 'publish' | 'pause' | 'resume' | 'end';

export const movesOf = (state: RewardState): RewardMove[] => Object.keys(MOVES[state]) as RewardMove[];

/** @throws IllegalMove */
export function movedTo(state: RewardState, move: RewardMove): RewardState {
  const to = (MOVES[state] as Partial<Record<RewardMove, RewardState>>)[move];
  if (to === undefined) throw new IllegalMove('reward', state, move);
  return to;
}

/** What people say of a reward. */
export interface RewardFacts {
  readonly title: string;
  readonly words: string;
  readonly kind: RewardKind;
  /** Exactly of goods. */
  readonly skuId: SkuId | null;
  readonly imageId: FileId | null;
  readonly points: number;
  /** Where its voucher is handed in. */
  readonly handedInAt: 'point' | 'store' | 'either';
  readonly validFrom: Date;
  /** The first moment at which it can no longer be redeemed. */
  readonly validUntil: Date;
  /** Exactly of an experience. */
  readonly takesPlaceAt: Date | null;
  /** Business days in which a voucher can be handed in, that of redeeming included. */
  readonly voucherDays: number;
  readonly cancelHours: number;
  readonly perPersonLimit: number | null;
  readonly minLevel: number;
}

export interface Reward extends RewardFacts {
  readonly rewardId: RewardId;
  readonly area: Area;
  readonly areaName: string;
  readonly state: RewardState;
  readonly revision: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A reward with how many there are and how many are taken. */
export interface StockedReward extends Reward {
  readonly stock: number;
  readonly taken: number;
}

/** What is said of a reward does not fit together. */
export class RewardUnfit extends Refusal {
  constructor(fault: 'days' | 'sku' | 'takes-place' | 'picture') {
    super(`reward-unfit-${fault}`, 'invalid');
  }
}
export class RewardChangedMeanwhile extends Refusal {
  constructor(title: string) {
    super('reward-changed-meanwhile', 'conflict', { title });
  }
}
export class RewardRevisionRequired extends Refusal {
  constructor() {
    super('reward-revision-required', 'invalid');
  }
}
/** What was published holds for whoever saw it: only words, days and limits change, the latter two to the better. */
export class RewardTermsFixed extends Refusal {
  constructor() {
    super('reward-terms-fixed', 'conflict');
  }
}
export class StockBelowTaken extends Refusal {
  constructor(taken: number) {
    super('reward-stock-below-taken', 'conflict', { taken });
  }
}
export class RewardNotOpen extends Refusal {
  constructor(title: string) {
    super('reward-not-open', 'conflict', { title });
  }
}
export class RewardSoldOut extends Refusal {
  constructor(title: string) {
    super('reward-sold-out', 'conflict', { title });
  }
}
export class RewardLimitReached extends Refusal {
  constructor(title: string, limit: number) {
    super('reward-person-limit', 'conflict', { title, limit });
  }
}
export class RewardPriceChanged extends Refusal {
  constructor(points: number) {
    super('reward-price-changed', 'conflict', { points });
  }
}
export class RewardPlaceUnknown extends Refusal {
  constructor() {
    super('reward-place-unknown', 'invalid');
  }
}
export class RewardLevelTooLow extends Refusal {
  constructor(name: string) {
    super('reward-level-too-low', 'conflict', { name });
  }
}
export class NotEnoughPoints extends Refusal {
  constructor(points: number, balance: number) {
    super('points-not-enough', 'conflict', { points, balance });
  }
}

/** @throws RewardUnfit */
export function checkReward(facts: RewardFacts): void {
  if (facts.validUntil <= facts.validFrom) throw new RewardUnfit('days');
  if ((facts.kind === 'goods') !== (facts.skuId !== null)) throw new RewardUnfit('sku');
  if ((facts.kind === 'experience') !== (facts.takesPlaceAt !== null)) throw new RewardUnfit('takes-place');
  if (facts.takesPlaceAt !== null && facts.takesPlaceAt <= facts.validFrom) throw new RewardUnfit('takes-place');
}

const FIXED = ['kind', 'skuId', 'handedInAt'] as const;

/** Once published a reward changes to the better only. @throws RewardTermsFixed */
export function checkPublishedEdit(before: Reward, after: Reward): void {
  const same = FIXED.every((name) => before[name] === after[name]);
  const placed = before.takesPlaceAt?.getTime() === after.takesPlaceAt?.getTime();
  const area = JSON.stringify(before.area) === JSON.stringify(after.area);
  const better =
    after.points <= before.points &&
    after.validUntil >= before.validUntil &&
    after.voucherDays >= before.voucherDays &&
    after.cancelHours >= before.cancelHours &&
    after.minLevel <= before.minLevel &&
    (after.perPersonLimit ?? Infinity) >= (before.perPersonLimit ?? Infinity);
  if (!same || !placed || !area || !better) throw new RewardTermsFixed();
}

/** Until when it can be redeemed: an experience until it begins. */
export const openUntil = ({ validUntil, takesPlaceAt }: Pick<Reward, 'validUntil' | 'takesPlaceAt'>): Date =>
  takesPlaceAt !== null && takesPlaceAt < validUntil ? takesPlaceAt : validUntil;

export const isOpen = (
  reward: Pick<Reward, 'state' | 'validFrom' | 'validUntil' | 'takesPlaceAt'>,
  now: Date,
): boolean => reward.state === 'live' && reward.validFrom <= now && openUntil(reward) > now;

/** Until when a voucher that is redeemed now is handed in, and until when it can be given back. */
export function voucherTimes(
  reward: Pick<Reward, 'voucherDays' | 'cancelHours' | 'takesPlaceAt'>,
  now: Date,
): { readonly validUntil: Date; readonly cancelUntil: Date } {
  const { takesPlaceAt } = reward;
  const validUntil =
    takesPlaceAt === null
      ? addDays(startOfBusinessDay(businessDay(now)), reward.voucherDays)
      : addDays(startOfBusinessDay(businessDay(takesPlaceAt)), 1);
  const byHours = new Date(now.getTime() + reward.cancelHours * HOUR);
  const latest = takesPlaceAt ?? validUntil;
  return { validUntil, cancelUntil: byHours < latest ? byHours : latest };
}

/** 「200分，银牌邻居及以上，6月1日到6月30日，每人限2份」, made from its terms so that it cannot say anything else. */
export function rewardInWords(reward: Reward, minLevelName: string | null, now: Date): string {
  const last = businessDay(new Date(reward.validUntil.getTime() - 1));
  return [
    `${reward.points}分`,
    reward.takesPlaceAt === null ? '' : `${localMinute(reward.takesPlaceAt)}开始`,
    minLevelName === null ? '' : `${minLevelName}及以上`,
    reward.area.kind === 'all' ? '' : reward.areaName,
    `${dayInWords(businessDay(reward.validFrom), now)}到${dayInWords(last, now)}`,
    reward.perPersonLimit === null ? '' : `每人限${reward.perPersonLimit}份`,
    reward.takesPlaceAt === null ? `兑换后${reward.voucherDays}天内领取，过期作废` : '',
    reward.cancelHours === 0 ? '兑换后不退' : `${reward.cancelHours}小时内可退`,
  ]
    .filter((part) => part !== '')
    .join('，');
}
