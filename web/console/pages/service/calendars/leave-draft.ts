import { HOUR } from '#kernel/time';
import type { LeaveReason } from './worker-words.ts';

/** Leave that somebody writes down; days and times of Asia/Shanghai. `ill` begins at this moment. */
export interface LeaveDraft {
  readonly kind: 'leave' | 'ill';
  readonly fromDay: string;
  readonly fromTime: string;
  readonly toDay: string;
  readonly toTime: string;
  readonly reason: LeaveReason;
}

export const newLeave = (kind: LeaveDraft['kind'], today: string): LeaveDraft => ({
  kind,
  fromDay: today,
  fromTime: '09:00',
  toDay: today,
  toTime: '18:00',
  reason: kind === 'ill' ? 'ill' : 'annual',
});

const instant = (day: string, time: string): number => Date.parse(`${day}T${time}:00+08:00`);

/** What is wrong, as a sentence; undefined when it can be sent. */
export function faultOfLeave(draft: LeaveDraft, now: number): string | undefined {
  const from = draft.kind === 'ill' ? now : instant(draft.fromDay, draft.fromTime);
  const to = instant(draft.toDay, draft.toTime);
  if (Number.isNaN(from) || Number.isNaN(to)) return '选好从什么时候到什么时候';
  if (to <= now) return '结束要在现在以后';
  if (to <= from) return '结束要晚于开始';
  return to - from < HOUR / 2 ? '至少半小时' : undefined;
}

/** Where it goes and what is sent. */
export function leaveRequest(draft: LeaveDraft): { readonly path: 'leaves' | 'ill'; readonly body: object } {
  const to = new Date(instant(draft.toDay, draft.toTime)).toISOString();
  if (draft.kind === 'ill') return { path: 'ill', body: { until: to } };
  const from = new Date(instant(draft.fromDay, draft.fromTime)).toISOString();
  return { path: 'leaves', body: { from, to, reason: draft.reason } };
}
