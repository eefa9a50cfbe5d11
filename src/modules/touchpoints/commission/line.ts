import type { CityId, CommunityId, Id, PartnerId, StoreId, TouchpointId } from '#kernel/ids';
import { fen, type Fen } from '#kernel/money';
import { addDays, businessDay, startOfBusinessDay } from '#kernel/time';
import type { LedgerEntryId } from '#platform/ledger';
import { ruleInForce, type CommissionRule, type CommissionRuleId, type PartyKind } from './rule.ts';

export type CommissionLineId = Id<'CommissionLine'>;
export type PaymentStage = 'deposit' | 'balance' | 'full';

/** What is known of an order so far. */
export interface CommissionOrder {
  readonly cityId: CityId;
  readonly orderId: Id<'Order'>;
  readonly communityId: CommunityId;
  /** Of a service only. */
  readonly packageId: Id<'Package'> | null;
  /** Both null until a payment or refund was heard of. */
  readonly storeId: StoreId | null;
  readonly orderNumber: string | null;
  /** When nothing could be claimed of it any more; null until then, and of a service. */
  readonly completedAt: Date | null;
  /** Null until it is known whose the order is. */
  readonly attributedAt: Date | null;
  readonly touchpointId: TouchpointId | null;
  readonly role: string | null;
  readonly partnerId: PartnerId | null;
  readonly partnerKind: string | null;
}

export interface Payment {
  readonly paymentId: Id<'Payment'>;
  readonly stage: PaymentStage;
  readonly amountFen: Fen;
  readonly paidAt: Date;
}

/** Money of one payment that went back; its payment may be heard of later. */
export interface Refund {
  readonly refundId: Id<'Refund'>;
  readonly paymentId: Id<'Payment'>;
  readonly amountFen: Fen;
  readonly refundedAt: Date;
}

/** Somebody who has a share in the order: one of the two ids is set. */
export interface Party {
  readonly partyKind: PartyKind;
  readonly party: string;
  readonly touchpointId: TouchpointId | null;
  readonly partnerId: PartnerId | null;
}

/** What one payment earned one party, or one refund took back. Never changed. */
export interface CommissionLine extends Party {
  readonly lineId: CommissionLineId;
  readonly cityId: CityId;
  readonly orderId: Id<'Order'>;
  readonly communityId: CommunityId;
  readonly storeId: StoreId | null;
  readonly kind: 'accrual' | 'reversal';
  /** The payment or refund. */
  readonly causeId: string;
  /** Of a reversal, the accrual that it takes back from. */
  readonly reversesId: CommissionLineId | null;
  readonly stage: PaymentStage;
  readonly ruleId: CommissionRuleId;
  readonly rateBps: number;
  /** The money that it is a share of; negative for a reversal. */
  readonly baseFen: Fen;
  /** Has the sign of the base, or is 0. */
  readonly amountFen: Fen;
  readonly occurredAt: Date;
  /** A reversal's is that of its accrual, so that what is held goes down with what was held. */
  readonly payableAt: Date;
  /** Of goods: not before their order is complete either. */
  readonly awaitsCompletion: boolean;
  /** The posting; null for a line of 0. */
  readonly entryId: LedgerEntryId | null;
}

export type DraftLine = Omit<CommissionLine, 'entryId'>;

export const LINE_STATES = { held: '待结算', payable: '可结算', reversed: '已扣回' } as const;
export type LineState = keyof typeof LINE_STATES;

/**
 * Where an earning stands: all of it taken back, or else by time and, of goods, by whether they can still be claimed. What
 * was paid out will be a state of its own.
 */
export function stateOf(
  accrual: { payableAt: Date; awaitsCompletion: boolean; leftFen: number },
  now: Date,
): LineState {
  if (accrual.leftFen === 0) return 'reversed';
  return accrual.awaitsCompletion || accrual.payableAt > now ? 'held' : 'payable';
}

/** The share of a sum, to the nearest fen, half a fen up. */
export function shareOf(base: Fen, rateBps: number): Fen {
  const scaled = fen(base * rateBps + 5_000);
  return fen((scaled - (scaled % 10_000)) / 10_000);
}

/**
 * When what a payment earned can be paid out. The day of payment is not counted and the last day is over when the next
 * one begins (《民法典》 art. 201, 203), in Asia/Shanghai.
 */
export function payableFrom(paidAt: Date, holdDays: number): Date {
  return addDays(startOfBusinessDay(businessDay(paidAt)), holdDays + 1);
}

