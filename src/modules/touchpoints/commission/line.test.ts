import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CityId, CommunityId, Id, PartnerId, TouchpointId } from '#kernel/ids';
import { fen, sumFen, type Fen } from '#kernel/money';
import { addDays } from '#kernel/time';
import {
  missingLines,
  payableFrom,
  shareOf,
  stateOf,
  type CommissionLine,
  type CommissionLineId,
  type CommissionOrder,
  type OrderMoney,
  type Payment,
  type Refund,
} from './line.ts';
import type { CommissionRule, CommissionRuleId } from './rule.ts';
import { lineInWords } from './statement.ts';

const NOON = new Date('2026-11-21T04:00:00Z');
const order: CommissionOrder = {
  cityId: 'city' as CityId,
  orderId: 'order' as Id<'Order'>,
  communityId: 'community' as CommunityId,
  packageId: 'package' as Id<'Package'>,
  storeId: null,
  orderNumber: 'HZ-261121-0003',
  completedAt: null,
  attributedAt: NOON,
  touchpointId: 'steward' as TouchpointId,
  role: 'property_steward',
  partnerId: 'company' as PartnerId,
  partnerKind: 'property_company',
};

const rule = (party: string, rateBps: number, from = NOON, ruleId = `${party}-${rateBps}`): CommissionRule => ({
  ruleId: ruleId as CommissionRuleId,
  partyKind: party === 'property_company' ? 'partner' : 'role',
  party,
  packageId: null,
  rateBps,
  holdDays: 15,
  validFrom: from,
  validUntil: null,
  reason: '',
  signedBy: null,
  signedAt: from,
  endedBy: null,
  endReason: null,
});
const RULES = [rule('property_steward', 300), rule('property_company', 100)];

const payment = (id: string, amountFen: number, paidAt = NOON): Payment => ({
  paymentId: id as Id<'Payment'>,
  stage: 'deposit',
  amountFen: fen(amountFen),
  paidAt,
});
const refund = (id: string, paymentId: string, amountFen: number, refundedAt = NOON): Refund => ({
  refundId: id as Id<'Refund'>,
  paymentId: paymentId as Id<'Payment'>,
  amountFen: fen(amountFen),
  refundedAt,
});

let ids = 0;
const newId = (): CommissionLineId => `line-${(ids += 1)}` as CommissionLineId;

/** Books what is missing at each step of knowledge. */
function bookAll(steps: readonly { money: OrderMoney; order: CommissionOrder }[], rules = RULES): CommissionLine[] {
  return steps.reduce<CommissionLine[]>((booked, step) => {
    const drafts = missingLines(step.order, step.money, rules, booked, newId);
    return [...booked, ...drafts.map((draft) => ({ ...draft, entryId: null }))];
  }, []);
}

const sumBy = (lines: readonly CommissionLine[], partyKind: 'role' | 'partner'): Fen =>
  sumFen(lines.filter((line) => line.partyKind === partyKind).map((line) => line.amountFen));

type Fact = { payment: Payment } | { refund: Refund } | { attributed: true };

/** What is known after each fact, from nothing on; a fact may come twice. */
function stepsOf(facts: readonly Fact[]): { money: OrderMoney; order: CommissionOrder }[] {
  const payments = new Map<string, Payment>();
  const refunds = new Map<string, Refund>();
  let known: CommissionOrder = { ...order, attributedAt: null };
  return facts.map((fact) => {
    if ('payment' in fact) payments.set(fact.payment.paymentId, fact.payment);
    else if ('refund' in fact) refunds.set(fact.refund.refundId, fact.refund);
    else known = order;
    return { money: { payments: [...payments.values()], refunds: [...refunds.values()] }, order: known };
  });
}

