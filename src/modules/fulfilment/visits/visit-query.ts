import type { z } from 'zod';
import { addDays, startOfBusinessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { pageOf, timePlaceOf } from '#platform/http';
import type { visitExportQuery, VisitsAnswer } from '../contract.ts';
import { describeVisits } from './describe-visits.ts';
import { countVisits, listVisits, type VisitFilter, type VisitOrder } from './visit-list-store.ts';
import { CLOSED_STATES, OPEN_STATES, type VisitState } from './visit.ts';

const VIEWS: Readonly<Record<'open' | 'closed' | 'unplaced', readonly VisitState[]>> = {
  open: OPEN_STATES,
  closed: CLOSED_STATES,
  unplaced: ['unplaced'],
};

/** What was asked for, as the store understands it. */
export function filterOf(query: z.output<typeof visitExportQuery>): VisitFilter {
  const { state, view, from, to, ...same } = query;
  return {
    ...same,
    states: state === undefined ? view && VIEWS[view] : [state],
    startsFrom: from === undefined ? undefined : startOfBusinessDay(from),
    startsBefore: to === undefined ? undefined : addDays(startOfBusinessDay(to), 1),
  };
}

/** A page of visits within the reader's scope, by time, with counts over all that match. */
export async function visitsPage(
  ctx: Context,
  filter: VisitFilter,
  page: { readonly cursor?: string | undefined; readonly limit: number; readonly order: VisitOrder },
): Promise<VisitsAnswer> {
  const after = timePlaceOf(page.cursor);
  const found = await listVisits(ctx.db, ctx.scope, filter, { after, limit: page.limit + 1, order: page.order });
  // The chosen state does not hide how many there are in the others.
  const byState = await countVisits(ctx.db, ctx.scope, { ...filter, states: undefined });
  const { items, nextCursor } = pageOf(found, page.limit, (visit) => [visit.startsAt.getTime(), visit.visitId]);
  return {
    items: await describeVisits(ctx, items),
    nextCursor,
    counts: {
      open: OPEN_STATES.reduce((sum, state) => sum + (byState[state] ?? 0), 0),
      unplaced: byState.unplaced ?? 0,
      byState: byState as Record<string, number>,
    },
  };
}
