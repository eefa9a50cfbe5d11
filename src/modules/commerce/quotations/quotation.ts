import { IllegalMove, Refusal } from '#kernel/errors';
import type { CityId, CommunityId, CustomerKey, Id, PersonId, StoreId, TouchpointId } from '#kernel/ids';
import type { Fen } from '#kernel/money';
import type { VisitId } from '../opportunities/opportunity.ts';
import type { PackageId } from '../packages/package.ts';

export type QuotationId = Id<'Quotation'>;
export type QuotationState = 'draft' | 'sent' | 'signed' | 'superseded' | 'withdrawn' | 'expired';
export type QuotationMove = 'send' | 'sign' | 'supersede' | 'withdraw' | 'expire';

/** The legal moves. A draft gives way to the next draft, an offer to the next offer. */
const MOVES: Readonly<Record<QuotationState, Partial<Record<QuotationMove, QuotationState>>>> = {
  draft: { send: 'sent', supersede: 'superseded', withdraw: 'withdrawn', expire: 'expired' },
  sent: { sign: 'signed', supersede: 'superseded', withdraw: 'withdrawn', expire: 'expired' },
  signed: {},
  superseded: {},
  withdrawn: {},
  expired: {},
};

export const QUOTATION_WORDS: Readonly<Record<QuotationState, string>> = {
  draft: '草稿',
  sent: '待签约',
  signed: '已签约',
  superseded: '已有新报价',
  withdrawn: '已撤回',
  expired: '已过期',
};

/** Why something is taken off. A closed list: nothing personal is written into it. */
export const DISCOUNT_WORDS = {
  several_works: '多项一起做',
  neighbours: '邻居同期开工',
  returning: '老顾客',
  show_home: '愿意作样板间',
  goodwill: '补偿上次的不便',
} as const;
export type DiscountReason = keyof typeof DISCOUNT_WORDS;

export interface QuotationLine {
  readonly kind: 'package' | 'option' | 'discount';
  /** Of the option, or of the reason for a discount; null for the package. */
  readonly code: string | null;
  readonly name: string;
  readonly unit: string;
  /** 1250 is 12.5 ㎡, 100 is one. */
  readonly quantityHundredths: number;
  readonly unitPriceFen: Fen;
  /** Negative for a discount. The lines of a quotation sum to its total. */
  readonly amountFen: Fen;
  /** The list that the price is from and since when; for a discount its reason. */
  readonly why: string;
}

/** What the lines come to. */
export interface Sums {
  /** Before the discount. */
  readonly listFen: Fen;
  /** ≥ 0. */
  readonly discountFen: Fen;
  readonly totalFen: Fen;
  readonly depositFen: Fen;
}

export interface Quotation extends Sums {
  readonly quotationId: QuotationId;
  readonly visitId: VisitId;
  /** From 1, one more with each of the same opportunity. */
  readonly revision: number;
  readonly state: QuotationState;
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly storeId: StoreId | null;
  readonly customerKey: CustomerKey;
  readonly personId: PersonId;
  readonly leadId: Id<'Lead'> | null;
  readonly shareToken: string | null;
  readonly packageId: PackageId;
  /** As it was called when it was quoted. */
  readonly packageName: string;
  /** Who quoted. */
  readonly touchpointId: TouchpointId;
  readonly lines: readonly QuotationLine[];
  /** The first moment at which it can no longer be signed. */
  readonly validUntil: Date;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
  /** When it was signed, or ended otherwise. */
  readonly closedAt: Date | null;
}

/** The quotation after a move at a moment. @throws IllegalMove */
export function moved(quotation: Quotation, move: QuotationMove, at: Date): Quotation {
  const state = MOVES[quotation.state][move];
  if (state === undefined) throw new IllegalMove('quotation', QUOTATION_WORDS[quotation.state], move);
  return { ...quotation, state, ...(state === 'sent' ? { sentAt: at } : { closedAt: at }) };
}

/** The state to show: an offer whose time is over is expired before anybody wrote it down. */
export const stateAt = ({ state, validUntil }: Quotation, at: Date): QuotationState =>
  state === 'sent' && validUntil <= at ? 'expired' : state;

/** The signed move, for an offer that stands. @throws QuotationNotStanding */
export function signed(quotation: Quotation, at: Date): Quotation {
  const state = stateAt(quotation, at);
  if (state !== 'sent') throw new QuotationNotStanding(state);
  return moved(quotation, 'sign', at);
}

/** It cannot be signed: another took its place, it was taken back, its time is over, or it was signed before. */
export class QuotationNotStanding extends Refusal {
  constructor(state: QuotationState) {
    super('quotation-not-standing', 'conflict', { state: QUOTATION_WORDS[state] });
  }
}
