import type { Job } from '#platform/jobs';
import { closeRejected, escalateClaims } from './follow-claims.ts';

export const claimJobs: readonly Job[] = [
  {
    name: 'commerce.escalate-claims',
    cron: '*/5 * * * *',
    handle: async (ctx) => {
      await escalateClaims(ctx);
    },
  },
  {
    name: 'commerce.close-rejected',
    cron: '20 * * * *',
    handle: async (ctx) => {
      await closeRejected(ctx);
    },
  },
];