/** Payments on different days, and refunds of them that together may ask for more than there was. */
const dealings = fc
  .array(
    fc.record({
      amount: fc.integer({ min: 1, max: 5_000_000 }),
      day: fc.integer({ min: 0, max: 40 }),
      refunds: fc.array(fc.integer({ min: 1, max: 5_000_000 }), { maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((paid) => ({
    payments: paid.map((each, at) => payment(`p${at}`, each.amount, addDays(NOON, each.day))),
    refunds: paid.flatMap((each, at) =>
      each.refunds.map((amount, nth) => refund(`r${at}-${nth}`, `p${at}`, amount, addDays(NOON, each.day + nth + 1))),
    ),
  }));

const withOrder = dealings.chain((money) => {
  const facts: Fact[] = [
    ...money.payments.map((each) => ({ payment: each })),
    ...money.refunds.map((each) => ({ refund: each })),
    { attributed: true },
  ];
  return fc
    .tuple(fc.shuffledSubarray(facts, { minLength: facts.length }), fc.shuffledSubarray(facts))
    .map(([all, again]) => ({ money, facts: [...all, ...again] }));
});

/** What was received and kept of the payments for which the test asks. */
function keptFen(money: OrderMoney, which: (payment: Payment) => boolean = () => true): number {
  return money.payments.filter(which).reduce((sum, each) => {
    const back = money.refunds.filter((one) => one.paymentId === each.paymentId);
    return sum + Math.max(0, each.amountFen - sumFen(back.map((one) => one.amountFen)));
  }, 0);
}

describe('the lines of an order', () => {
  test('add up to the share of what was received and kept, in whatever order and however often it is heard', () => {
    fc.assert(
      fc.property(withOrder, ({ money, facts }) => {
        const lines = bookAll(stepsOf(facts));
        expect(sumBy(lines, 'role')).toBe(shareOf(fen(keptFen(money)), 300));
        expect(sumBy(lines, 'partner')).toBe(shareOf(fen(keptFen(money)), 100));
        for (const line of lines) expect(line.amountFen * Math.sign(line.baseFen)).toBeGreaterThanOrEqual(0);
        const causes = lines.map((line) => `${line.partyKind} ${line.causeId}`);
        expect(causes).toHaveLength(new Set(causes).size);
      }),
    );
  });

  test('follow the rate of the day of payment, each rate summed by itself, in any order too', () => {
    const rules = [rule('property_steward', 300), rule('property_steward', 450, addDays(NOON, 20))];
    fc.assert(
      fc.property(withOrder, ({ money, facts }) => {
        const lines = bookAll(stepsOf(facts), rules);
        const isLate = ({ paidAt }: Payment): boolean => paidAt >= addDays(NOON, 20);
        const early = shareOf(fen(keptFen(money, (each) => !isLate(each))), 300);
        expect(sumBy(lines, 'role')).toBe(early + shareOf(fen(keptFen(money, isLate)), 450));
        expect(sumBy(lines, 'partner')).toBe(0);
      }),
    );
  });

  test('are each within a fen of their exact share, whatever the split of payments', () => {
    const split = fc.array(fc.integer({ min: 1, max: 999 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(split, fc.integer({ min: 1, max: 10_000 }), (amounts, rateBps) => {
        const payments = amounts.map((amount, at) => payment(`p${at}`, amount, addDays(NOON, at)));
        const rules = [rule('property_steward', rateBps)];
        const lines = bookAll([{ order, money: { payments, refunds: [] } }], rules);
        expect(sumBy(lines, 'role')).toBe(shareOf(sumFen(amounts.map(fen)), rateBps));
        for (const line of lines) {
          expect(Math.abs(line.amountFen - (line.baseFen * rateBps) / 10_000)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test('leave nothing where everything went back', () => {
    fc.assert(
      fc.property(dealings, ({ payments }) => {
        const refunds = payments.map((each) => refund(`back-${each.paymentId}`, each.paymentId, each.amountFen));
        const lines = bookAll([{ order, money: { payments, refunds } }]);
        expect([sumBy(lines, 'role'), sumBy(lines, 'partner')]).toEqual([0, 0]);
      }),
    );
  });

  test('are none for nobody, for a role without a rule, and before it is known whose the order is', () => {
    const money = { payments: [payment('p', 300_000)], refunds: [refund('r', 'p', 1_000)] };
    const of = (over: Partial<CommissionOrder>) => bookAll([{ order: { ...order, ...over }, money }]);
    expect(of({ attributedAt: null })).toEqual([]);
    expect(of({ touchpointId: null, role: null, partnerId: null, partnerKind: null })).toEqual([]);
    expect(of({ role: 'designer' }).map((line) => line.partyKind)).toEqual(['partner', 'partner']);
    expect(bookAll([{ order, money }], [rule('property_steward', 0)])).toEqual([]);
  });
});

test('the day of payment does not count, and the last day of the hold is over when the next one begins', () => {
  expect(payableFrom(NOON, 15)).toEqual(new Date('2026-12-06T16:00:00Z'));
  expect(payableFrom(new Date('2026-11-21T15:59:59Z'), 15)).toEqual(new Date('2026-12-06T16:00:00Z'));
  expect(payableFrom(new Date('2026-11-21T16:00:00Z'), 15)).toEqual(new Date('2026-12-07T16:00:00Z'));
  expect(payableFrom(NOON, 0)).toEqual(new Date('2026-11-21T16:00:00Z'));
});

test('a line is held until its time and payable from then on, and gone when all of it went back', () => {
  const payableAt = payableFrom(NOON, 15);
  const before = new Date(payableAt.getTime() - 1);
  expect(stateOf({ awaitsCompletion: false, payableAt, leftFen: 1 }, before)).toBe('held');
  expect(stateOf({ awaitsCompletion: false, payableAt, leftFen: 1 }, payableAt)).toBe('payable');
  expect(stateOf({ awaitsCompletion: false, payableAt, leftFen: 0 }, payableAt)).toBe('reversed');
  expect(stateOf({ awaitsCompletion: true, payableAt, leftFen: 1 }, payableAt)).toBe('held');
});

test('a line says in words what came, whose share of it it is, and from when', () => {
  const money = { payments: [payment('p', 300_000)], refunds: [refund('r', 'p', 100_000, addDays(NOON, 2))] };
  const words = bookAll([{ order, money }]).map((line) => lineInWords(line, 'HZ-261121-0003'));
  expect(words).toEqual([
    '订单 HZ-261121-0003 收到定金 ¥3,000，按物业管家 3% 计 ¥90，12月7日可结',
    '订单 HZ-261121-0003 退款 ¥1,000，扣回 ¥30',
    '订单 HZ-261121-0003 收到定金 ¥3,000，按物业公司 1% 计 ¥30，12月7日可结',
    '订单 HZ-261121-0003 退款 ¥1,000，扣回 ¥10',
  ]);
  const later = {
    payments: [{ ...payment('p', 1_050, new Date('2026-12-28T04:00:00Z')), stage: 'balance' as const }],
    refunds: [],
  };
  expect(lineInWords(bookAll([{ order, money: later }])[0]!, 'HZ-1')).toBe(
    '订单 HZ-1 收到尾款 ¥10.50，按物业管家 3% 计 ¥0.32，2027年1月13日可结',
  );
});
