import { HOUR } from '#kernel/time';
import type { MyTask } from '#modules/touchpoints/contract';
import type { LeadItem } from '#modules/growth/contract';
import type { WithWaiting } from './waiting.ts';

export type QueueItem =
  | { readonly kind: 'task'; readonly id: string; readonly dueAt: string | null; readonly of: WithWaiting<MyTask> }
  | { readonly kind: 'lead'; readonly id: string; readonly dueAt: string | null; readonly of: WithWaiting<LeadItem> };

/** When a lead wants something next: the first call, or the visit; after that it waits for the resident. */
export function leadDueAt(lead: Pick<LeadItem, 'state' | 'firstContactDueAt' | 'visitAt'>): string | null {
  if (lead.state === 'new') return lead.firstContactDueAt;
  return lead.state === 'visit_booked' ? lead.visitAt : null;
}

/**
 * One queue, the most urgent first: what is due in the earliest hour, then what has no time. Within an hour a lead goes
 * before a task, since a person waits for the call, and what has been forwarded comes last, since the neighbours have it.
 */
export function mergeQueue(
  tasks: readonly WithWaiting<MyTask>[],
  leads: readonly WithWaiting<LeadItem>[],
): readonly QueueItem[] {
  const items: QueueItem[] = [
    ...tasks.map((of) => ({ kind: 'task' as const, id: of.item.taskId, dueAt: of.item.dueAt, of })),
    ...leads.map((of) => ({ kind: 'lead' as const, id: of.item.leadId, dueAt: leadDueAt(of.item), of })),
  ];
  return items.toSorted(
    (a, b) => hourOf(a) - hourOf(b) || rankOf(a) - rankOf(b) || dueOf(a) - dueOf(b) || sinceOf(a) - sinceOf(b),
  );
}

function rankOf(item: QueueItem): number {
  if (item.kind === 'lead') return 0;
  return item.of.item.state === 'forwarded' ? 2 : 1;
}

const sinceOf = (item: QueueItem): number =>
  new Date(item.kind === 'lead' ? item.of.item.createdAt : item.of.item.offeredAt).getTime();

const hourOf = (item: QueueItem): number => Math.floor(dueOf(item) / HOUR);

/** Later than any time: two things without one compare as equal, which Infinity would not. */
const NEVER = Number.MAX_SAFE_INTEGER;
const dueOf = (item: QueueItem): number => (item.dueAt === null ? NEVER : new Date(item.dueAt).getTime());
