import type { Job } from '#platform/jobs';
import { forgetMessages, preparePartitions } from './prepare-partitions.ts';

export const ingestionJobs: readonly Job[] = [
  { name: 'cdp.prepare-partitions', cron: '17 3 * * *', handle: (ctx) => preparePartitions(ctx) },
  { name: 'cdp.forget-messages', cron: '47 3 * * *', handle: (ctx) => forgetMessages(ctx) },
];
