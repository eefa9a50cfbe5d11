import { expect, test } from 'vitest';
import { standingOf } from './team-words.ts';

const team = { state: 'open', left: 2, mine: 'paid', expiresAt: '2026-11-22T02:00:00.000Z' } as const;
const before = Date.parse('2026-11-22T01:00:00Z');

test('a team runs until its time is over, whatever its state still says', () => {
  expect(standingOf(team, before)).toEqual({ words: '还差2人成团', tone: 'waiting', running: true });
  expect(standingOf(team, before + 3_600_000).running).toBe(false);
  expect(standingOf({ ...team, left: 0 }, before).words).toBe('人齐了，等付款');
});

test('what came of it', () => {
  expect(standingOf({ ...team, state: 'filled' }, before).words).toBe('已成团');
  expect(standingOf({ ...team, state: 'failed' }, before).words).toBe('没成团，已退款');
  expect(standingOf({ ...team, state: 'failed', mine: 'held' }, before).words).toBe('没成团');
});
