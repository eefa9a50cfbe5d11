import { SECOND } from '#kernel/time';
import type { Job } from '#platform/jobs';
import { askProvider } from './ask-provider.ts';
import { closeCashiers } from './close-cashiers.ts';
import { sendRefunds } from './send-refunds.ts';
import { runSandbox } from './sandbox/deliver-notices.ts';

export const paymentJobs: readonly Job[] = [
  {
    name: 'commerce.ask-provider',
    cron: '* * * * *',
    handle: async (ctx) => {
      await askProvider(ctx);
    },
  },
  // Whoever is to have money back sees it on its way, not a minute later.
  {
    name: 'commerce.send-refunds',
    everyMs: 5 * SECOND,
    handle: async (ctx) => {
      await sendRefunds(ctx);
    },
  },
  // Whoever called an order off may still look at its cashier.
  {
    name: 'commerce.close-cashiers',
    everyMs: 5 * SECOND,
    handle: async (ctx) => {
      await closeCashiers(ctx);
    },
  },
  // The sandbox's own side: a real provider does this in its house. Refunds there take seconds: nobody who tries the
  // product out waits for the next minute.
  { name: 'commerce.sandbox-provider', everyMs: 5 * SECOND, handle: runSandbox },
];
