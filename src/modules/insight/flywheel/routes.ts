import { csvReply } from '#platform/exports';
import { defineRoute, type Route } from '#platform/http';
import {
  flywheelAnswer,
  flywheelQuery,
  metricsAnswer,
  stageExportQuery,
  stageListAnswer,
  stageListQuery,
  stageParams,
} from '../contract.ts';
import { METRICS } from './metric.ts';
import { readFlywheel } from './read-flywheel.ts';
import { exportStage } from './export-stage.ts';
import { readStage } from './read-stage.ts';

const read = { permission: 'insight.read' } as const;

export const flywheelRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/insight/flywheel',
    summary: 'Each stage of the loop within the area of the reader: volume, delay, leak',
    access: read,
    query: flywheelQuery,
    answer: flywheelAnswer,
    handle: (ctx, { query }) => readFlywheel(ctx, query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/insight/flywheel/stages/:stage',
    summary: 'The communities behind a stage, the largest volume first',
    access: read,
    params: stageParams,
    query: stageListQuery,
    answer: stageListAnswer,
    handle: (ctx, { params, query: { cursor, limit, ...asked } }) =>
      readStage(ctx, { ...asked, ...params }, { cursor, limit }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/insight/flywheel/stages/:stage/export',
    summary: 'The same communities as CSV; audited',
    access: { permission: 'export.data' },
    params: stageParams,
    query: stageExportQuery,
    produces: 'text/csv',
    handle: async (ctx, { params, query }) =>
      csvReply(`flywheel-${params.stage}`, await exportStage(ctx, { ...query, ...params })),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/insight/metrics',
    summary: 'Every figure with its formula, owner and dimensions',
    access: read,
    answer: metricsAnswer,
    handle: async () => ({ items: METRICS.map((metric) => ({ ...metric, dimensions: [...metric.dimensions] })) }),
  }),
];
