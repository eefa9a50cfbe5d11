import { IllegalMove, Refusal } from '#kernel/errors';
import type { TouchpointId } from '#kernel/ids';
import { addDays, businessDay, startOfBusinessDay } from '#kernel/time';
import type { Area } from '../prices/area-entry.ts';
import type { Eligibility, PromotionId, PromotionRule, PromotionScope, PromotionWay } from './benefit.ts';

/** 草稿 → 进行中 ⇄ 暂停 → 已结束. What coupons of an ended one say holds until they expire; a paused one rests. */
export const PROMOTION_STATES = { draft: '草稿', live: '进行中', paused: '已暂停', ended: '已结束' } as const;
export type PromotionState = keyof typeof PROMOTION_STATES;

/** The legal moves. */
const MOVES = {
  draft: { publish: 'live', end: 'ended' },
  live: { pause: 'paused', end: 'ended' },
  paused: { resume: 'live', end: 'ended' },
  ended: {},
} as const satisfies Readonly<Record<PromotionState, Partial<Record<string, PromotionState>>>>;
export type PromotionMove = 'publish' | 'pause' | 'resume' | 'end';

export const movesOf = (state: PromotionState): PromotionMove[] => Object.keys(MOVES[state]) as PromotionMove[];

/** @throws IllegalMove */
export function movedTo(state: PromotionState, move: PromotionMove): PromotionState {
  const to = (MOVES[state] as Partial<Record<PromotionMove, PromotionState>>)[move];
  if (to === undefined) throw new IllegalMove('promotion', state, move);
  return to;
}

export type PromotionChannel = 'group_buy' | 'instant' | 'store';
export const CHANNEL_NAMES = { group_buy: '团购', instant: '即时配送', store: '门店' } as const;

/** What people say of a promotion. */
export interface PromotionFacts {
  readonly title: string;
  readonly rule: PromotionRule;
  readonly scope: PromotionScope;
  readonly way: PromotionWay;
  readonly code: string | null;
  /** Whose code it is. */
  readonly touchpointId: TouchpointId | null;
  /** What it is given for, where it is given. */
  readonly grantedFor: string | null;
  readonly eligibility: Eligibility;
  readonly channels: readonly PromotionChannel[];
  readonly validFrom: Date;
  /** The first moment at which it can no longer be claimed or used without a coupon. */
  readonly validUntil: Date;
  /** Business days in which a coupon can be used, that of claiming included; null until `validUntil`. */
  readonly validDays: number | null;
  readonly claimLimit: number | null;
  readonly perPersonLimit: number | null;
  readonly stackable: boolean;
}

