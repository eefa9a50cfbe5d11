import { Refusal } from '#kernel/errors';
import type { CityId, CustomerKey, Id } from '#kernel/ids';
import type { CouponId, PromotionId } from './benefit.ts';

/** 可用 → 已用 → (given back) 可用 | 已过期. */
export const COUPON_STATES = { live: '可用', spent: '已用', expired: '已过期' } as const;
export type CouponState = keyof typeof COUPON_STATES;

/** What a customer has. `used` ones were never held: a code typed in, or the use of an automatic one that is limited. */
export interface Coupon {
  readonly customerKey: CustomerKey;
  readonly couponId: CouponId;
  readonly promotionId: PromotionId;
  readonly origin: 'claimed' | 'granted' | 'used';
  readonly state: CouponState;
  readonly validUntil: Date;
  readonly claimedAt: Date;
  readonly spentAt: Date | null;
  readonly cityId: CityId | null;
  readonly orderId: Id<'Order'> | null;
}

/** It was spent, expired, or is somebody else's: the three are not told apart. */
export class CouponSpent extends Refusal {
  constructor() {
    super('coupon-spent', 'conflict');
  }
}

/** It is not for this place, channel or moment. */
export class CouponNotUsable extends Refusal {
  constructor() {
    super('coupon-not-usable', 'conflict');
  }
}

/** No such code here and now. */
export class CodeNotUsable extends Refusal {
  constructor(code: string) {
    super('code-not-usable', 'conflict', { code });
  }
}

/** Everything is claimed. */
export class PromotionUsedUp extends Refusal {
  constructor(title: string) {
    super('promotion-used-up', 'conflict', { title });
  }
}

/** The customer has had as many as one may. */
export class PersonLimitReached extends Refusal {
  constructor(title: string, limit: number) {
    super('promotion-person-limit', 'conflict', { title, limit });
  }
}

/** It cannot be claimed: it is paused, over, or not of the kind that one claims. */
export class NotClaimable extends Refusal {
  constructor() {
    super('coupon-not-claimable', 'conflict');
  }
}

/** Another order of the customer was the first. */
export class NotFirstOrder extends Refusal {
  constructor() {
    super('not-first-order', 'conflict');
  }
}

/** Their member level is lower than what is asked for. */
export class LevelTooLow extends Refusal {
  constructor(level: number) {
    super('member-level-too-low', 'conflict', { level });
  }
}
