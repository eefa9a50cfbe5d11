import type { Job } from '#platform/jobs';
import { dueRefundsJob } from './ask-due-refunds.ts';
import { completeOrdersJob } from './complete-orders.ts';
import { timeOutJob } from './time-out-orders.ts';

export const orderJobs: readonly Job[] = [timeOutJob, dueRefundsJob, completeOrdersJob];
