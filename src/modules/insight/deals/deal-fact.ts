import type { CityId, CommunityId, Id } from '#kernel/ids';
import { fen, type Fen } from '#kernel/money';

/** What the board counts, in words. */
export const DEAL_KINDS = {
  lead: '线索',
  visit_booked: '约上门',
  visit_done: '已上门',
  quoted: '报价',
  signed: '签约',
  paid: '收款',
  refunded: '退款',
  goods_paid: '商品收款',
  goods_refunded: '商品退款',
  team_filled: '成团',
  team_failed: '未成团',
  claimed: '售后',
  completed: '完工',
  promoter: '推荐者',
  passive: '中立者',
  detractor: '批评者',
  commission: '佣金',
  commission_back: '佣金扣回',
} as const;
export type DealKind = keyof typeof DEAL_KINDS;

/** One thing that happened on the way from a lead to a finished home, or with goods. */
export interface DealFact {
  /** The event's id: the same event is one fact, however often it arrives. */
  readonly eventId: string;
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly kind: DealKind;
  /** What was signed, received, given back or earned; zero where it is not about money. Never negative. */
  readonly amountFen: Fen;
  readonly leadId: Id<'Lead'> | null;
  readonly occurredAt: Date;
}

/** What all events of a deal say. */
export interface DealPayload {
  readonly cityId: CityId;
  /** Null of what belongs to no community: no deal of the board. */
  readonly communityId: CommunityId | null;
  readonly leadId?: Id<'Lead'> | null;
}

/** The fact that an event is. */
export function dealOf(
  event: { readonly eventId: string; readonly occurredAt: Date; readonly payload: DealPayload },
  kind: DealKind,
  amountFen = 0,
): DealFact | undefined {
  const { cityId, communityId, leadId = null } = event.payload;
  if (communityId === null) return undefined;
  const { eventId, occurredAt } = event;
  return { eventId, occurredAt, kind, cityId, communityId, leadId, amountFen: fen(Math.abs(amountFen)) };
}

/** Promoters answer 9 or 10, detractors up to 6 (Reichheld, The One Number You Need to Grow, 2003). */
export const npsKind = (score: number): DealKind => (score >= 9 ? 'promoter' : score <= 6 ? 'detractor' : 'passive');

/** Share of promoters less share of detractors, in points from −100 to 100; null without an answer. */
export function netPromoterScore(answers: { promoter: number; passive: number; detractor: number }): number | null {
  const all = answers.promoter + answers.passive + answers.detractor;
  return all === 0 ? null : Math.round(((answers.promoter - answers.detractor) / all) * 100);
}