export interface Promotion extends PromotionFacts {
  readonly promotionId: PromotionId;
  readonly area: Area;
  /** As the area was called when it was set. */
  readonly areaName: string;
  readonly state: PromotionState;
  /** Grows by one with every change. */
  readonly revision: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Until when a coupon that is claimed now can be used. */
export function couponValidUntil(promotion: Pick<Promotion, 'validDays' | 'validUntil'>, now: Date): Date {
  if (promotion.validDays === null) return promotion.validUntil;
  return addDays(startOfBusinessDay(businessDay(now)), promotion.validDays);
}

export function timingOf(
  promotion: Pick<Promotion, 'validFrom' | 'validUntil'>,
  now: Date,
): 'planned' | 'now' | 'over' {
  if (promotion.validUntil <= now) return 'over';
  return promotion.validFrom > now ? 'planned' : 'now';
}

/** Whether something is counted when it is used without a coupon: by a row of the customer, or against the total. */
export const isCounted = (it: Pick<PromotionFacts, 'way' | 'claimLimit' | 'perPersonLimit'>): boolean =>
  it.way === 'code' || (it.way === 'automatic' && (it.claimLimit !== null || it.perPersonLimit !== null));

/**
 * Refuses what contradicts itself: conditions that nobody could read off the published sentence.
 * @throws PromotionUnfit naming the field
 */
export function checkPromotion(facts: PromotionFacts): void {
  const { rule, way, code, grantedFor, touchpointId, scope } = facts;
  const unfit = (field: string, wrong: boolean): void => {
    if (wrong) throw new PromotionUnfit(field);
  };
  unfit('days', facts.validUntil <= facts.validFrom);
  unfit('code', (way === 'code') !== (code !== null));
  unfit('touchpoint', way !== 'code' && touchpointId !== null);
  unfit('granted-for', (way === 'grant') !== (grantedFor !== null));
  unfit('per-person', facts.perPersonLimit === null && way !== 'automatic' && way !== 'grant');
  unfit('valid-days', facts.validDays !== null && way !== 'claim' && way !== 'grant');
  unfit('bundle', rule.kind === 'bundle_price' && (way !== 'automatic' || scope.kind !== 'all'));
  unfit('delivery', rule.kind === 'delivery' && scope.kind !== 'all');
  if (rule.kind === 'threshold') {
    unfit(
      'rungs',
      rule.rungs.some((rung, at) => at > 0 && !risesFrom(rule.rungs[at - 1], rung)),
    );
    unfit(
      'rungs',
      rule.rungs.some((rung) => rung.offFen > rung.fromFen),
    );
  }
  if (rule.kind === 'fixed') unfit('threshold', rule.fromFen > 0 && rule.offFen > rule.fromFen);
  if (rule.kind === 'bundle_price') {
    unfit('bundle', new Set(rule.parts.map((part) => part.skuId)).size !== rule.parts.length);
    unfit('bundle', rule.parts.reduce((sum, part) => sum + part.quantity, 0) < 2);
  }
}

type Rung = Extract<PromotionRule, { kind: 'threshold' }>['rungs'][number];
const risesFrom = (lower: Rung | undefined, rung: Rung): boolean =>
  lower !== undefined && rung.fromFen > lower.fromFen && rung.offFen > lower.offFen;

/**
 * What may still change once it was published: what it is called, until when it runs and how often it can be had, to
 * the better only. What it takes off, from what and for whom was promised.
 * @throws PromotionTermsFixed
 */
export function checkPublishedEdit(before: Promotion, after: Omit<Promotion, 'revision' | 'updatedAt'>): void {
  const fixed = ({ title: _t, validUntil: _u, claimLimit: _c, perPersonLimit: _p, ...terms }: PromotionFacts) => terms;
  const terms = (it: Omit<Promotion, 'revision' | 'updatedAt'>): string => {
    const { promotionId: _i, state: _s, createdAt: _c, areaName: _a, ...rest } = it;
    const { revision: _r, updatedAt: _u, ...facts } = fixed(rest) as Partial<Promotion>;
    return JSON.stringify(facts, Object.keys(flatKeys(facts)).toSorted());
  };
  const grows = (from: number | null, to: number | null): boolean => to === null || (from !== null && to >= from);
  const better =
    after.validUntil >= before.validUntil &&
    grows(before.claimLimit, after.claimLimit) &&
    grows(before.perPersonLimit, after.perPersonLimit);
  // A limit that was not there is counted from nothing: it could be over at once.
  if (terms(before) !== terms(after) || !better) throw new PromotionTermsFixed();
}

/** Every key that occurs anywhere within, so that the same facts are the same text in whatever order they were read. */
function flatKeys(value: unknown, keys: Record<string, true> = {}): Record<string, true> {
  if (typeof value !== 'object' || value === null) return keys;
  for (const [key, inner] of Object.entries(value)) {
    keys[key] = true;
    flatKeys(inner, keys);
  }
  return keys;
}

/** The facts contradict each other; `field` says where. */
export class PromotionUnfit extends Refusal {
  constructor(field: string) {
    super(`promotion-unfit-${field}`, 'invalid');
  }
}

export class PromotionTermsFixed extends Refusal {
  constructor() {
    super('promotion-terms-fixed', 'conflict');
  }
}

export class PromotionChangedMeanwhile extends Refusal {
  constructor(title: string) {
    super('promotion-changed-meanwhile', 'conflict', { title });
  }
}

export class PromotionRevisionRequired extends Refusal {
  constructor() {
    super('promotion-revision-required', 'invalid');
  }
}

export class PromotionCodeTaken extends Refusal {
  constructor(code: string) {
    super('promotion-code-taken', 'conflict', { code });
  }
}
