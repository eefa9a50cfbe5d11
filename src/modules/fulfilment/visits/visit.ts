import { IllegalMove, Refusal } from '#kernel/errors';
import type { CityId, CommunityId, CustomerKey, Id, PersonId, StoreId, TouchpointId } from '#kernel/ids';
import { HOUR } from '#kernel/time';

export type VisitId = Id<'Visit'>;

/** 已预约 → 已接单 → 已出发 → 已到达 → 已完成; 待安排 waits for a person to find somebody. */
export const VISIT_STATES = {
  booked: '已预约',
  accepted: '已接单',
  departed: '已出发',
  arrived: '已到达',
  done: '已完成',
  unplaced: '待安排',
  cancelled: '已取消',
} as const;
export type VisitState = keyof typeof VISIT_STATES;

/** What whoever goes there does, in this order. */
export type VisitStep = 'accepted' | 'departed' | 'arrived' | 'done';

/** The legal moves. Back to `booked` is another time or another person, who has to accept it anew. */
const MOVES: Readonly<Record<VisitState, readonly VisitState[]>> = {
  booked: ['accepted', 'booked', 'unplaced', 'cancelled'],
  accepted: ['departed', 'booked', 'unplaced', 'cancelled'],
  departed: ['arrived', 'booked', 'unplaced', 'cancelled'],
  arrived: ['done'],
  unplaced: ['booked', 'cancelled'],
  done: [],
  cancelled: [],
};

export const movesFrom = (state: VisitState): readonly VisitState[] => MOVES[state];
/** Somebody is to come, or is there. */
export const PLACED_STATES: readonly VisitState[] = ['booked', 'accepted', 'departed', 'arrived'];
/** Those whose time or person can still change. */
export const MOVABLE_STATES: readonly VisitState[] = ['booked', 'accepted', 'departed', 'unplaced'];
export const OPEN_STATES: readonly VisitState[] = [...PLACED_STATES, 'unplaced'];
export const CLOSED_STATES: readonly VisitState[] = ['done', 'cancelled'];
/** Nobody has set out yet: what ends the reason to come, ends these. */
export const COMING_STATES: readonly VisitState[] = ['booked', 'accepted', 'unplaced'];

export const CANCEL_REASONS = {
  plans_changed: '时间不方便',
  not_needed: '暂时不需要',
  chose_other: '选了别家',
  no_contact: '联系不上顾客',
  cannot_serve: '我们做不了',
  booked_twice: '重复预约',
  other: '其他原因',
  // Nobody picks these: what the visit was for is over.
  order_cancelled: '订单已取消',
  lead_closed: '需求已结束',
} as const;
export type CancelReason = keyof typeof CANCEL_REASONS;
export type CancelledBy = 'customer' | 'staff' | 'system';

/** Up to this long before it begins, a customer moves or cancels a visit without a call. */
export const CUSTOMER_NOTICE_MS = 2 * HOUR;

/** One appointment at a customer's home. Who they are and where exactly is in the vault, under `personId`. */
export interface Visit {
  readonly visitId: VisitId;
  /** Short enough to be read aloud. */
  readonly visitNumber: string;
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  /** The home store of whoever comes; of the first that serves the community while nobody does. */
  readonly storeId: StoreId | null;
  readonly customerKey: CustomerKey;
  readonly personId: PersonId;
  readonly service: string;
  /** Who comes; null while it is unplaced. */
  readonly touchpointId: TouchpointId | null;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly state: VisitState;
  readonly leadId: Id<'Lead'> | null;
  readonly shareToken: string | null;
  readonly packageId: Id<'Package'> | null;
  readonly projectId: Id<'Project'> | null;
  /** Grows by one with every change: who saves must have seen the one before. */
  readonly revision: number;
  readonly createdAt: Date;
  readonly acceptedAt: Date | null;
  readonly departedAt: Date | null;
  readonly arrivedAt: Date | null;
  readonly doneAt: Date | null;
  readonly cancelledAt: Date | null;
  readonly cancelledBy: CancelledBy | null;
  readonly cancelReason: CancelReason | null;
  /** How often its time or person has changed. */
  readonly moved: number;
}

/** Somebody changed the visit while this change was being made. */
export class VisitChangedMeanwhile extends Refusal {
  constructor() {
    super('visit-changed-meanwhile', 'conflict');
  }
}

