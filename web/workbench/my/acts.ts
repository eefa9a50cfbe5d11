import { act, type ActEnd } from '../outbox/use-outbox.ts';
import { dayAndTime } from './lead-words.ts';
import { LEADS, leadPath, SIGNALS, taskPath } from './paths.ts';
import {
  DECLINE_CHOICES,
  LOST_CHOICES,
  nameOf,
  RESULT_CHOICES,
  signalKind,
  STEP_NAMES,
  type DeclineReason,
  type FollowUpStep,
  type LostReason,
  type SignalKind,
  type TaskResult,
} from './words.ts';

/*
 * Everything that a person does in the workbench, one function an act. Each goes through the outbox: it is safe on the
 * phone when the answer is `kept`, and `label` is how the list of waiting things names it.
 */

interface TaskRef {
  readonly taskId: string;
  readonly communityName: string;
  readonly packageName: string;
}

export type ForwardChannel = 'copy_text' | 'save_poster' | 'link';

const nameOfTask = (task: TaskRef): string => `${task.communityName} ${task.packageName}`;

export function acceptTask(task: TaskRef): Promise<ActEnd> {
  return act({ method: 'POST', path: taskPath(task.taskId, 'accept'), label: `接单 · ${nameOfTask(task)}` });
}

export function declineTask(task: TaskRef, reason: DeclineReason): Promise<ActEnd> {
  const label = `不接（${nameOf(DECLINE_CHOICES, reason)}）· ${nameOfTask(task)}`;
  return act({ method: 'POST', path: taskPath(task.taskId, 'decline'), body: { reason }, label });
}

export function forwardTask(task: TaskRef, channel: ForwardChannel): Promise<ActEnd> {
  const label = `转发 · ${nameOfTask(task)}`;
  return act({ method: 'POST', path: taskPath(task.taskId, 'forward'), body: { channel }, label });
}

export function completeTask(task: TaskRef, result: TaskResult): Promise<ActEnd> {
  const label = `${nameOf(RESULT_CHOICES, result)} · ${nameOfTask(task)}`;
  return act({ method: 'POST', path: taskPath(task.taskId, 'complete'), body: { result }, label });
}

/** A picture from the camera or the album; it waits on the phone like everything else. */
export function addEvidence(task: TaskRef, file: File): Promise<ActEnd> {
  return act({
    method: 'POST',
    path: taskPath(task.taskId, 'evidence'),
    file: { name: file.name, blob: file },
    label: `凭证照片 · ${nameOfTask(task)}`,
  });
}

interface LeadRef {
  readonly leadId: string;
  readonly name: string;
  readonly communityName: string;
}

const nameOfLead = (lead: LeadRef): string => `${lead.name} ${lead.communityName}`;

export function followUpLead(lead: LeadRef, step: FollowUpStep, visitAt?: string): Promise<ActEnd> {
  const when = visitAt === undefined ? '' : ` ${dayAndTime(visitAt, Date.now())}`;
  return act({
    method: 'POST',
    path: leadPath(lead.leadId, 'follow-up'),
    body: visitAt === undefined ? { step } : { step, visitAt },
    label: `${STEP_NAMES[step]}${when} · ${nameOfLead(lead)}`,
  });
}

export function winLead(lead: LeadRef, amountFen: number | undefined): Promise<ActEnd> {
  const body = { outcome: 'won', ...(amountFen === undefined ? {} : { amountFen }) };
  return act({ method: 'POST', path: leadPath(lead.leadId, 'outcome'), body, label: `成交 · ${nameOfLead(lead)}` });
}

export function loseLead(lead: LeadRef, reason: LostReason): Promise<ActEnd> {
  const label = `没成（${nameOf(LOST_CHOICES, reason)}）· ${nameOfLead(lead)}`;
  return act({ method: 'POST', path: leadPath(lead.leadId, 'outcome'), body: { outcome: 'lost', reason }, label });
}

export interface OwnLead {
  readonly communityId: string;
  readonly communityName: string;
  readonly name: string;
  readonly phone: string;
  readonly need: string;
}

/** The touchpoint is witness that the resident agreed: the button says so. */
export function addLead({ communityName, ...lead }: OwnLead): Promise<ActEnd> {
  const label = `登记线索 · ${lead.name.slice(0, 1)}* ${communityName}`;
  return act({ method: 'POST', path: LEADS, body: { ...lead, consent: true }, label });
}

export function reportSignal(
  place: { readonly communityId: string; readonly communityName: string },
  kind: SignalKind,
  topic: { readonly code: string; readonly name: string },
): Promise<ActEnd> {
  const body = { communityId: place.communityId, kind, topic: topic.code };
  const label = `${signalKind(kind).verb}「${topic.name}」· ${place.communityName}`;
  return act({ method: 'POST', path: SIGNALS, body, label });
}
