import { expect, test } from 'vitest';
import { fen } from '#kernel/money';
import { badgeInWords, checkBadges, DEFAULT_BADGES, earnedInWords, periodOf } from './badge.ts';
import { checkLevels, DEFAULT_LEVELS, levelFor, levelInWords, levelOf, missingInWords, nextStanding } from './level.ts';
import { balanceInWords, expiresAt, keptFenOf, pointsFor, termsInWords } from './point-terms.ts';

const now = new Date('2026-06-06T02:00:00Z');
const standing = (level: number, until: string | null) => ({
  level,
  levelUntil: until === null ? null : new Date(until),
});

test('a level rises at once, and falls to what was reached once its time is over', () => {
  expect(nextStanding(DEFAULT_LEVELS, standing(0, null), 499, now)).toBeUndefined();
  expect(nextStanding(DEFAULT_LEVELS, standing(0, null), 2_000, now)).toEqual(standing(2, '2027-06-06T16:00:00Z'));
  expect(nextStanding(DEFAULT_LEVELS, standing(2, '2026-12-31T16:00:00Z'), 0, now)).toBeUndefined();
  expect(nextStanding(DEFAULT_LEVELS, standing(2, '2026-06-05T16:00:00Z'), 700, now)?.level).toBe(1);
  expect(nextStanding(DEFAULT_LEVELS, standing(1, '2026-06-05T16:00:00Z'), 0, now)).toEqual(standing(0, null));
});

test('levels begin at nothing and go up', () => {
  expect(() => checkLevels(DEFAULT_LEVELS)).not.toThrow();
  const [first, second] = DEFAULT_LEVELS.levels as [never, never];
  expect(() => checkLevels({ measure: 'spend', levels: [second] })).toThrow('levels-out-of-order');
  expect(() => checkLevels({ measure: 'spend', levels: [first, { ...(second as object), from: 0 } as never] })).toThrow(
    'levels-out-of-order',
  );
  expect(levelFor(DEFAULT_LEVELS, 1_999).level).toBe(1);
  // A level that was abolished is the highest there is.
  expect(levelOf({ measure: 'points', levels: [first, second] }, 7).level).toBe(1);
});

test('who gets what is said from the rules', () => {
  expect(levelInWords({ measure: 'spend' }, { from: 2_000_00 })).toBe('近365天消费2,000元起');
  expect(missingInWords('points', 380, '银牌邻居')).toBe('再得380分就是银牌邻居');
  const [, healthy, early] = DEFAULT_BADGES.badges;
  expect(badgeInWords(healthy!, ['蔬菜'])).toBe('30天内8单里有蔬菜');
  expect(earnedInWords(early!, 12, [])).toBe('30天内12单在早上8点前下单');
  expect(periodOf({ period: 'month' }, new Date('2026-06-30T16:00:00Z'))).toBe('2026-07');
  expect(() => checkBadges({ badges: [healthy!, healthy!] })).toThrow('badge-twice');
});

test('a whole yuan that was kept is a point', () => {
  expect([99, 100, 199, 10_001].map((amount) => pointsFor(fen(amount)))).toEqual([0, 1, 1, 100]);
  const order = { channel: 'instant', goodsRestFen: 90_00, paidFen: 95_00, refundedFen: 0 };
  expect(keptFenOf(order)).toBe(90_00);
  // Money that a person sent back beside the goods counts as well.
  expect(keptFenOf({ ...order, refundedFen: 20_00 })).toBe(75_00);
  expect(keptFenOf({ ...order, refundedFen: 200_00 })).toBe(0);
  expect(keptFenOf({ ...order, channel: 'imported', paidFen: 0 })).toBe(90_00);
});

test('points run out at the end of a month or year', () => {
  const days = { kind: 'days', days: 365 } as const;
  expect(expiresAt({ expiry: days }, now).toISOString()).toBe('2027-06-30T16:00:00.000Z');
  expect(expiresAt({ expiry: days }, new Date('2026-12-05T00:00:00Z')).toISOString()).toBe('2027-12-31T16:00:00.000Z');
  const year = { kind: 'year_end', yearsAhead: 1 } as const;
  expect(expiresAt({ expiry: year }, now).toISOString()).toBe('2027-12-31T16:00:00.000Z');
  expect(termsInWords({ expiry: year, remindDays: 30 })).toContain('次年年底到期');
  expect(balanceInWords(120, [{ points: 30, on: '2026-06-30' }], now)).toBe('有 120 分，其中 30 分 6月30日到期');
});
