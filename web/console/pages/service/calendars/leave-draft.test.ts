import { describe, expect, it } from 'vitest';
import { faultOfLeave, leaveRequest, newLeave } from './leave-draft.ts';
import { leaveInWords } from './worker-words.ts';

const NOW = Date.parse('2026-11-22T03:00:00Z');
const leave = newLeave('leave', '2026-11-22');

describe('leave that is written down', () => {
  it('has to end after it begins, and after now', () => {
    expect(faultOfLeave(leave, NOW)).toBeUndefined();
    expect(faultOfLeave({ ...leave, toTime: '' }, NOW)).toBe('选好从什么时候到什么时候');
    expect(faultOfLeave({ ...leave, toTime: '10:00' }, NOW)).toBe('结束要在现在以后');
    expect(faultOfLeave({ ...leave, fromDay: '2026-11-23' }, NOW)).toBe('结束要晚于开始');
  });

  it('goes as a span in Shanghai; an illness only has an end', () => {
    expect(leaveRequest(leave)).toEqual({
      path: 'leaves',
      body: { from: '2026-11-22T01:00:00.000Z', to: '2026-11-22T10:00:00.000Z', reason: 'annual' },
    });
    expect(leaveRequest(newLeave('ill', '2026-11-22'))).toEqual({
      path: 'ill',
      body: { until: '2026-11-22T10:00:00.000Z' },
    });
  });

  it('says what became of the visits that it met', () => {
    expect(leaveInWords({ moved: 0, unplaced: 0 })).toBe('记下了，这段时间没有上门要让。');
    expect(leaveInWords({ moved: 2, unplaced: 1 })).toBe('记下了：2单同一时间换了同事，1单没人能顶，等你安排。');
  });
});
