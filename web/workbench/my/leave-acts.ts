import type { LeaveItem } from '#modules/fulfilment/contract';
import { act, type ActEnd } from '../outbox/use-outbox.ts';
import { LEAVE_CHOICES, spanWords, type LeaveReason, type LeaveTimes } from './leave-words.ts';
import { nameOf } from './words.ts';
import { ILL, LEAVE, leavePath } from './works-paths.ts';

export function askLeave(times: LeaveTimes, reason: LeaveReason): Promise<ActEnd> {
  const label = `请假（${nameOf(LEAVE_CHOICES, reason)}）· ${spanWords(times.from, times.to, Date.now())}`;
  return act({ method: 'POST', path: LEAVE, body: { ...times, reason }, label });
}

/** Ill from the moment at which the server hears of it. */
export function tellIll(until: string, name: string): Promise<ActEnd> {
  return act({ method: 'POST', path: ILL, body: { until }, label: `病假 · ${name}` });
}

export function cancelLeave(leave: Pick<LeaveItem, 'leaveId' | 'from' | 'to' | 'reasonName'>): Promise<ActEnd> {
  const label = `销假（${leave.reasonName}）· ${spanWords(leave.from, leave.to, Date.now())}`;
  return act({ method: 'POST', path: leavePath(leave.leaveId), label });
}
