import { describe, expect, it } from 'vitest';
import type { SignalItem } from '#modules/touchpoints/contract';
import { signalDays, signalSentence, signalsWithin } from './signal-days.ts';

const signal = (topic: string, kindName: string, communityId: string, reportedAt: string) =>
  ({ topic, kindName, communityId, reportedAt }) as unknown as SignalItem;

const signals = [
  signal('漏水', '需求', 'a', '2026-11-21T16:30:00Z'),
  signal('漏水', '需求', 'b', '2026-11-21T15:30:00Z'),
  signal('电梯慢', '投诉', 'a', '2026-11-21T01:00:00Z'),
];

describe('signals', () => {
  it('stand under the day in Shanghai', () => {
    expect(signalDays(signals).map(({ signals: of }) => of.length)).toEqual([1, 2]);
    expect(signalDays([])).toEqual([]);
  });

  it('are told in a sentence', () => {
    expect(signalSentence(signals)).toBe('需求2条、投诉1条；说得最多的是「漏水」，2个小区。');
    expect(signalSentence([])).toBe('');
  });

  it('count as recent within the hours asked', () => {
    const now = Date.parse('2026-11-21T17:00:00Z');
    expect(signalsWithin(signals, now, 1)).toHaveLength(1);
    expect(signalsWithin(signals, now, 24)).toHaveLength(3);
  });
});
