export type { Job } from './job.ts';
export { JobRunner, type QueueState } from './runner.ts';
