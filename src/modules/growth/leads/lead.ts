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
/** Where it came from: the page behind a share link, a touchpoint who wrote it down, a printed code. */
export type LeadChannel = 'offer_page' | 'by_hand' | 'code';

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
  /** The printed code it came by; null for the other channels. */
  readonly bookingCode: string | null;
  /** What brought it; all null for a lead that was added by hand, the play's part for one that came by a code. */
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
  /** The latest visit that was booked for it with somebody's name on it. */
  readonly visitId: Id<'Visit'> | null;
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

/** How far a lead has come. What life did stands, in whatever order word of it arrives. */
const FAR: Readonly<Record<LeadState, number>> = { new: 0, contacted: 1, visit_booked: 2, quoted: 3, won: 4, lost: 4 };

/** The lead after news, and the steps that are reached with it for the first time; undefined where nothing changes. */
export type AfterNews = { readonly next: Lead; readonly reached: readonly FollowUpStep[] } | undefined;

/**
 * The lead after news from another part of the house that it has come to a state, be it stages further on: whoever is
 * quoted was reached, although nobody wrote it down. News of an earlier stage, or about a lead that is over, changes
 * nothing.
 */
export function catchUp(lead: Lead, to: 'visit_booked' | 'quoted', now: Date): AfterNews {
  if (FAR[lead.state] >= FAR[to]) return undefined;
  const reached: FollowUpStep[] = lead.firstContactedAt === null ? ['contacted', to] : [to];
  return {
    next: { ...oneStepOn(lead), state: to, firstContactedAt: lead.firstContactedAt ?? now },
    reached,
  };
}

/** As `catchUp`, where it was signed; undefined for a lead that is over. */
export function catchUpWon(lead: Lead, amountFen: Fen, now: Date): AfterNews {
  if (CLOSED_STATES.includes(lead.state)) return undefined;
  return {
    next: {
      ...oneStepOn(lead),
      state: 'won',
      firstContactedAt: lead.firstContactedAt ?? now,
      closedAt: now,
      amountFen,
    },
    reached: lead.firstContactedAt === null ? ['contacted'] : [],
  };
}

/**
 * The lead after news of a visit: booked or moved to a time, or called off (null). A visit older than the one that the
 * lead knows (ids grow with time) no longer concerns it.
 */
export function afterVisitNews(
  lead: Lead,
  visit: { readonly visitId: Id<'Visit'>; readonly at: Date | null },
  now: Date,
): AfterNews {
  if (CLOSED_STATES.includes(lead.state)) return undefined;
  if (lead.visitId !== null && visit.visitId < lead.visitId) return undefined;
  const known = lead.visitId === visit.visitId && lead.visitAt?.getTime() === visit.at?.getTime();
  const further = visit.at === null ? undefined : catchUp(lead, 'visit_booked', now);
  if (further === undefined && known) return undefined;
  const { next, reached } = further ?? { next: oneStepOn(lead), reached: [] };
  return { next: { ...next, visitId: visit.visitId, visitAt: visit.at }, reached };
}

/** With these the resident has decided, or we cannot help them; with the others it may be another time. */
const FINAL_REASONS: readonly LostReason[] = ['too_expensive', 'chose_other', 'not_needed', 'out_of_scope'];

/**
 * The lead after whoever sold gave up: lost for the same reason where that is the end of it. Else it stays as far as it
 * came, without a visit, for whose lead it is to follow up again. A sale older than the visit that the lead knows no
 * longer concerns it.
 */
export function afterSaleGivenUp(
  lead: Lead,
  sale: { readonly visitId: Id<'Visit'>; readonly reason: LostReason },
  now: Date,
): AfterNews {
  if (CLOSED_STATES.includes(lead.state)) return undefined;
  if (lead.visitId !== null && sale.visitId < lead.visitId) return undefined;
  const next = oneStepOn(lead);
  if (!FINAL_REASONS.includes(sale.reason)) return { next: { ...next, visitAt: null }, reached: [] };
  return { next: { ...next, state: 'lost', closedAt: now, lostReason: sale.reason }, reached: [] };
}

const oneStepOn = (lead: Lead): Lead => ({ ...lead, steps: lead.steps + 1, revision: lead.revision + 1 });

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
