import { describe, expect, it } from 'vitest';
import { faultOf, instantOf, sides, type Candidate, type PlaceDraft } from './place-draft.ts';

const NOW = Date.parse('2026-11-22T03:00:00Z');
const draft: PlaceDraft = { touchpointId: 'a', day: '2026-11-23', time: '09:30', reason: '顾客指定' };

describe('sending somebody by hand', () => {
  it('reads day and time as Shanghai has them', () => {
    expect(instantOf('2026-11-23', '09:30')).toBe('2026-11-23T01:30:00.000Z');
    expect(instantOf('', '09:30')).toBeUndefined();
  });

  it('asks for a time to come, a person and a reason, in this order', () => {
    expect(faultOf(draft, NOW)).toBeUndefined();
    expect(faultOf({ ...draft, day: '' }, NOW)).toBe('选好日期和时间');
    expect(faultOf({ ...draft, day: '2026-11-22', time: '10:00' }, NOW)).toBe('上门时间要在现在以后');
    expect(faultOf({ ...draft, touchpointId: undefined }, NOW)).toBe('选一位');
    expect(faultOf({ ...draft, reason: ' 急 ' }, NOW)).toBe('写一句理由');
  });

  it('keeps those apart who could only go against a rule', () => {
    const one = { touchpointId: 'a', cost: 12.5 } as unknown as Candidate;
    const other = { touchpointId: 'b', cost: null, whyNot: '请假' } as unknown as Candidate;
    expect(sides([one, other])).toEqual({ able: [one], others: [other] });
  });
});
