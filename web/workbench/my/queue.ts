import { HOUR } from '#kernel/time';
import type { MyTask } from '#modules/touchpoints/contract';
import type { MyVisitItem } from '#modules/fulfilment/contract';
import type { LeadItem } from '#modules/growth/contract';
import type { TradeCard } from './trade-today.ts';
import type { WithWaiting } from './waiting.ts';
import type { WorksToday } from './works-steps.ts';

export type QueueItem =
  | { readonly kind: 'task'; readonly id: string; readonly dueAt: string | null; readonly of: WithWaiting<MyTask> }
  | { readonly kind: 'lead'; readonly id: string; readonly dueAt: string | null; readonly of: WithWaiting<LeadItem> }
  | {
      readonly kind: 'visit';
      readonly id: string;
      readonly dueAt: string | null;
      readonly of: WithWaiting<MyVisitItem>;
    }
  | {
      readonly kind: 'works';
      readonly id: string;
      readonly dueAt: string | null;
      readonly of: WithWaiting<WorksToday>;
    }
  | {
      readonly kind: 'trade';
      readonly id: string;
      readonly dueAt: string | null;
      readonly of: WithWaiting<TradeCard>;
    };

/** When a lead wants something next: the first call, or the visit; after that it waits for the resident. */
export function leadDueAt(lead: Pick<LeadItem, 'state' | 'firstContactDueAt' | 'visitAt'>): string | null {
  if (lead.state === 'new') return lead.firstContactDueAt;
  return lead.state === 'visit_booked' ? lead.visitAt : null;
}

/** Leads that I do not visit myself: of those that I do, the visit stands in the queue on its day, and not the lead too. */
export function leadsWithoutVisit(
  leads: readonly WithWaiting<LeadItem>[],
  visits: readonly WithWaiting<MyVisitItem>[],
): readonly WithWaiting<LeadItem>[] {
  const visited = new Set(visits.map(({ item }) => item.leadId));
  return leads.filter(({ item }) => item.state !== 'visit_booked' || !visited.has(item.leadId));
}

/**
 * One queue, the most urgent first: what is due in the earliest hour, then what has no time. Within an hour a visit goes
 * first, since its time was promised, and so do goods that wait to be checked in; then a lead, since a person waits for the call, and what has been forwarded comes
 * last, since the neighbours have it.
 */
export function mergeQueue(
  tasks: readonly WithWaiting<MyTask>[],
  leads: readonly WithWaiting<LeadItem>[],
  visits: readonly WithWaiting<MyVisitItem>[] = [],
  works: readonly WithWaiting<WorksToday>[] = [],
  trade: readonly WithWaiting<TradeCard>[] = [],
): readonly QueueItem[] {
  const items: QueueItem[] = [
    ...tasks.map((of) => ({ kind: 'task' as const, id: of.item.taskId, dueAt: of.item.dueAt, of })),
    ...leads.map((of) => ({ kind: 'lead' as const, id: of.item.leadId, dueAt: leadDueAt(of.item), of })),
    ...visits.map((of) => ({ kind: 'visit' as const, id: of.item.visitId, dueAt: of.item.startsAt, of })),
    ...works.map((of) => ({ kind: 'works' as const, id: of.item.project.projectId, dueAt: of.item.dueAt, of })),
    ...trade.map((of) => ({ kind: 'trade' as const, id: of.item.id, dueAt: of.item.dueAt, of })),
  ];
  return items.toSorted(
    (a, b) => hourOf(a) - hourOf(b) || rankOf(a) - rankOf(b) || dueOf(a) - dueOf(b) || sinceOf(a) - sinceOf(b),
  );
}

function rankOf(item: QueueItem): number {
  if (item.kind === 'visit') return -1;
  if (item.kind === 'lead') return 0;
  if (item.kind === 'works') return 1;
  if (item.kind === 'trade') return TRADE_RANK[item.of.item.what];
  return item.of.item.state === 'forwarded' ? 2 : 1;
}

/** Neighbours wait for goods, and for the day's group buy; a draft waits for its leader alone. */
const TRADE_RANK: Readonly<Record<TradeCard['what'], number>> = {
  arrival: -1,
  none: -1,
  claims: 0,
  collect: 0,
  open: 1,
  draft: 2,
};

const sinceOf = (item: QueueItem): number => Date.parse(sinceWhen(item));

function sinceWhen(item: QueueItem): string {
  if (item.kind === 'task') return item.of.item.offeredAt;
  if (item.kind === 'trade') return item.of.item.since;
  return item.kind === 'works' ? item.of.item.project.startedAt : item.of.item.createdAt;
}

const hourOf = (item: QueueItem): number => Math.floor(dueOf(item) / HOUR);

/** Later than any time: two things without one compare as equal, which Infinity would not. */
const NEVER = Number.MAX_SAFE_INTEGER;
const dueOf = (item: QueueItem): number => (item.dueAt === null ? NEVER : new Date(item.dueAt).getTime());
