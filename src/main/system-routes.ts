import { z } from 'zod';
import { Refusal } from '#kernel/errors';
import { verifyAudit } from '#platform/audit';
import { listSandboxMessages } from '#platform/auth';
import { defineRoute, fromCursor, pageOf, type Route } from '#platform/http';
import type { JobRunner } from '#platform/jobs';
import { countParked, dropParked, listParked, retryParked } from '#platform/outbox';
import {
  auditState,
  dropped,
  dropRequest,
  parkedAggregate,
  parkedList,
  queues,
  retried,
  sandboxMessages,
} from './system-contract.ts';

const page = z.object({
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** The console's system page: parked events, jobs, the audit chain, and what the sandbox channels "sent". */
export function systemRoutes(ports: { jobs: JobRunner }): Route[] {
  return [...parkedRoutes(), ...stateRoutes(ports)];
}

function parkedRoutes(): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/system/parked',
      summary: 'Events that a subscription could not take, oldest first',
      access: { permission: 'system.read' },
      query: page,
      answer: parkedList,
      handle: async (ctx, { query }) => {
        const [seq, subscription] = fromCursor(query.cursor, ['number', 'string']) ?? [];
        const after = seq === undefined ? undefined : { seq: Number(seq), subscription: String(subscription) };
        const rows = await listParked(ctx.db, after, query.limit + 1);
        const { items, nextCursor } = pageOf(rows, query.limit, (row) => [row.seq, row.subscription]);
        return {
          items: items.map((item) => ({ ...item, parkedAt: item.parkedAt.toISOString() })),
          nextCursor,
          total: await countParked(ctx.db),
        };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/system/parked/retry',
      summary: 'Try the parked events of an aggregate again',
      access: { permission: 'system.operate' },
      body: parkedAggregate,
      answer: retried,
      handle: (ctx, { body }) => retryParked(ctx, body),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/system/parked/drop',
      summary: 'Drop one parked event for one subscription, with a reason',
      access: { permission: 'system.operate' },
      body: dropRequest,
      answer: dropped,
      handle: (ctx, { body }) => dropParked(ctx, body),
    }),
  ];
}

function stateRoutes({ jobs }: { jobs: JobRunner }): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/system/jobs',
      summary: 'Queues, their schedules and what waits in them',
      access: { permission: 'system.read' },
      answer: queues,
      handle: async () => {
        const states = await jobs.states();
        return { items: states.map((state) => ({ ...state, cron: state.cron ?? null })), nextCursor: null };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/system/audit',
      summary: 'Verify the whole audit chain',
      access: { permission: 'audit.read' },
      ratePerMinute: 10,
      answer: auditState,
      handle: async (ctx) => {
        const verdict = await verifyAudit(ctx.db);
        const broken = verdict.firstBroken;
        return {
          ok: verdict.ok,
          sealed: verdict.sealed,
          unsealed: verdict.unsealed,
          head: verdict.sealed === 0 ? null : `${verdict.head.seq}:${verdict.head.hash}`,
          firstBroken: broken === undefined ? null : `${broken.seq ?? '-'}: ${broken.fault} ${broken.entryId ?? ''}`,
        };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/system/sandbox-messages',
      summary: 'What the sandbox channels "sent"; only in the demo',
      access: { permission: 'system.read' },
      answer: sandboxMessages,
      handle: async (ctx) => {
        if (ctx.services.settings.mode !== 'demo') throw new Refusal('demo-only', 'not_found');
        const found = await listSandboxMessages(ctx.db, ctx.scope, 50);
        return { items: found.map((item) => ({ ...item, sentAt: item.sentAt.toISOString() })), nextCursor: null };
      },
    }),
  ];
}
