import type { Job } from '#platform/jobs';
import { reevaluateAudiences } from './reevaluate-audiences.ts';

export const audienceJobs: readonly Job[] = [
  { name: 'cdp.reevaluate-audiences', cron: '3 * * * *', handle: (ctx) => reevaluateAudiences(ctx) },
];
