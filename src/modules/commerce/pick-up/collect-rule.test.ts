import { describe, expect, it } from 'vitest';
import { HOUR } from '#kernel/time';
import { DEFAULT_RULES, keepUntil, remindAt } from './collect-rule.ts';

// A Saturday, 18:00 in Shanghai.
const ARRIVED = new Date('2026-06-06T10:00:00Z');
const came = (over: object = {}) => ({ arrivedAt: ARRIVED, pickupOn: null, restDays: [], ...over });

describe('goods lie at a point', () => {
  it('until the end of the day when they are chilled, until the end of the third day after when they are not', () => {
    expect(keepUntil(DEFAULT_RULES.chilled, came()).toISOString()).toBe('2026-06-06T16:00:00.000Z');
    expect(keepUntil(DEFAULT_RULES.ambient, came()).toISOString()).toBe('2026-06-09T16:00:00.000Z');
  });

  it('from the day on which they can be collected, if they came before', () => {
    expect(keepUntil(DEFAULT_RULES.chilled, came({ pickupOn: '2026-06-07' })).toISOString()).toBe(
      '2026-06-07T16:00:00.000Z',
    );
    expect(keepUntil(DEFAULT_RULES.chilled, came({ pickupOn: '2026-06-05' })).toISOString()).toBe(
      '2026-06-06T16:00:00.000Z',
    );
  });

  it('days on which the point rests not counted', () => {
    expect(keepUntil(DEFAULT_RULES.frozen, came({ restDays: [7] })).toISOString()).toBe('2026-06-08T16:00:00.000Z');
    expect(keepUntil(DEFAULT_RULES.chilled, came({ restDays: [6, 7] })).toISOString()).toBe('2026-06-08T16:00:00.000Z');
  });

  it('and are announced again before that, an hour after they came at the soonest', () => {
    const until = new Date(ARRIVED.getTime() + 3 * HOUR);
    expect(remindAt(DEFAULT_RULES.chilled, until, ARRIVED)).toEqual(new Date(ARRIVED.getTime() + HOUR));
    const later = new Date(ARRIVED.getTime() + 30 * HOUR);
    expect(remindAt(DEFAULT_RULES.chilled, later, ARRIVED)).toEqual(new Date(ARRIVED.getTime() + 26 * HOUR));
  });
});
