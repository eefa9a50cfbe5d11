import { describe, expect, it } from 'vitest';
import type { LeadDetail, LeadItem } from '#modules/growth/contract';
import { answerOf, contactDue, countOfTab, monthSentence, queryOfTab, stepsOf } from './lead-words.ts';

const counts = { open: 41, overdue: 6, byState: { new: 20, contacted: 21, won: 12, lost: 75 } };
const NOW = Date.parse('2026-11-22T10:00:00+08:00');
const lead = (part: Partial<LeadItem>): LeadItem => ({ state: 'new', firstContactDueAt: '', ...part }) as LeadItem;

describe('the tabs of leads', () => {
  it('ask the server for a view, a condition or a state', () => {
    expect(queryOfTab('open')).toEqual({ view: 'open' });
    expect(queryOfTab('overdue')).toEqual({ overdue: true });
    expect(queryOfTab('all')).toEqual({});
    expect(queryOfTab('quoted')).toEqual({ state: 'quoted' });
  });

  it('count what they hold', () => {
    expect(countOfTab('open', counts)).toBe(41);
    expect(countOfTab('overdue', counts)).toBe(6);
    expect(countOfTab('quoted', counts)).toBe(0);
    expect(countOfTab('all', counts)).toBe(128);
  });
});

describe('the answer', () => {
  it('is what is overdue, with the conversion of the month', () => {
    expect(answerOf(counts, counts)).toEqual({
      figure: '6',
      unit: '条线索超时没人联系',
      why: '近30天来了128条，签了12条（9.4%），未成75条，还有41条在跟。',
    });
    expect(monthSentence({ open: 0, overdue: 0, byState: {} })).toBe('近30天没有新线索。');
  });
});

describe('the time for the first call', () => {
  it('says by how much it is over', () => {
    expect(contactDue(lead({ firstContactDueAt: '2026-11-22T04:30:00+08:00' }), NOW)).toEqual({
      text: '超时5小时',
      late: true,
    });
    expect(contactDue(lead({ firstContactDueAt: '2026-11-19T09:00:00+08:00' }), NOW)?.text).toBe('超时3天');
    expect(contactDue(lead({ firstContactDueAt: '2026-11-22T09:59:40+08:00' }), NOW)?.text).toBe('超时1分钟');
  });

  it('says what is left, and nothing once somebody has called', () => {
    expect(contactDue(lead({ firstContactDueAt: '2026-11-22T12:30:00+08:00' }), NOW)).toEqual({
      text: '还剩 2小时',
      late: false,
    });
    expect(contactDue(lead({ state: 'contacted', firstContactDueAt: '2026-11-20T00:00:00Z' }), NOW)).toBeUndefined();
  });
});

describe('the timeline', () => {
  const detail = {
    visitAt: '2026-11-25T02:00:00Z',
    amountFen: 1_288_000,
    timeline: [
      {
        step: 1,
        move: 'recorded',
        moveName: '留下线索',
        touchpointName: null,
        by: 'resident',
        reasonName: null,
        hasNote: false,
        madeAt: 'a',
      },
      {
        step: 2,
        move: 'visit_booked',
        moveName: '已约上门',
        touchpointName: '王*',
        by: 'touchpoint',
        reasonName: null,
        hasNote: true,
        madeAt: 'b',
      },
      {
        step: 3,
        move: 'won',
        moveName: '已签单',
        touchpointName: null,
        by: 'staff',
        reasonName: null,
        hasNote: false,
        madeAt: 'c',
      },
    ],
  } as unknown as LeadDetail;

  it('says who did what, and keeps notes back until they are revealed', () => {
    const [recorded, visit, won] = stepsOf(detail, undefined, NOW);
    expect(recorded).toEqual({ id: '1', by: 'people', what: '留下线索', who: '住户本人', at: 'a' });
    expect(visit?.who).toBe('王*');
    expect(visit?.note).toBe('上门时间 11月25日 10:00 · 有备注，查看电话后一起显示');
    expect(won?.note).toBe('签单 ¥12,880');
    expect(stepsOf(detail, new Map([[2, '周末在家']]), NOW)[1]?.note).toBe('上门时间 11月25日 10:00 · 周末在家');
  });
});