/** Who has a share in an order: whoever brought it, and the organisation that works where it is. */
export function partiesOf(order: CommissionOrder): Party[] {
  const { touchpointId, role, partnerId, partnerKind } = order;
  const parties: Party[] = [];
  if (touchpointId !== null && role !== null) {
    parties.push({ partyKind: 'role', party: role, touchpointId, partnerId: null });
  }
  if (partnerId !== null && partnerKind !== null) {
    parties.push({ partyKind: 'partner', party: partnerKind, touchpointId: null, partnerId });
  }
  return parties;
}

export interface OrderMoney {
  readonly payments: readonly Payment[];
  readonly refunds: readonly Refund[];
}

/**
 * The lines that what is known of an order asks for and that are not there yet. Whatever came in which order, each
 * party's lines add up to the share of what was received and kept, for every rate: a line is the share of the sum with
 * its cause less the share of the sum without it, which is the largest remainder's law for parts that come one by one.
 * The rate is the one in force when the payment was received, and a refund takes back at the rate of its payment.
 */
export function missingLines(
  order: CommissionOrder,
  money: OrderMoney,
  rules: readonly CommissionRule[],
  booked: readonly CommissionLine[],
  newId: () => CommissionLineId,
): DraftLine[] {
  if (order.attributedAt === null) return [];
  return partiesOf(order).flatMap((party) => {
    const lines = booked.filter((line) => line.partyKind === party.partyKind);
    return missingOf(order, party, money, rules, lines, newId);
  });
}

function missingOf(
  order: CommissionOrder,
  party: Party,
  money: OrderMoney,
  rules: readonly CommissionRule[],
  booked: readonly CommissionLine[],
  newId: () => CommissionLineId,
): DraftLine[] {
  const lines: DraftLine[] = [...booked];
  const isBooked = (causeId: string): boolean => lines.some((line) => line.causeId === causeId);
  const { cityId, orderId, communityId, storeId } = order;
  const awaitsCompletion = order.packageId === null && order.completedAt === null;
  const facts = { ...party, cityId, orderId, communityId, storeId, awaitsCompletion };
  for (const payment of money.payments.toSorted((a, b) => inOrder(a.paidAt, a.paymentId, b.paidAt, b.paymentId))) {
    const rule = ruleInForce(rules, { ...party, packageId: order.packageId }, payment.paidAt);
    if (rule === undefined || rule.rateBps === 0 || isBooked(payment.paymentId)) continue;
    lines.push({
      ...facts,
      lineId: newId(),
      kind: 'accrual',
      causeId: payment.paymentId,
      reversesId: null,
      stage: payment.stage,
      ruleId: rule.ruleId,
      rateBps: rule.rateBps,
      baseFen: payment.amountFen,
      amountFen: shareOfNext(lines, rule.rateBps, payment.amountFen),
      occurredAt: payment.paidAt,
      payableAt: payableFrom(payment.paidAt, rule.holdDays),
    });
  }
  for (const refund of money.refunds.toSorted((a, b) => inOrder(a.refundedAt, a.refundId, b.refundedAt, b.refundId))) {
    const accrual = lines.find((line) => line.causeId === refund.paymentId);
    if (accrual === undefined || isBooked(refund.refundId)) continue;
    const left = sumOf(lines, (line) => line.lineId === accrual.lineId || line.reversesId === accrual.lineId);
    const baseFen = fen(-Math.min(refund.amountFen, left));
    if (baseFen === 0) continue;
    lines.push({
      ...facts,
      lineId: newId(),
      kind: 'reversal',
      causeId: refund.refundId,
      reversesId: accrual.lineId,
      stage: accrual.stage,
      ruleId: accrual.ruleId,
      rateBps: accrual.rateBps,
      baseFen,
      amountFen: shareOfNext(lines, accrual.rateBps, baseFen),
      occurredAt: refund.refundedAt,
      payableAt: accrual.payableAt,
    });
  }
  return lines.slice(booked.length);
}

/** What the share of all lines of a rate changes by when one more base joins them. */
function shareOfNext(lines: readonly DraftLine[], rateBps: number, baseFen: Fen): Fen {
  const before = sumOf(lines, (line) => line.rateBps === rateBps);
  return fen(shareOf(fen(before + baseFen), rateBps) - shareOf(fen(before), rateBps));
}

const sumOf = (lines: readonly DraftLine[], which: (line: DraftLine) => boolean): number =>
  lines.filter(which).reduce((sum, line) => sum + line.baseFen, 0);

function inOrder(atA: Date, idA: string, atB: Date, idB: string): number {
  return atA.getTime() - atB.getTime() || (idA < idB ? -1 : 1);
}
