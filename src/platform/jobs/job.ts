import type { Context } from '../context/context.ts';

/** Work that runs by the clock or is queued: at least once, so its verb must be repeatable. */
export interface Job {
  /** `<module>.<what-it-does>` */
  readonly name: string;
  /** Five-field cron in Asia/Shanghai; absent for jobs that are only queued. */
  readonly cron?: string;
  /**
   * For what cannot wait for the next minute: runs so often in each process that runs jobs, beside the queue, one run
   * after the other. Its verb must stand being run by several processes at once.
   */
  readonly everyMs?: number;
  readonly retryLimit?: number;
  /** `signal` says that the process is going down: long work gives up and leaves what it was at to the next one. */
  readonly handle: (ctx: Context, data: Record<string, unknown>, signal?: AbortSignal) => Promise<void>;
}
