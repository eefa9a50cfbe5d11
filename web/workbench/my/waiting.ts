import type { LeadItem } from '#modules/growth/contract';
import type { MyTask } from '#modules/touchpoints/contract';
import type { Op } from '../outbox/op.ts';
import { LEADS, readPath, TASKS } from './paths.ts';

/** Something of the server's with what was done to it on this phone, and whether that still waits to be sent. */
export interface WithWaiting<T> {
  readonly item: T;
  readonly waiting: boolean;
}

/** The part of an op that says what was done. */
export type Done = Pick<Op, 'path' | 'body' | 'at'>;

/** Open tasks as they are after what was done here: a declined or finished one has left the queue. */
export function tasksAfter(tasks: readonly MyTask[], ops: readonly Done[]): readonly WithWaiting<MyTask>[] {
  return afterOps(tasks, ops, TASKS, (task) => task.taskId, taskAfter);
}

/** Open leads as they are after what was done here: one that has come to its end has left the list. */
export function leadsAfter(leads: readonly LeadItem[], ops: readonly Done[]): readonly WithWaiting<LeadItem>[] {
  return afterOps(leads, ops, LEADS, (lead) => lead.leadId, leadAfter);
}

function afterOps<T>(
  items: readonly T[],
  ops: readonly Done[],
  base: string,
  idOf: (item: T) => string,
  after: (item: T, verb: string, op: Done) => T | undefined,
): readonly WithWaiting<T>[] {
  return items.flatMap((item) => {
    let next: T | undefined = item;
    let waiting = false;
    for (const op of ops) {
      const done = readPath(base, op.path);
      if (next === undefined || done?.id !== idOf(item)) continue;
      next = after(next, done.verb, op);
      waiting = true;
    }
    return next === undefined ? [] : [{ item: next, waiting }];
  });
}

/** A task after one act; undefined when it is no longer mine to do. */
export function taskAfter(task: MyTask, verb: string, op: Done): MyTask | undefined {
  switch (verb) {
    case 'accept':
      return task.state === 'offered' ? { ...task, state: 'accepted' } : task;
    case 'forward':
      return { ...task, state: 'forwarded', forwardedAt: task.forwardedAt ?? new Date(op.at).toISOString() };
    case 'evidence':
      return { ...task, hasEvidence: true };
    case 'decline':
    case 'complete':
      return undefined;
    default:
      return task;
  }
}

const ORDER: readonly string[] = ['new', 'contacted', 'visit_booked', 'quoted'];

/** A lead after one act; undefined when it has come to its end. */
export function leadAfter<T extends LeadItem>(lead: T, verb: string, op: Done): T | undefined {
  if (verb === 'outcome') return undefined;
  if (verb !== 'follow-up') return lead;
  const { step, visitAt } = op.body as { step: LeadItem['state']; visitAt?: string };
  const moves: LeadItem['state'][] = [...new Set([...lead.moves, 'quoted' as const, 'won' as const])].filter(
    (move) => !ORDER.includes(move) || ORDER.indexOf(move) >= ORDER.indexOf(step),
  );
  return {
    ...lead,
    state: step,
    stateName: STATE_NAMES[step] ?? lead.stateName,
    moves,
    overdue: false,
    firstContactedAt: lead.firstContactedAt ?? new Date(op.at).toISOString(),
    visitAt: step === 'visit_booked' ? (visitAt ?? null) : lead.visitAt,
  };
}

const STATE_NAMES: Readonly<Record<string, string>> = {
  contacted: '已联系',
  visit_booked: '已约上门',
  quoted: '已报价',
};
