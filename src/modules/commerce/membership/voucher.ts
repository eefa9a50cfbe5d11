import { Refusal } from '#kernel/errors';
import type { CityId, CommunityId, CustomerKey, PickupPointId, StoreId, UserId } from '#kernel/ids';
import { businessDay, dayInWords, localMinute, MINUTE } from '#kernel/time';
import type { RewardId, RewardKind } from './reward.ts';
import type { VoucherId } from './wallet.ts';

/** 待使用 → 已使用 | 已退 | 已过期. */
export const VOUCHER_STATES = { live: '待使用', used: '已使用', cancelled: '已退', expired: '已过期' } as const;
export type VoucherState = keyof typeof VOUCHER_STATES;

export interface Voucher {
  readonly customerKey: CustomerKey;
  readonly voucherId: VoucherId;
  readonly rewardId: RewardId;
  /** As the reward was when it was redeemed. */
  readonly title: string;
  readonly kind: RewardKind;
  readonly points: number;
  readonly takesPlaceAt: Date | null;
  /** Ten digits, which its owner shows or reads out. */
  readonly code: string;
  readonly cityId: CityId;
  readonly communityId: CommunityId | null;
  /** Where it is handed in: a store or a pick-up point. */
  readonly storeId: StoreId | null;
  readonly pickupPointId: PickupPointId | null;
  readonly placeName: string;
  readonly state: VoucherState;
  readonly redeemedAt: Date;
  readonly validUntil: Date;
  readonly cancelUntil: Date;
  readonly usedAt: Date | null;
  readonly usedBy: UserId | null;
  readonly cancelledAt: Date | null;
  readonly cancelledBy: 'customer' | 'staff' | null;
  readonly cancelReason: string | null;
  readonly revision: number;
}

/** Whoever took a voucher by mistake may undo it so long. */
export const UNDO_WITHIN_MS = 30 * MINUTE;

export class VoucherNotUsable extends Refusal {
  constructor(why: string) {
    super('voucher-not-usable', 'conflict', { why });
  }
}
/** Its time for giving back is over, or it is over itself. */
export class VoucherNotCancellable extends Refusal {
  constructor(why: string) {
    super('voucher-not-cancellable', 'conflict', { why });
  }
}
export class VoucherNotUndoable extends Refusal {
  constructor() {
    super('voucher-not-undoable', 'conflict');
  }
}

/** What events of a voucher say: it lies where it is handed in. */
export const voucherFacts = ({ voucherId, rewardId, points, cityId, communityId, storeId }: Voucher) => ({
  voucherId,
  rewardId,
  points,
  cityId,
  communityId,
  storeId,
});

/** The state as it is now: the job that ends vouchers may be a moment behind. */
export const stateAt = ({ state, validUntil }: Pick<Voucher, 'state' | 'validUntil'>, now: Date): VoucherState =>
  state === 'live' && validUntil <= now ? 'expired' : state;

/** Why a voucher cannot be taken; undefined when it can. */
export function whyNotUsable(voucher: Voucher, now: Date): string | undefined {
  const state = stateAt(voucher, now);
  if (state === 'used') return `${localMinute(voucher.usedAt ?? now)} 已经用过了`;
  if (state === 'cancelled') return '已经退掉，积分退回了';
  if (state === 'expired') return `${dayInWords(businessDay(new Date(voucher.validUntil.getTime() - 1)), now)}过期了`;
  return undefined;
}

/** Why its owner cannot give a voucher back; undefined when they can. */
export function whyNotCancellable(voucher: Voucher, now: Date): string | undefined {
  const state = stateAt(voucher, now);
  if (state !== 'live') return VOUCHER_STATES[state];
  return voucher.cancelUntil <= now ? `${localMinute(voucher.cancelUntil)} 后就不能退了` : undefined;
}

/** Until when taking it can be undone by whoever took it. */
export const undoUntil = ({ state, usedAt }: Pick<Voucher, 'state' | 'usedAt'>): Date | null =>
  state === 'used' && usedAt !== null ? new Date(usedAt.getTime() + UNDO_WITHIN_MS) : null;

/** What is left to do: 「6月30日前到一店报号码领取」. */
export function voucherInWords(voucher: Voucher, now: Date): string {
  const why = whyNotUsable(voucher, now);
  if (why !== undefined) return why;
  const { takesPlaceAt, placeName } = voucher;
  if (takesPlaceAt !== null) return `${localMinute(takesPlaceAt)} 到${placeName}，报号码入场`;
  const last = businessDay(new Date(voucher.validUntil.getTime() - 1));
  return `${dayInWords(last, now)}前到${placeName}，报号码${voucher.kind === 'goods' ? '领取' : '使用'}`;
}
