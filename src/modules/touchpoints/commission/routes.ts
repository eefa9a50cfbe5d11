import { businessDay } from '#kernel/time';
import type { PartnerId, TouchpointId } from '#kernel/ids';
import { csvReply } from '#platform/exports';
import { defineRoute, type Route } from '#platform/http';
import {
  commissionAnswer,
  commissionExportQuery,
  commissionOwnersAnswer,
  commissionOwnersQuery,
  commissionQuery,
} from '../contract.ts';
import { filterOf, linesPage, ownersPage } from './commission-query.ts';
import { describeLines, ownerNames } from './describe-lines.ts';
import { exportCommission } from './export-commission.ts';
import { sumLines, type OwnerSums } from './line-store.ts';
import { partyName } from './rule.ts';

const read = { permission: 'commission.read' } as const;

const ownerOf = (by: 'touchpoint' | 'partner', { ownerId }: OwnerSums) => ({
  touchpointId: by === 'touchpoint' ? (ownerId as TouchpointId) : null,
  partnerId: by === 'partner' ? (ownerId as PartnerId) : null,
});

export const commissionRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/touchpoints/commission',
    summary: 'Commission of orders within the area of the reader, line by line, the newest first',
    access: read,
    query: commissionQuery,
    answer: commissionAnswer,
    handle: async (ctx, { query: { cursor, limit, ...asked } }) => {
      const filter = filterOf(asked);
      const { items, nextCursor } = await linesPage(ctx, filter, { cursor, limit });
      const { lines: _, ...totals } = await sumLines(ctx.db, ctx.scope, filter, ctx.clock.now());
      return { items: await describeLines(ctx, items), nextCursor, totals };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/touchpoints/commission/export',
    summary: 'The same lines as CSV, names masked; audited',
    access: { permission: 'export.data' },
    query: commissionExportQuery,
    produces: 'text/csv',
    handle: async (ctx, { query }) =>
      csvReply(`commission-${businessDay(ctx.clock.now())}`, await exportCommission(ctx, filterOf(query))),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/touchpoints/commission/owners',
    summary: 'The same summed up by touchpoint or by partner, the largest sum first',
    access: read,
    query: commissionOwnersQuery,
    answer: commissionOwnersAnswer,
    handle: async (ctx, { query: { cursor, limit, by, ...asked } }) => {
      const { items, nextCursor } = await ownersPage(ctx, by, filterOf(asked), { cursor, limit });
      const nameOf = await ownerNames(
        ctx,
        items.map((owner) => ownerOf(by, owner)),
      );
      return {
        items: items.map((owner) => ({
          ...owner,
          ...ownerOf(by, owner),
          ownerName: nameOf(ownerOf(by, owner)),
          partyName: partyName(by === 'touchpoint' ? 'role' : 'partner', owner.party) ?? owner.party,
        })),
        nextCursor,
      };
    },
  }),
];
