import { Refusal } from '#kernel/errors';
import type { CityId, CommunityId, CustomerKey, Id, PersonId, StoreId, TouchpointId } from '#kernel/ids';
import type { PackageId } from '../packages/package.ts';
import type { PricePlace } from '../prices/price.ts';

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
  };
  const opportunity = news.at < known.openedAt ? { ...known, openedAt: news.at } : known;
  if (news.appointment === null) {
    return opportunity.state === 'open' ? { ...opportunity, state: 'lost', closedAt: news.at } : opportunity;
  }
  if (news.seq <= opportunity.heardSeq || opportunity.state === 'won') return opportunity;
  return { ...opportunity, storeId: news.facts.storeId, seller: news.appointment, heardSeq: news.seq };
}

/** The same with a quotation put before the customer. @throws OpportunityClosed */
export function quoted(opportunity: Opportunity): Opportunity {
  refuseClosed(opportunity);
  return { ...opportunity, state: 'quoted' };
}

/** The customer signed. @throws OpportunityClosed */
export function won(opportunity: Opportunity, at: Date): Opportunity {
  refuseClosed(opportunity);
  return { ...opportunity, state: 'won', closedAt: at };
}

export function refuseClosed({ state }: Opportunity): void {
  if (state === 'won' || state === 'lost') throw new OpportunityClosed(OPPORTUNITY_WORDS[state]);
}

export const placeOf = ({ cityId, storeId, communityId }: VisitFacts): PricePlace => ({ cityId, storeId, communityId });

export class OpportunityClosed extends Refusal {
  constructor(state: string) {
    super('opportunity-closed', 'conflict', { state });
  }
}
