import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '#kernel/time';
import { dueWords, span } from './due.ts';
import { ago, dayAndTime, whyNow } from './lead-words.ts';
import { visitTimes } from './visit-times.ts';

const now = Date.parse('2026-05-04T06:00:00Z'); // 14:00 in Shanghai
const inMs = (ms: number): string => new Date(now + ms).toISOString();

describe('how long is left', () => {
  it.each([
    [5 * HOUR + 20 * MINUTE, 'calm', '还剩 5小时20分钟'],
    [HOUR + MINUTE, 'calm', '还剩 1小时1分钟'],
    [HOUR, 'soon', '快到点 还剩 1小时'],
    [25 * MINUTE, 'soon', '快到点 还剩 25分钟'],
    [20_000, 'soon', '快到点 还剩 1分钟'],
    [0, 'late', '超时 1分钟'],
    [-2 * HOUR, 'late', '超时 2小时'],
    [-3 * DAY - 5 * HOUR, 'late', '超时 3天5小时'],
  ] as const)('%i ms → %s', (ms, degree, text) => {
    expect(dueWords(inMs(ms), now)).toEqual({ degree, text });
  });

  it('says nothing where nothing is due', () => {
    expect(dueWords(null, now)).toBeUndefined();
    expect(dueWords('no time', now)).toBeUndefined();
  });

  it('leaves a zero unit out', () => {
    expect([span(2 * DAY), span(3 * HOUR), span(0)]).toEqual(['2天', '3小时', '1分钟']);
  });
});

describe('why a lead is to be called', () => {
  const lead = {
    channel: 'offer_page',
    packageName: '墙面焕新',
    createdAt: inMs(-10 * MINUTE),
    visitAt: null,
    firstContactedAt: null,
  } as const;

  it('says who brought it and when', () => {
    expect(whyNow({ ...lead, state: 'new' }, now)).toBe('10分钟前从你转发的「墙面焕新」留了电话');
    expect(whyNow({ ...lead, state: 'new', channel: 'by_hand' }, now)).toBe('你10分钟前登记的，等着回电话');
  });

  it('says when the visit is', () => {
    expect(whyNow({ ...lead, state: 'visit_booked', visitAt: inMs(20 * HOUR) }, now)).toBe('约好明天 10:00 上门');
    expect(whyNow({ ...lead, state: 'visit_booked' }, now)).toBe('约了上门，时间还没定');
  });

  it('calls what a faster clock wrote just now', () => {
    expect([ago(inMs(20_000), now), ago(inMs(5 * MINUTE), now), ago(inMs(-5 * MINUTE), now)]).toEqual([
      '刚刚',
      '刚刚',
      '5分钟前',
    ]);
  });

  it('names the day as one says it', () => {
    expect([HOUR, 20 * HOUR, 44 * HOUR, 92 * HOUR].map((ms) => dayAndTime(inMs(ms), now))).toEqual([
      '今天 15:00',
      '明天 10:00',
      '后天 10:00',
      '5月8日 10:00',
    ]);
  });
});

describe('times for a visit', () => {
  it('offers what is still ahead, in local time, and leaves the time open', () => {
    expect(visitTimes(now).map(({ name }) => name)).toEqual([
      '今天下午3点',
      '明天上午10点',
      '明天下午3点',
      '后天上午10点',
      '后天下午3点',
      '时间再定',
    ]);
    expect(visitTimes(now)[0]?.at).toBe('2026-05-04T07:00:00.000Z');
    expect(visitTimes(now).at(-1)?.at).toBeUndefined();
  });

  it('offers nothing that is about to begin', () => {
    expect(visitTimes(now + 45 * MINUTE)[0]?.name).toBe('明天上午10点');
  });

  it('knows the local day after midnight', () => {
    const midnight = Date.parse('2026-05-04T16:10:00Z'); // 00:10 on the 5th
    expect(visitTimes(midnight)[0]).toEqual({ at: '2026-05-05T02:00:00.000Z', name: '今天上午10点' });
  });
});
