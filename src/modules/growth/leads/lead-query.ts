import { addDays, startOfBusinessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { fromCursor, toCursor } from '#platform/http';
import type { z } from 'zod';
import type { LeadsAnswer, leadExportQuery } from '../contract.ts';
import { describeLeads } from './describe-leads.ts';
import { readTypedNumber } from './lead-number.ts';
import { countLeads, listLeads, type LeadFilter } from './lead-store.ts';
import { CLOSED_STATES, OPEN_STATES, type Lead } from './lead.ts';

/** What was asked for, as the store understands it; undefined where a typed number cannot be one. */
export function filterOf(query: z.output<typeof leadExportQuery>, now: Date): LeadFilter | undefined {
  const { state, view, overdue, from, to, text, ...places } = query;
  const number = text === undefined ? undefined : readTypedNumber(text);
  if (text !== undefined && number === undefined) return undefined;
  const byView = view === 'open' ? OPEN_STATES : view === 'closed' ? CLOSED_STATES : undefined;
  return {
    ...places,
    states: state === undefined ? byView : [state],
    overdueAt: overdue === true ? now : undefined,
    createdFrom: from === undefined ? undefined : startOfBusinessDay(from),
    createdBefore: to === undefined ? undefined : addDays(startOfBusinessDay(to), 1),
    number,
  };
}

/** A page of leads within the reader's scope, the newest first, with counts over all that match. */
export async function leadsPage(
  ctx: Context,
  filter: LeadFilter | undefined,
  page: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<LeadsAnswer> {
  if (filter === undefined) return { items: [], nextCursor: null, counts: { open: 0, overdue: 0, byState: {} } };
  const key = fromCursor(page.cursor, ['number', 'uuid']);
  const before = key && { createdAt: new Date(Number(key[0])), leadId: String(key[1]) };
  const leads = await listLeads(ctx.db, ctx.scope, filter, { before, limit: page.limit });
  // The chosen state does not hide how many there are in the others.
  const counted = await countLeads(ctx.db, ctx.scope, { ...filter, states: undefined }, ctx.clock.now());
  const last = leads.length === page.limit ? leads.at(-1) : undefined;
  return {
    items: await describeLeads(ctx, leads),
    nextCursor: last === undefined ? null : cursorAfter(last),
    counts: {
      open: OPEN_STATES.reduce((sum, state) => sum + (counted.byState[state] ?? 0), 0),
      overdue: counted.overdue,
      byState: counted.byState as Record<string, number>,
    },
  };
}

const cursorAfter = (lead: Lead): string => toCursor([lead.createdAt.getTime(), lead.leadId]);

/** For ⌘K: leads within the reader's scope whose number begins or ends as typed; at most 20. */
export async function searchLeads(ctx: Context, text: string, limit: number): Promise<LeadsAnswer['items']> {
  const number = readTypedNumber(text);
  if (number === undefined) return [];
  const page = { before: undefined, limit: Math.min(limit, 20) };
  return describeLeads(ctx, await listLeads(ctx.db, ctx.scope, { number }, page));
}
