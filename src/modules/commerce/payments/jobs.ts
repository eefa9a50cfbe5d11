import type { Job } from '#platform/jobs';
import { askProvider } from './ask-provider.ts';
import { runSandbox } from './sandbox/deliver-notices.ts';

export const paymentJobs: readonly Job[] = [
  {
    name: 'commerce.ask-provider',
    cron: '* * * * *',
    handle: async (ctx) => {
      await askProvider(ctx);
    },
  },
  // The sandbox's own side: a real provider does this in its house.
  { name: 'commerce.sandbox-provider', cron: '* * * * *', handle: runSandbox },
];
