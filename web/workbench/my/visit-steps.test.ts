import { describe, expect, it } from 'vitest';
import type { MyVisitItem } from '#modules/fulfilment/contract';
import { VISITS } from './paths.ts';
import { byDay, isAhead, isToday, nextStep, outcomesOf, visitsAfter } from './visit-steps.ts';
import { visitDue, visitWhy } from './visit-words.ts';

const now = Date.parse('2026-06-06T02:00:00Z'); // 10:00 in Shanghai
const visit = (over: object = {}): MyVisitItem =>
  ({
    visitId: 'v1',
    service: 'measure',
    state: 'booked',
    stateName: '已预约',
    startsAt: '2026-06-06T07:00:00.000Z',
    endsAt: '2026-06-06T08:30:00.000Z',
    acceptedAt: null,
    departedAt: null,
    arrivedAt: null,
    doneAt: null,
    moved: 0,
    packageName: '墙面焕新',
    cancelReasonName: null,
    ...over,
  }) as unknown as MyVisitItem;

const step = (made: string, happenedAt: string, visitId = 'v1') => ({
  path: `${VISITS}/${visitId}/progress`,
  body: { step: made, happenedAt, outcome: 'done', reason: '' },
  at: Date.parse(happenedAt),
});

describe('steps of a visit', () => {
  it('come one after the other', () => {
    const states = ['booked', 'accepted', 'departed', 'arrived', 'done', 'cancelled'] as const;
    expect(states.map((state) => nextStep({ state })?.verb)).toEqual([
      '接单',
      '出发',
      '到达',
      '完成',
      undefined,
      undefined,
    ]);
    expect(isAhead({ state: 'unplaced' })).toBe(false);
  });

  it('are shown at once, at the time they were made, in their order', () => {
    const ops = [step('accepted', '2026-06-06T01:00:00.000Z'), step('departed', '2026-06-06T01:30:00.000Z')];
    const [one, two] = visitsAfter([visit(), visit({ visitId: 'v2' })], ops);
    expect(one).toMatchObject({
      waiting: true,
      item: { state: 'departed', stateName: '已出发', acceptedAt: '2026-06-06T01:00:00.000Z' },
    });
    expect(two).toMatchObject({ waiting: false, item: { state: 'booked' } });
  });

  it('do not overrule a visit that moved on meanwhile', () => {
    const [one] = visitsAfter([visit({ state: 'cancelled' })], [step('accepted', '2026-06-06T01:00:00.000Z')]);
    expect(one?.item.state).toBe('cancelled');
  });

  it('end as the service may end', () => {
    expect(outcomesOf('measure').map(({ code }) => code)).toEqual(['done', 'not_home', 'not_measured']);
    expect(outcomesOf('install').map(({ code }) => code)).toEqual(['done', 'not_home']);
  });
});

describe('visits by day', () => {
  it('has today first, then what is ahead, then what is past, in local days', () => {
    const at = (startsAt: string) => ({ item: visit({ startsAt }), waiting: false });
    const days = byDay(
      [at('2026-06-04T02:00:00Z'), at('2026-06-06T16:30:00Z'), at('2026-06-05T02:00:00Z'), at('2026-06-06T07:00:00Z')],
      now,
    );
    expect(days.map(({ name, visits }) => [name, visits.length])).toEqual([
      ['今天', 1],
      ['明天', 1],
      ['昨天', 1],
      [undefined, 1],
    ]);
    expect(byDay([], now)).toMatchObject([{ name: '今天', visits: [] }]);
    expect(isToday('2026-06-06T15:59:59Z', now)).toBe(true);
    expect(isToday('2026-06-06T16:00:00Z', now)).toBe(false);
  });
});

describe('words about a visit', () => {
  it('say how long is left until one has to be there, and nothing after', () => {
    expect(visitDue(visit(), now)?.text).toBe('还剩 5小时');
    expect(visitDue(visit({ state: 'arrived' }), now)).toBeUndefined();
  });

  it('say that it was moved', () => {
    expect(visitWhy(visit())).toBe('问的是「墙面焕新」');
    expect(visitWhy(visit({ moved: 2 }))).toBe('改过2次，以这个时间为准；问的是「墙面焕新」');
    expect(visitWhy(visit({ state: 'cancelled', cancelReasonName: '时间不方便' }))).toBe('取消了：时间不方便');
  });
});
