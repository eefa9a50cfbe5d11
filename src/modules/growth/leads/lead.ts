import { IllegalMove, Refusal } from '#kernel/errors';
import type { CityId, CommunityId, Id, PersonId, StoreId, TouchpointId } from '#kernel/ids';
import type { Fen } from '#kernel/money';
import type { Need } from './need.ts';

export type LeadId = Id<'Lead'>;

/** 新线索 → 已联系 → 已约上门 → 已报价 → 已签单 | 未成. */
export const LEAD_STATES = {
  new: '待联系',
  contacted: '已联系',
  visit_booked: '已约上门',
  quoted: '已报价',
  won: '已签单',
  lost: '未成',
} as const;
export type LeadState = keyof typeof LEAD_STATES;
export type FollowUpStep = 'contacted' | 'visit_booked' | 'quoted';
export type LeadChannel = 'offer_page' | 'by_hand';

/**
 * The legal moves. A step may be taken again (another call, another appointment) and stages that life skips may be
 * skipped, but nobody is visited, quoted or signed without having been reached.
 */
const MOVES: Readonly<Record<LeadState, readonly LeadState[]>> = {
  new: ['contacted', 'visit_booked', 'lost'],
  contacted: ['contacted', 'visit_booked', 'quoted', 'won', 'lost'],
  visit_booked: ['visit_booked', 'quoted', 'won', 'lost'],
  quoted: ['quoted', 'won', 'lost'],
  won: [],
  lost: [],
};

export const movesFrom = (state: LeadState): readonly LeadState[] => MOVES[state];
export const OPEN_STATES: readonly LeadState[] = ['new', 'contacted', 'visit_booked', 'quoted'];
export const CLOSED_STATES: readonly LeadState[] = ['won', 'lost'];

/** Why a lead came to nothing: counted, and fed back to who plans. */
export const LOST_REASONS = {
  no_answer: '联系不上',
  too_expensive: '嫌贵',
  chose_other: '选了别家',
  not_now: '暂时不做',
  not_needed: '没有需求',
  out_of_scope: '我们做不了',
  wrong_number: '号码不对',
  withdrew: '本人要求不再联系',
} as const;
export type LostReason = keyof typeof LOST_REASONS;

/** Somebody who asked to be called. Who they are is in the vault, under `personId`. */
export interface Lead {
  readonly leadId: LeadId;
  readonly leadNumber: string;
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly storeId: StoreId | null;
  readonly personId: PersonId;
  /** Whose lead it is: who held the task when the link was opened, or who added it by hand. */
  readonly touchpointId: TouchpointId;
  readonly channel: LeadChannel;
  /** What brought it; all null for a lead that was added by hand. */
  readonly shareToken: string | null;
  readonly playId: Id<'Play'> | null;
  readonly taskId: Id<'Task'> | null;
  readonly packageId: Id<'Package'> | null;
  readonly need: Need;
  readonly state: LeadState;
  /** The resident wrote something; it is in the vault. */
  readonly hasNote: boolean;
  /** Entries of the timeline so far. */
  readonly steps: number;
  /** Grows by one with every step: who saves must have seen the one before. */
  readonly revision: number;
  readonly createdAt: Date;
  readonly firstContactDueAt: Date;
  readonly firstContactedAt: Date | null;
  readonly visitAt: Date | null;
  readonly closedAt: Date | null;
  readonly lostReason: LostReason | null;
  readonly amountFen: Fen | null;
  readonly consentWithdrawnAt: Date | null;
}

/** Somebody took a step with the lead while this one was being taken. */
export class LeadChangedMeanwhile extends Refusal {
  constructor() {
    super('lead-changed-meanwhile', 'conflict');
  }
}

/** A colleague added the same phone in the same community. */
export class LeadOfColleague extends Refusal {
  constructor() {
    super('lead-of-colleague', 'conflict');
  }
}

export class OfferNotOpen extends Refusal {
  constructor() {
    super('offer-not-open', 'conflict');
  }
}

export class LostReasonMissing extends Refusal {
  constructor() {
    super('lost-reason-missing', 'invalid');
  }
}

export class VisitTimePassed extends Refusal {
  constructor() {
    super('visit-time-passed', 'invalid');
  }
}

function moved(lead: Lead, to: LeadState): Lead {
  if (!MOVES[lead.state].includes(to)) throw new IllegalMove('lead', lead.state, to);
  return { ...lead, state: to, steps: lead.steps + 1, revision: lead.revision + 1 };
}

/**
 * The lead after a step of following up, and which steps are reached with it for the first time: whoever books a visit
 * in the first call has contacted the resident too. Throws IllegalMove, VisitTimePassed.
 */
export function followUp(
  lead: Lead,
  input: { readonly step: FollowUpStep; readonly visitAt: Date | null },
  now: Date,
): { next: Lead; reached: readonly FollowUpStep[] } {
  const next = moved(lead, input.step);
  if (input.visitAt !== null && input.visitAt <= now) throw new VisitTimePassed();
  const reached: FollowUpStep[] = lead.firstContactedAt === null ? ['contacted'] : [];
  if (lead.state !== input.step && input.step !== 'contacted') reached.push(input.step);
  return {
    next: {
      ...next,
      firstContactedAt: lead.firstContactedAt ?? now,
      visitAt: input.step === 'visit_booked' ? input.visitAt : lead.visitAt,
    },
    reached,
  };
}

/** The lead after its end. Throws IllegalMove, LostReasonMissing. */
export function close(
  lead: Lead,
  input: { readonly outcome: 'won' | 'lost'; readonly reason: LostReason | null; readonly amountFen: Fen | null },
  now: Date,
): Lead {
  const next = moved(lead, input.outcome);
  if (input.outcome === 'won') return { ...next, closedAt: now, amountFen: input.amountFen };
  if (input.reason === null) throw new LostReasonMissing();
  return {
    ...next,
    closedAt: now,
    lostReason: input.reason,
    consentWithdrawnAt: input.reason === 'withdrew' ? now : lead.consentWithdrawnAt,
  };
}

/** Nobody has called, and the time for it is over. */
export function isOverdue(lead: Pick<Lead, 'state' | 'firstContactDueAt'>, now: Date): boolean {
  return lead.state === 'new' && lead.firstContactDueAt < now;
}

/** What every event of a lead says about where it came from. */
export const factsOf = (lead: Lead) => ({
  leadId: lead.leadId,
  shareToken: lead.shareToken,
  playId: lead.playId,
  taskId: lead.taskId,
  packageId: lead.packageId,
  cityId: lead.cityId,
  communityId: lead.communityId,
  touchpointId: lead.touchpointId,
});
