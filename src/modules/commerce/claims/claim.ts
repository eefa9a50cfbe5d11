import { IllegalMove, Refusal } from '#kernel/errors';
import type { CityId, CommunityId, CustomerKey, Id, PersonId, PickupPointId, StoreId, TouchpointId } from '#kernel/ids';
import type { Fen } from '#kernel/money';
import { DAY, HOUR } from '#kernel/time';
import type { OrderId } from '../orders/order.ts';
import type { ParcelId } from '../orders/parcel.ts';

export type ClaimId = Id<'Claim'>;

export const CLAIM_KINDS = {
  shortage: '缺货',
  damage: '破损',
  quality: '质量问题',
  return: '退货',
  exchange: '换货',
} as const;
export type ClaimKind = keyof typeof CLAIM_KINDS;

/** 待处理 ⇄ 待补充 → 已同意 → 已退款 | 已换货; 未通过 → 申诉 | 已结束; 已撤回. */
export const CLAIM_STATES = {
  opened: '待处理',
  needs_more: '待补充',
  approved: '已同意',
  rejected: '未通过',
  refunded: '已退款',
  exchanged: '已换货',
  withdrawn: '已撤回',
  closed: '已结束',
} as const;
export type ClaimState = keyof typeof CLAIM_STATES;

/** The legal moves. What was rejected can be opened again once, by an appeal. */
const MOVES: Readonly<Record<ClaimState, readonly ClaimState[]>> = {
  opened: ['opened', 'needs_more', 'approved', 'rejected', 'withdrawn'],
  needs_more: ['opened', 'needs_more', 'approved', 'rejected', 'withdrawn'],
  approved: ['refunded', 'exchanged'],
  rejected: ['opened', 'closed'],
  refunded: [],
  exchanged: [],
  withdrawn: [],
  closed: [],
};

/** Waits for us. */
export const WAITING_STATES: readonly ClaimState[] = ['opened'];
/** Not decided: an order is not complete before it is, and nothing of it can be claimed twice. */
export const UNDECIDED_STATES: readonly ClaimState[] = ['opened', 'needs_more'];
/** Its units are claimed, or were granted. */
export const STANDING_STATES: readonly ClaimState[] = ['opened', 'needs_more', 'approved', 'refunded', 'exchanged'];
export const CLOSED_STATES: readonly ClaimState[] = ['refunded', 'exchanged', 'withdrawn', 'closed'];

export const CLAIM_REASONS = {
  rotten: '坏了、不新鲜',
  broken: '破损、漏了',
  expired: '过期或临期',
  wrong_item: '发错了',
  not_as_shown: '和描述不符',
  too_little: '少了、分量不足',
  not_wanted: '不想要了',
  other: '其他',
  short_at_warehouse: '仓库缺货',
  missing_on_arrival: '到货时少了',
  damaged_on_arrival: '到货时就坏了',
} as const;
export type ClaimReason = keyof typeof CLAIM_REASONS;
export const OWN_REASONS = [
  'rotten',
  'broken',
  'expired',
  'wrong_item',
  'not_as_shown',
  'too_little',
  'not_wanted',
  'other',
] as const;

export const REJECT_REASONS = {
  not_visible: '照片看不出问题',
  used_up: '已经用掉大半',
  out_of_terms: '不在售后范围内',
  not_ours: '不是我们的商品',
  seen_otherwise: '团长看到的和描述不一样',
  other: '其他原因',
} as const;
export type RejectReason = keyof typeof REJECT_REASONS;

export type ClaimGoods = 'none' | 'sellable' | 'waste';
export type ClaimSeen = 'as_said' | 'otherwise' | 'not_seen';

export interface ClaimLine {
  readonly lineNo: number;
  readonly parcelId: ParcelId;
  readonly quantity: number;
  /** What it comes to after benefits. */
  readonly amountFen: Fen;
}

/** Something was wrong with what somebody bought. Their words are sealed with its steps. */
export interface Claim {
  readonly claimId: ClaimId;
  readonly cityId: CityId;
  readonly orderId: OrderId;
  readonly orderNumber: string;
  /** Which of the order, from 1. */
  readonly claimNo: number;
  readonly kind: ClaimKind;
  /** Nobody had to ask for it. */
  readonly automatic: boolean;
  readonly state: ClaimState;
  readonly reason: ClaimReason;
  readonly communityId: CommunityId | null;
  readonly storeId: StoreId | null;
  readonly pickupPointId: PickupPointId | null;
  /** Who keeps that point: speaks for it, and does not decide. */
  readonly touchpointId: TouchpointId | null;
  readonly customerKey: CustomerKey;
  readonly personId: PersonId;
  readonly units: number;
  readonly amountFen: Fen;
  readonly approvedFen: Fen | null;
  readonly refundedFen: Fen;
  readonly decision: 'refund' | 'exchange' | 'reject' | null;
  /** Why, for the customer. */
  readonly decisionWords: string | null;
  readonly goods: ClaimGoods | null;
  readonly seen: ClaimSeen | null;
  readonly goodsReceived: boolean;
  readonly replacementParcelId: ParcelId | null;
  readonly appealed: boolean;
  readonly hasWords: boolean;
  readonly steps: number;
  readonly revision: number;
  readonly openedAt: Date;
  /** Until then: we decide, or the customer adds what is missing. */
  readonly dueAt: Date | null;
  readonly escalatedAt: Date | null;
  readonly decidedAt: Date | null;
  readonly closedAt: Date | null;
}

