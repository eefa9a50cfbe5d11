import { describe, expect, test } from 'vitest';
import type { Id, UserId } from '#kernel/ids';
import { DAY } from '#kernel/time';
import {
  checkRule,
  DownlineRefused,
  endRule,
  RuleEndedAlready,
  RuleEndsBeforeItBegins,
  RuleInThePast,
  ruleInForce,
  UnknownParty,
  type CommissionRule,
  type CommissionRuleId,
  type NewRule,
} from './rule.ts';

const day = (ordinal: number): Date => new Date(Date.UTC(2026, 10, 1) + ordinal * DAY);
const bathroom = 'bathroom' as Id<'Package'>;
const kitchen = 'kitchen' as Id<'Package'>;

const rule = (ruleId: string, over: Partial<CommissionRule> = {}): CommissionRule => ({
  ruleId: ruleId as CommissionRuleId,
  partyKind: 'role',
  party: 'property_steward',
  packageId: null,
  rateBps: 300,
  holdDays: 15,
  validFrom: day(0),
  validUntil: null,
  reason: '',
  signedBy: null,
  signedAt: day(0),
  endedBy: null,
  endReason: null,
  ...over,
});

const asked = { partyKind: 'role', party: 'property_steward', packageId: bathroom } as const;
const rateAt = (rules: readonly CommissionRule[], at: Date, packageId = bathroom): number | undefined =>
  ruleInForce(rules, { ...asked, packageId }, at)?.rateBps;

describe('the rule in force', () => {
  test('holds from its first moment up to its last, which is not in it', () => {
    const rules = [rule('a', { validFrom: day(1), validUntil: day(2) })];
    expect(rateAt(rules, new Date(day(1).getTime() - 1))).toBeUndefined();
    expect(rateAt(rules, day(1))).toBe(300);
    expect(rateAt(rules, new Date(day(2).getTime() - 1))).toBe(300);
    expect(rateAt(rules, day(2))).toBeUndefined();
  });

  test('is the one that began last; the one before holds again when it is over', () => {
    const november = rule('b', { rateBps: 500, validFrom: day(5), validUntil: day(10) });
    const rules = [november, rule('a')];
    expect([4, 5, 9, 10].map((at) => rateAt(rules, day(at)))).toEqual([300, 500, 500, 300]);
  });

  test('is the one for the package, if there is one, and never that of others', () => {
    const rules = [rule('a', { validFrom: day(3) }), rule('b', { packageId: bathroom, rateBps: 100 })];
    expect(rateAt(rules, day(4))).toBe(100);
    expect(rateAt(rules, day(4), kitchen)).toBe(300);
    expect(ruleInForce(rules, { ...asked, party: 'designer' }, day(4))).toBeUndefined();
    expect(ruleInForce(rules, { ...asked, partyKind: 'partner' }, day(4))).toBeUndefined();
  });
});

describe('a new rule', () => {
  const asks: NewRule = { ...rule('a'), level: 1 };

  test('pays whoever brought the order and nobody above them', () => {
    expect(() => checkRule(asks, day(0))).not.toThrow();
    expect(() => checkRule({ ...asks, level: 2 }, day(0))).toThrow(DownlineRefused);
    expect(() => checkRule({ ...asks, level: 3 }, day(0))).toThrow(DownlineRefused);
  });

  test('is for a party that there is, from now on, and ends after it begins', () => {
    expect(() => checkRule({ ...asks, party: 'king' }, day(0))).toThrow(UnknownParty);
    expect(() => checkRule({ ...asks, party: 'toString' }, day(0))).toThrow(UnknownParty);
    expect(() => checkRule({ ...asks, partyKind: 'partner' }, day(0))).toThrow(UnknownParty);
    expect(() => checkRule({ ...asks, partyKind: 'partner', party: 'agency' }, day(0))).not.toThrow();
    expect(() => checkRule(asks, day(1))).toThrow(RuleInThePast);
    expect(() => checkRule({ ...asks, validUntil: day(0) }, day(0))).toThrow(RuleEndsBeforeItBegins);
  });
});

describe('the end of a rule', () => {
  const end = (at: Date) => ({ validUntil: at, endedBy: 'me' as UserId, reason: '不再做了' });

  test('is never moved backwards into what was earned, nor put off', () => {
    expect(endRule(rule('a'), end(day(3)), day(3))).toMatchObject({ validUntil: day(3), endReason: '不再做了' });
    expect(() => endRule(rule('a'), end(day(2)), day(3))).toThrow(RuleInThePast);
    expect(() => endRule(rule('a', { validUntil: day(2) }), end(day(3)), day(1))).toThrow(RuleEndedAlready);
  });

  test('of one that has not begun makes it hold never', () => {
    const never = endRule(rule('a', { validFrom: day(5) }), end(day(1)), day(1));
    expect([1, 5, 6].map((at) => rateAt([never], day(at)))).toEqual([undefined, undefined, undefined]);
  });
});
