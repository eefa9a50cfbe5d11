import { Refusal } from '#kernel/errors';
import type { CityId, CommunityId, CustomerKey, Id, PersonId, StoreId, TouchpointId } from '#kernel/ids';
import type { PackageId } from '../packages/package.ts';
import type { SellingPlace } from '../prices/area-entry.ts';

export type VisitId = Id<'Visit'>;

/** open 待报价 → quoted 已报价 → won 已签约; open or quoted → lost 已结束. */
export type OpportunityState = 'open' | 'quoted' | 'won' | 'lost';

export const OPPORTUNITY_WORDS: Readonly<Record<OpportunityState, string>> = {
  open: '待报价',
  quoted: '已报价',
  won: '已签约',
  lost: '已结束',
};
export const OPEN_STATES = ['open', 'quoted'] as const;
export const CLOSED_STATES = ['won', 'lost'] as const;

type OpportunityMove = 'quote' | 'win' | 'lose';

/** The legal moves. Another quotation of one that was quoted leaves it there; what is over stays over. */
const MOVES: Readonly<Record<OpportunityState, Partial<Record<OpportunityMove, OpportunityState>>>> = {
  open: { quote: 'quoted', lose: 'lost' },
  quoted: { quote: 'quoted', win: 'won', lose: 'lost' },
  won: {},
  lost: {},
};

/** Why whoever sells gives up: a closed list, so that it can be counted; their own words are kept beside it. */
export const GIVE_UP_REASONS = {
  no_answer: '联系不上',
  too_expensive: '嫌贵',
  chose_other: '选了别家',
  not_now: '暂时不做',
  not_needed: '没有需求',
  out_of_scope: '我们做不了',
} as const;
export type GiveUpReason = keyof typeof GIVE_UP_REASONS;

/** Why an opportunity was lost. */
export const LOSS_WORDS = { ...GIVE_UP_REASONS, visit_cancelled: '上门取消了' } as const;
export type LossReason = keyof typeof LOSS_WORDS;

/** What brought a visit and whose it is; lead and share token are opaque here. */
export interface VisitFacts {
  readonly cityId: CityId;
  readonly visitId: VisitId;
  readonly communityId: CommunityId;
  readonly storeId: StoreId | null;
  readonly customerKey: CustomerKey;
  readonly personId: PersonId;
  readonly leadId: Id<'Lead'> | null;
  readonly shareToken: string | null;
  /** What the customer asked about. */
  readonly packageId: PackageId | null;
}

/** Who comes, and when. */
export interface Appointment {
  readonly touchpointId: TouchpointId;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** A chance to sell: a home that somebody measures. It goes by the id of the visit. */
export interface Opportunity extends VisitFacts {
  /** Who sells: whoever comes. Null only where the visit was called off before anything else was heard of it. */
  readonly seller: Appointment | null;
  /** The number of the news that the seller is from; 0 for none. */
  readonly heardSeq: number;
  readonly state: OpportunityState;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  /** Null unless it was lost. */
  readonly lossReason: LossReason | null;
  /** What was written about it, under the customer's key. */
  readonly noteSealed: Buffer | null;
}

/** One piece of news of a visit. `seq` counts all events of the system in the order in which they happened. */
export interface VisitNews {
  readonly seq: number;
  readonly at: Date;
  readonly facts: VisitFacts;
  /** Null when the visit was called off. */
  readonly appointment: Appointment | null;
}

/**
 * The opportunity after news of its visit. News may come twice and in any order: of appointments the one that happened
 * last counts, a visit called off ends an opportunity that was not quoted on, and what is won or lost stays so.
 */
export function afterVisit(before: Opportunity | undefined, news: VisitNews): Opportunity {
  const known = before ?? {
    ...news.facts,
    seller: null,
    heardSeq: 0,
    state: 'open' as const,
    openedAt: news.at,
    closedAt: null,
    lossReason: null,
    noteSealed: null,
  };
  const opportunity = news.at < known.openedAt ? { ...known, openedAt: news.at } : known;
  if (news.appointment === null) {
    if (opportunity.state !== 'open') return opportunity;
    return { ...moved(opportunity, 'lose'), closedAt: news.at, lossReason: 'visit_cancelled' };
  }
  if (news.seq <= opportunity.heardSeq || opportunity.state === 'won') return opportunity;
  return { ...opportunity, storeId: news.facts.storeId, seller: news.appointment, heardSeq: news.seq };
}

/** The state after a move. @throws OpportunityClosed */
function moved(opportunity: Opportunity, move: OpportunityMove): Opportunity {
  const state = MOVES[opportunity.state][move];
  if (state === undefined) throw new OpportunityClosed(OPPORTUNITY_WORDS[opportunity.state]);
  return { ...opportunity, state };
}

/** The same with a quotation put before the customer. @throws OpportunityClosed */
export const quoted = (opportunity: Opportunity): Opportunity => moved(opportunity, 'quote');

/** The customer signed what was quoted. @throws OpportunityClosed */
export const won = (opportunity: Opportunity, at: Date): Opportunity => ({
  ...moved(opportunity, 'win'),
  closedAt: at,
});

/** Whoever sells, or staff, gave it up. @throws OpportunityClosed */
export const givenUp = (
  opportunity: Opportunity,
  why: { readonly reason: GiveUpReason; readonly noteSealed: Buffer | null },
  at: Date,
): Opportunity => ({
  ...moved(opportunity, 'lose'),
  closedAt: at,
  lossReason: why.reason,
  noteSealed: why.noteSealed,
});

export function refuseClosed({ state }: Opportunity): void {
  if (state === 'won' || state === 'lost') throw new OpportunityClosed(OPPORTUNITY_WORDS[state]);
}

export const placeOf = ({ cityId, storeId, communityId }: VisitFacts): SellingPlace => ({
  cityId,
  storeId,
  communityId,
});

export class OpportunityClosed extends Refusal {
  constructor(state: string) {
    super('opportunity-closed', 'conflict', { state });
  }
}