/** `260606-1234-5678-S1` */
export const claimNumber = ({ orderNumber, claimNo }: Pick<Claim, 'orderNumber' | 'claimNo'>): string =>
  `${orderNumber}-S${claimNo}`;

/** How long a customer may take to add what is missing, and to disagree with a no. */
export const ANSWER_WITHIN = 3 * DAY;
export const APPEAL_WITHIN = 3 * DAY;
/** An appeal is answered sooner than the first time. */
export const DECIDE_APPEAL_WITHIN = 12 * HOUR;
export const MAX_PHOTOS = 9;

/** Throws IllegalMove. */
export function moved(claim: Claim, to: ClaimState, now: Date, more: Partial<Claim> = {}): Claim {
  if (!MOVES[claim.state].includes(to)) throw new IllegalMove('claim', claim.state, to);
  return {
    ...claim,
    dueAt: UNDECIDED_STATES.includes(to) ? claim.dueAt : null,
    ...more,
    state: to,
    closedAt: CLOSED_STATES.includes(to) ? now : null,
    revision: claim.revision + 1,
  };
}

export const canWithdraw = ({ automatic, state }: Pick<Claim, 'automatic' | 'state'>): boolean =>
  !automatic && UNDECIDED_STATES.includes(state);

/** Once, and only against a no that is not old. */
export const canAppeal = (claim: Claim, now: Date): boolean =>
  claim.state === 'rejected' &&
  !claim.appealed &&
  claim.decidedAt !== null &&
  now.getTime() < claim.decidedAt.getTime() + APPEAL_WITHIN;

/** Until when something that was handed over can be claimed. */
export const claimableUntil = (handedOverAt: Date, claimHours: number): Date =>
  new Date(handedOverAt.getTime() + claimHours * HOUR);

/** At the moment at which it ends, it is over: an order is complete from then on. */
export const withinWindow = (handedOverAt: Date, claimHours: number, now: Date): boolean =>
  now.getTime() < claimableUntil(handedOverAt, claimHours).getTime();

/** Nothing, or less than that, can be claimed of the line. */
export class NotClaimable extends Refusal {
  constructor(name: string, left: number) {
    super('not-claimable', 'conflict', { name, left });
  }
}

export class ClaimWindowOver extends Refusal {
  constructor(name: string, hours: number) {
    super('claim-window-over', 'conflict', { name, hours });
  }
}

export class ClaimPhotoMissing extends Refusal {
  constructor() {
    super('claim-photo-missing', 'invalid');
  }
}

export class TooManyClaimPhotos extends Refusal {
  constructor() {
    super('too-many-claim-photos', 'invalid', { max: MAX_PHOTOS });
  }
}

export class ClaimChangedMeanwhile extends Refusal {
  constructor() {
    super('claim-changed-meanwhile', 'conflict');
  }
}

export class AppealOver extends Refusal {
  constructor() {
    super('appeal-over', 'conflict');
  }
}

export class ClaimAmountTooLarge extends Refusal {
  constructor(amountFen: number) {
    super('claim-amount-too-large', 'invalid', { yuan: (amountFen / 100).toFixed(2) });
  }
}

/** Goods that lie with nobody cannot be for sale again. */
export class GoodsNotReceived extends Refusal {
  constructor() {
    super('claim-goods-not-received', 'conflict');
  }
}

export const factsOf = (claim: Claim) => ({
  claimId: claim.claimId,
  orderId: claim.orderId,
  orderNumber: claim.orderNumber,
  kind: claim.kind,
  automatic: claim.automatic,
  cityId: claim.cityId,
  communityId: claim.communityId,
  storeId: claim.storeId,
  pickupPointId: claim.pickupPointId,
  touchpointId: claim.touchpointId,
  customerKey: claim.customerKey,
  personId: claim.personId,
  units: claim.units,
  amountFen: claim.amountFen,
});
