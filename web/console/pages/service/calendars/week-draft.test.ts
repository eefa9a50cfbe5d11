import { describe, expect, it } from 'vitest';
import { draftOf, faultOf, hoursAWeek, hoursInWords, requestOf, type WeekDraft } from './week-draft.ts';

const day = { from: '09:00', to: '18:00' };
const TODAY = '2026-11-22';
const week = (monday: WeekDraft['week'][number], exceptions: WeekDraft['exceptions'] = []): WeekDraft => ({
  week: [monday, [], [], [], [], [], []],
  exceptions,
});

describe('a week as it is typed', () => {
  it('has seven days, whatever the server told of, and sends what it got', () => {
    const calendar = {
      weekly: [{ weekday: 6, hours: [{ from: '20:00', to: '24:00' }] }],
      exceptions: [{ day: '2026-12-01', hours: [] }],
    };
    const draft = draftOf(calendar);
    expect(draft.week.map((hours) => hours.length)).toEqual([0, 0, 0, 0, 0, 1, 0]);
    expect(draft.week[5]).toEqual([{ from: '20:00', to: '00:00' }]);
    expect(requestOf(draft, TODAY)).toMatchObject({
      weekly: expect.arrayContaining([{ weekday: 6, hours: [{ from: '20:00', to: '24:00' }] }]),
      exceptions: [{ day: '2026-12-01', hours: [] }],
    });
  });

  it('finds what cannot be meant', () => {
    expect(faultOf(week([day]), TODAY)).toBeUndefined();
    expect(faultOf(week([{ from: '09:00', to: '' }]), TODAY)).toBe('周一的时间没填完');
    expect(faultOf(week([{ from: '18:00', to: '09:00' }]), TODAY)).toBe('周一的结束要晚于开始');
    expect(faultOf(week([day, { from: '17:00', to: '19:00' }]), TODAY)).toBe('周一的两段时间重叠了');
    expect(faultOf(week([], [{ day: '', hours: [] }]), TODAY)).toBe('给调整的那天选日期');
    expect(faultOf(week([], [{ day: '2026-11-21', hours: [] }]), TODAY)).toBe('2026-11-21 已经过去了');
    const twice = { day: '2026-12-01', hours: [] };
    expect(faultOf(week([], [twice, twice]), TODAY)).toBe('同一天调整了两次');
  });

  it('is told in words and in hours', () => {
    expect(hoursInWords([])).toBe('休息');
    expect(
      hoursInWords([
        { from: '09:00', to: '12:00' },
        { from: '13:00', to: '18:00' },
      ]),
    ).toBe('09:00–12:00、13:00–18:00');
    expect(hoursAWeek(week([day, { from: '20:00', to: '00:00' }]))).toBe(13);
  });
});