/** It begins too soon to be changed without a call. */
export class TooLateToChange extends Refusal {
  constructor() {
    super('visit-too-late-to-change', 'conflict', { hours: CUSTOMER_NOTICE_MS / HOUR });
  }
}

/** Whoever looks is not who comes: it moved on to somebody else. */
export class VisitNotYours extends Refusal {
  constructor() {
    super('visit-not-yours', 'conflict');
  }
}

type AtFirst = Pick<
  Visit,
  | 'visitId'
  | 'visitNumber'
  | 'cityId'
  | 'communityId'
  | 'storeId'
  | 'customerKey'
  | 'personId'
  | 'service'
  | 'touchpointId'
  | 'startsAt'
  | 'endsAt'
  | 'leadId'
  | 'shareToken'
  | 'packageId'
  | 'projectId'
  | 'createdAt'
>;

/** A visit that was just booked. */
export const newVisit = (facts: AtFirst): Visit => ({
  ...facts,
  state: 'booked',
  revision: 1,
  moved: 0,
  acceptedAt: null,
  departedAt: null,
  arrivedAt: null,
  doneAt: null,
  cancelledAt: null,
  cancelledBy: null,
  cancelReason: null,
});

/** Throws IllegalMove where the table has no such move. */
export function checkMove(visit: Visit, to: VisitState): void {
  if (!MOVES[visit.state].includes(to)) throw new IllegalMove('visit', visit.state, to);
}

const STEP_TIME = { accepted: 'acceptedAt', departed: 'departedAt', arrived: 'arrivedAt', done: 'doneAt' } as const;

/** The visit after the next step of whoever goes there. Throws IllegalMove. */
export function advance(visit: Visit, step: VisitStep, at: Date): Visit {
  checkMove(visit, step);
  return { ...visit, state: step, [STEP_TIME[step]]: at, revision: visit.revision + 1 };
}

/** The visit at another time, with another person, or both. Throws IllegalMove. */
export function placed(
  visit: Visit,
  at: { readonly touchpointId: TouchpointId; readonly storeId: StoreId | null; startsAt: Date; endsAt: Date },
): Visit {
  checkMove(visit, 'booked');
  const { touchpointId, storeId, startsAt, endsAt } = at;
  return {
    ...notBegun(visit),
    touchpointId,
    storeId,
    startsAt,
    endsAt,
    state: 'booked',
    moved: visit.moved + 1,
  };
}

/** The visit without anybody who comes. Throws IllegalMove. */
export function unplaced(visit: Visit): Visit {
  checkMove(visit, 'unplaced');
  return { ...notBegun(visit), touchpointId: null, state: 'unplaced' };
}

const notBegun = (visit: Visit): Visit => ({
  ...visit,
  acceptedAt: null,
  departedAt: null,
  revision: visit.revision + 1,
});

/** The visit after it was called off. Throws IllegalMove. */
export function cancelled(visit: Visit, by: CancelledBy, reason: CancelReason, now: Date): Visit {
  checkMove(visit, 'cancelled');
  return {
    ...visit,
    state: 'cancelled',
    cancelledAt: now,
    cancelledBy: by,
    cancelReason: reason,
    revision: visit.revision + 1,
  };
}

/** Whether its customer may still move or cancel it alone. */
export function customerMayChange(visit: Visit, now: Date): boolean {
  if (!MOVABLE_STATES.includes(visit.state)) return false;
  return visit.state === 'unplaced' || now.getTime() + CUSTOMER_NOTICE_MS <= visit.startsAt.getTime();
}

/** What every event of a visit says. */
export const factsOf = (visit: Visit) => ({
  visitId: visit.visitId,
  cityId: visit.cityId,
  communityId: visit.communityId,
  storeId: visit.storeId,
  customerKey: visit.customerKey,
  personId: visit.personId,
  service: visit.service,
  leadId: visit.leadId,
  shareToken: visit.shareToken,
  packageId: visit.packageId,
  projectId: visit.projectId,
});

/** Who comes, and when, in an event of a visit that has somebody. */
export function appointmentOf(visit: Visit) {
  if (visit.touchpointId === null) throw new Error(`nobody comes to visit ${visit.visitId}`);
  return {
    touchpointId: visit.touchpointId,
    startsAt: visit.startsAt.toISOString(),
    endsAt: visit.endsAt.toISOString(),
  };
}
