import type { Context } from '#platform/context';
import type { Job } from '#platform/jobs';
import { expireDueVouchers } from './voucher-store.ts';

const BATCH = 1_000;

/** Ends vouchers that nobody handed in; their points are spent, as was published. Answers how many. */
export const expireVouchers = (ctx: Context): Promise<number> => expireDueVouchers(ctx.db, ctx.clock.now(), BATCH);

export const expireVouchersJob: Job = {
  name: 'commerce.expire-vouchers',
  cron: '*/10 * * * *',
  handle: async (ctx) => {
    while ((await expireVouchers(ctx)) > 0);
  },
};
