import type { Job } from '#platform/jobs';
import { auditPointsJob } from './audit-points.ts';
import { pointJobs } from './expire-points.ts';
import { expireVouchersJob } from './expire-vouchers.ts';
import { reviewMembersJob } from './review-members.ts';

export const membershipJobs: readonly Job[] = [...pointJobs, expireVouchersJob, reviewMembersJob, auditPointsJob];
