import type { Job } from '#platform/jobs';
import { fetchBills } from './fetch-bills.ts';

export const billJobs: readonly Job[] = [
  {
    // 微信支付 has yesterday's bill from ten in the morning on.
    name: 'commerce.fetch-bills',
    cron: '0 10 * * *',
    retryLimit: 5,
    handle: async (ctx) => {
      await fetchBills(ctx);
    },
  },
];
