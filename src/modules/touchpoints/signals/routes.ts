import { defineRoute, pageOf, type Route } from '#platform/http';
import { reportedSignal, signalBody, signalsAnswer, signalsQuery } from '../contract.ts';
import { timePlaceOf } from '../time-page.ts';
import { placeNames, touchpointNames } from '../names.ts';
import { reportSignal } from './report-signal.ts';
import { listSignals } from './signal-store.ts';
import { SIGNAL_KINDS } from './signal.ts';

export const signalRoutes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/api/touchpoints/my/signals',
    summary: 'Report what I saw in a community that I serve',
    access: { permission: 'signal.report' },
    body: signalBody,
    answer: reportedSignal,
    handle: (ctx, { body }) => reportSignal(ctx, body),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/touchpoints/signals',
    summary: 'Signals from the front, newest first',
    access: { permission: 'touchpoint.read' },
    query: signalsQuery,
    answer: signalsAnswer,
    handle: async (ctx, { query }) => {
      const before = timePlaceOf(query.cursor);
      const rows = await listSignals(ctx.db, ctx.scope, query, {
        before: before && { reportedAt: before.at, signalId: before.id },
        limit: query.limit + 1,
      });
      const { items, nextCursor } = pageOf(rows, query.limit, (signal) => [
        signal.reportedAt.getTime(),
        signal.signalId,
      ]);
      const place = await placeNames(
        ctx.db,
        items.map((signal) => signal.communityId),
      );
      const person = await touchpointNames(
        ctx.db,
        ctx.services.vault,
        items.map((signal) => signal.touchpointId),
      );
      return {
        items: items.map((signal) => ({
          ...place(signal.communityId),
          signalId: signal.signalId,
          touchpointId: signal.touchpointId,
          touchpointName: person(signal.touchpointId).name,
          kind: signal.kind,
          kindName: SIGNAL_KINDS[signal.kind],
          topic: signal.topic,
          reportedAt: signal.reportedAt.toISOString(),
        })),
        nextCursor,
      };
    },
  }),
];
