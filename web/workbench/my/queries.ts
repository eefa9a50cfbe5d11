import { queryOptions, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { LeadChoices, LeadDetail, LeadItem, LeadsAnswer } from '#modules/growth/contract';
import type { MyVisitItem } from '#modules/fulfilment/contract';
import type { MyTask } from '#modules/touchpoints/contract';
import { api, type Page } from '../../shared/api.ts';
import { useMe } from '../../shared/session.tsx';
import { KEPT } from '../offline-cache.ts';
import { useOutbox } from '../outbox/use-outbox.ts';
import type { Op } from '../outbox/op.ts';
import { LEAD_CHOICES, leadPath, LEADS, PLACES, readPath, taskPath, TASKS, VISITS } from './paths.ts';
import { visitAfter } from './visit-steps.ts';
import { showTradeDone } from './show-trade-done.ts';
import { leadAfter, taskAfter, type Done } from './waiting.ts';
import { showWorksDone } from './works-queries.ts';

export type View = 'open' | 'closed';

/** A community that I serve; the first ranks are the ones I serve most. */
export interface MyPlace {
  readonly communityId: string;
  readonly communityName: string;
  readonly cityName: string;
  readonly rank: number;
}

/** More than anybody can do in a day; the server pages beyond. */
const LIMIT = 100;

export const tasksQuery = (view: View) =>
  queryOptions({
    queryKey: ['my', 'tasks', view],
    queryFn: ({ signal }) => api.get<Page<MyTask>>(TASKS, { query: { view, limit: LIMIT }, signal }),
    meta: KEPT,
  });

export const leadsQuery = (view: View) =>
  queryOptions({
    queryKey: ['my', 'leads', view],
    queryFn: ({ signal }) => api.get<LeadsAnswer>(LEADS, { query: { view, limit: LIMIT }, signal }),
    meta: KEPT,
  });

export function usePlaces() {
  return useQuery({
    queryKey: ['my', 'places'],
    queryFn: ({ signal }) => api.get<{ readonly items: readonly MyPlace[] }>(PLACES, { signal }),
    staleTime: 10 * 60_000,
    meta: KEPT,
  });
}

export function useChoices(): LeadChoices | undefined {
  return useQuery({
    queryKey: ['my', 'lead-choices'],
    queryFn: ({ signal }) => api.get<LeadChoices>(LEAD_CHOICES, { signal }),
    staleTime: 24 * 3_600_000,
    meta: KEPT,
  }).data;
}

/** One of my tasks; opens at once, and without a network, from the queue it was in. */
export function useTask(taskId: string) {
  const client = useQueryClient();
  return useQuery({
    queryKey: ['my', 'task', taskId],
    queryFn: ({ signal }) => api.get<MyTask>(taskPath(taskId), { signal }),
    initialData: () => inLists<MyTask>(client, 'tasks', (task) => task.taskId === taskId),
    initialDataUpdatedAt: 0,
    meta: KEPT,
  });
}

/** One of my leads with its timeline; until that is here, `item` is what the list knows. */
export function useLead(leadId: string) {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: ['my', 'lead', leadId],
    queryFn: ({ signal }) => api.get<LeadDetail>(leadPath(leadId), { signal }),
    meta: KEPT,
  });
  const listed = inLists<LeadItem>(client, 'leads', (lead) => lead.leadId === leadId);
  return { query, item: query.data ?? listed };
}

function inLists<T>(client: QueryClient, name: string, is: (item: T) => boolean): T | undefined {
  for (const view of ['open', 'closed'] as const) {
    const found = client.getQueryData<Page<T>>(['my', name, view])?.items.find(is);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What I did and what still waits on this phone, oldest first. */
export function useWaitingOps(): readonly Op[] {
  const { userId } = useMe();
  return useOutbox().ops.filter((op) => op.userId === userId && op.state.kind === 'waiting');
}

/** Writes what the server has just taken into what is shown, so that nothing jumps back until it is fetched again. */
export function showDone(client: QueryClient, op: Op, answer: unknown): void {
  showWorksDone(client, op, answer);
  showTradeDone(client, op);
  const task = readPath(TASKS, op.path);
  const lead = readPath(LEADS, op.path);
  const visit = readPath(VISITS, op.path);
  if (task !== undefined)
    replace<MyTask>(client, ['my', 'tasks', 'open'], (one) => after(one.taskId, task, one, op, taskAfter));
  if (lead !== undefined)
    replace<LeadItem>(client, ['my', 'leads', 'open'], (one) => after(one.leadId, lead, one, op, leadAfter));
  if (task !== undefined && task.verb !== 'decline') {
    client.setQueryData<MyTask>(
      ['my', 'task', task.id],
      (one) => one && (taskAfter(one, task.verb, op) ?? { ...one, state: 'done' }),
    );
  }
  if (lead !== undefined) {
    client.setQueryData<LeadDetail>(['my', 'lead', lead.id], (one) => one && (leadAfter(one, lead.verb, op) ?? one));
  }
  if (visit !== undefined) {
    const next = (one: MyVisitItem): MyVisitItem => (one.visitId === visit.id ? visitAfter(one, visit.verb, op) : one);
    replace<MyVisitItem>(client, ['my', 'visits'], next);
    client.setQueryData<MyVisitItem>(['my', 'visit', visit.id], (one) => one && next(one));
  }
}

function after<T>(
  id: string,
  done: { readonly id: string; readonly verb: string },
  item: T,
  op: Done,
  next: (item: T, verb: string, op: Done) => T | undefined,
): T | undefined {
  return done.id === id ? next(item, done.verb, op) : item;
}

function replace<T>(client: QueryClient, queryKey: readonly string[], next: (item: T) => T | undefined): void {
  client.setQueryData<Page<T>>(queryKey, (page) => {
    return page && { ...page, items: page.items.flatMap((item) => next(item) ?? []) };
  });
}
