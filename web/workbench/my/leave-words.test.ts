import { describe, expect, it } from 'vitest';
import type { CalendarAnswer } from '#modules/fulfilment/contract';
import {
  fromField,
  leaveFault,
  leaveOutcome,
  spanWords,
  toField,
  untilChoices,
  usualTimes,
  visitsMet,
} from './leave-words.ts';

/** Noon in Shanghai. */
const NOW = Date.parse('2026-11-22T04:00:00Z');

type Days = CalendarAnswer['days'];
const day = (of: string, hours: Days[number]['hours'], visits: unknown[] = []): Days[number] =>
  ({ day: of, hours, note: null, visits }) as Days[number];
const WORK = [{ from: '09:00', to: '18:00' }];

describe('leave in words', () => {
  it('says what became of the visits that it met', () => {
    expect(leaveOutcome({ moved: 2, unplaced: 1 })).toBe('2 单转给同事，1 单待安排');
    expect(leaveOutcome({ moved: 0, unplaced: 1 })).toBe('1 单待安排');
    expect(leaveOutcome({ moved: 0, unplaced: 0 })).toBe('这段时间没有约好的单');
  });

  it('says from when to when, with the end of a day as 24:00', () => {
    expect(spanWords('2026-11-22T01:00:00Z', '2026-11-22T10:00:00Z', NOW)).toBe('11月22日 09:00–18:00');
    expect(spanWords('2026-11-21T16:00:00Z', '2026-11-22T16:00:00Z', NOW)).toBe('11月22日 全天');
    expect(spanWords('2026-11-22T04:00:00Z', '2026-11-24T16:00:00Z', NOW)).toBe('11月22日 12:00 到 11月24日 24:00');
  });

  it('reads what the picker of a phone writes, as time in Shanghai', () => {
    expect(fromField('2026-11-22T09:00')).toBe('2026-11-22T01:00:00.000Z');
    expect(toField('2026-11-22T01:00:00Z')).toBe('2026-11-22T09:00');
    expect(fromField('')).toBeUndefined();
  });

  it('ends illness with a day', () => {
    expect(untilChoices(NOW).map(({ until }) => until)).toEqual([
      '2026-11-22T16:00:00.000Z',
      '2026-11-23T16:00:00.000Z',
      '2026-11-24T16:00:00.000Z',
      '2026-11-28T16:00:00.000Z',
    ]);
  });
});

describe('asking for leave', () => {
  it('offers the days that one works, today from now on', () => {
    const days = [day('2026-11-22', WORK), day('2026-11-23', []), day('2026-11-24', [{ from: '13:00', to: '24:00' }])];
    expect(usualTimes(days, NOW + 60_000)).toEqual([
      { code: '2026-11-22', name: '今天', from: '2026-11-22T04:15:00.000Z', to: '2026-11-22T10:00:00.000Z' },
      { code: '2026-11-24', name: '后天', from: '2026-11-24T05:00:00.000Z', to: '2026-11-24T16:00:00.000Z' },
    ]);
    expect(usualTimes(days, Date.parse('2026-11-22T11:00:00Z')).map(({ name }) => name)).toEqual(['后天']);
  });

  it('says what is wrong with its times', () => {
    expect(leaveFault(undefined, '2026-11-23T01:00:00Z', NOW)).toBe('选好从什么时候到什么时候');
    expect(leaveFault('2026-11-23T01:00:00Z', '2026-11-23T01:00:00Z', NOW)).toBe('结束要晚于开始');
    expect(leaveFault('2026-11-21T01:00:00Z', '2026-11-21T02:00:00Z', NOW)).toBe('这段时间已经过去了');
    expect(leaveFault('2026-11-23T01:00:00Z', '2026-11-23T02:00:00Z', NOW)).toBeUndefined();
  });

  it('knows the visits that it would meet: what is done or merely touches it is not', () => {
    const visit = (visitId: string, from: number, to: number, state = 'booked') => ({
      visitId,
      startsAt: new Date(Date.UTC(2026, 10, 23, from)).toISOString(),
      endsAt: new Date(Date.UTC(2026, 10, 23, to)).toISOString(),
      state,
    });
    const visits = [visit('in', 2, 4), visit('ends', 0, 1), visit('begins', 5, 6), visit('done', 2, 3, 'done')];
    const met = visitsMet([day('2026-11-23', WORK, visits)], {
      from: '2026-11-23T01:00:00.000Z',
      to: '2026-11-23T05:00:00.000Z',
    });
    expect(met.map(({ visitId }) => visitId)).toEqual(['in']);
  });
});
