import { csvReply } from '#platform/exports';
import { defineRoute, type Route } from '#platform/http';
import { boardAnswer, boardExportQuery, boardQuery, dashboardAnswer, dashboardQuery } from './board-contract.ts';
import { exportBoard } from './export-board.ts';
import { readBoard } from './read-board.ts';
import { readDashboard } from './read-dashboard.ts';

const read = { permission: 'insight.read' } as const;

export const boardRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/insight/projects',
    summary: 'The project board: from leads to finished homes by community, within the area of the reader',
    access: read,
    query: boardQuery,
    answer: boardAnswer,
    handle: (ctx, { query: { cursor, limit, ...asked } }) => readBoard(ctx, asked, { cursor, limit }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/insight/projects/export',
    summary: 'The same board as CSV; audited',
    access: { permission: 'export.data' },
    query: boardExportQuery,
    produces: 'text/csv',
    handle: async (ctx, { query }) => csvReply('projects', await exportBoard(ctx, query)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/insight/dashboard',
    summary: 'The dashboard of the company, a city or a store, by what the reader covers or asks for',
    access: read,
    query: dashboardQuery,
    answer: dashboardAnswer,
    handle: (ctx, { query }) => readDashboard(ctx, query),
  }),
];
