export type { Job } from './job.ts';
export { JobRunner, JobsNotRunning, type QueueState } from './runner.ts';
