import { describe, expect, it } from 'vitest';
import { emptyDraft, faultOf, requestOf } from './follow-up-draft.ts';

const NOW = Date.parse('2026-11-22T10:00:00Z');

describe('writing down what happened with a lead', () => {
  it('asks for the time of a visit, which is to come, and for the reason of a loss', () => {
    expect(faultOf(emptyDraft('contacted'), NOW)).toBeUndefined();
    expect(faultOf(emptyDraft('visit_booked'), NOW)).toBe('选一个上门时间');
    expect(faultOf({ ...emptyDraft('visit_booked'), visitAt: '2026-11-22T09:00:00Z' }, NOW)).toBe(
      '上门时间要在现在以后',
    );
    expect(faultOf({ ...emptyDraft('visit_booked'), visitAt: '2026-11-22T11:00:00Z' }, NOW)).toBeUndefined();
    expect(faultOf(emptyDraft('lost'), NOW)).toBe('选一个没成的原因');
    expect(faultOf({ ...emptyDraft('lost'), reason: 'not_now' }, NOW)).toBeUndefined();
    expect(faultOf(emptyDraft('won'), NOW)).toBeUndefined();
  });

  it('sends steps and outcomes to where they belong, money in fen', () => {
    expect(requestOf({ move: 'won', note: ' 签了 ', yuan: 12_880.1 })).toEqual({
      path: 'outcome',
      body: { outcome: 'won', note: '签了', amountFen: 1_288_010 },
    });
    expect(requestOf({ move: 'lost', note: '', reason: 'not_now', yuan: 5 })).toEqual({
      path: 'outcome',
      body: { outcome: 'lost', reason: 'not_now', note: '' },
    });
    expect(requestOf({ move: 'contacted', note: '', visitAt: '2026-11-22T11:00:00Z' })).toEqual({
      path: 'follow-up',
      body: { step: 'contacted', note: '', visitAt: undefined },
    });
  });
});
