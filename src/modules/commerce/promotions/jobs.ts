import type { Job } from '#platform/jobs';
import { expireCoupons } from './expire-coupons.ts';

export const promotionJobs: readonly Job[] = [
  {
    name: 'commerce.expire-coupons',
    cron: '*/10 * * * *',
    handle: async (ctx) => {
      await expireCoupons(ctx);
    },
  },
];
