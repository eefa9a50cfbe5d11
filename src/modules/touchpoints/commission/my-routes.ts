import { businessDay } from '#kernel/time';
import type { TouchpointId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { csvReply } from '#platform/exports';
import { defineRoute, NotPermitted, type Route } from '#platform/http';
import { myCommissionAnswer, myCommissionExportQuery, myCommissionQuery } from '../contract.ts';
import { filterOf, linesPage, monthSpan } from './commission-query.ts';
import { describeOwnLines } from './describe-lines.ts';
import { exportCommission } from './export-commission.ts';
import { sumLines } from './line-store.ts';

const own = { permission: 'commission.own' } as const;

/** Only what is theirs, also for somebody at the front who sees more than that. */
function mine(ctx: Context): { touchpointId: TouchpointId } {
  if (ctx.scope.touchpoint === undefined) throw new NotPermitted('commission.own');
  return { touchpointId: ctx.scope.touchpoint };
}

export const myCommissionRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/touchpoints/my/commission',
    summary: 'What I earned: held, payable and of the month, and each line in words, the newest first',
    access: own,
    query: myCommissionQuery,
    answer: myCommissionAnswer,
    handle: async (ctx, { query: { cursor, limit, ...asked } }) => {
      const now = ctx.clock.now();
      const month = asked.month ?? businessDay(now).slice(0, 7);
      const { items, nextCursor } = await linesPage(ctx, { ...filterOf(asked), ...mine(ctx) }, { cursor, limit });
      const [all, ofMonth] = await Promise.all([
        sumLines(ctx.db, ctx.scope, mine(ctx), now),
        sumLines(ctx.db, ctx.scope, { ...monthSpan(month), ...mine(ctx) }, now),
      ]);
      const monthFen = ofMonth.accruedFen + ofMonth.reversedFen;
      return {
        items: await describeOwnLines(ctx, items),
        nextCursor,
        totals: { heldFen: all.heldFen, payableFen: all.payableFen, month, monthFen },
      };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/touchpoints/my/commission/export',
    summary: 'My lines as CSV',
    access: own,
    query: myCommissionExportQuery,
    produces: 'text/csv',
    handle: async (ctx, { query }) =>
      csvReply(
        `commission-${businessDay(ctx.clock.now())}`,
        await exportCommission(ctx, { ...filterOf(query), ...mine(ctx) }),
      ),
  }),
];
