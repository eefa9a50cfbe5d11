import type { Context } from '../context/context.ts';

/** Work that runs by the clock or is queued: at least once, so its verb must be repeatable. */
export interface Job {
  /** `<module>.<what-it-does>` */
  readonly name: string;
  /** Five-field cron in Asia/Shanghai; absent for jobs that are only queued. */
  readonly cron?: string;
  readonly retryLimit?: number;
  readonly handle: (ctx: Context, data: Record<string, unknown>) => Promise<void>;
}
