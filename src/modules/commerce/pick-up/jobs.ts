import type { Job } from '#platform/jobs';
import { remindCollectors, returnUncollected } from './return-uncollected.ts';

export const pickUpJobs: readonly Job[] = [
  {
    name: 'commerce.remind-collectors',
    cron: '*/5 * * * *',
    handle: async (ctx) => {
      while ((await remindCollectors(ctx)) > 0);
    },
  },
  {
    name: 'commerce.return-uncollected',
    cron: '*/5 * * * *',
    handle: async (ctx) => {
      // A day's worth ends in the same moment.
      while ((await returnUncollected(ctx)) > 0);
    },
  },
];
