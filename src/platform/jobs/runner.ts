import type pg from 'pg';
import { PgBoss } from 'pg-boss';
import { Refusal } from '#kernel/errors';
import { systemContext, type Runtime } from '../context/index.ts';
import type { Logger } from '../telemetry/index.ts';
import type { Job } from './job.ts';

const TIME_ZONE = 'Asia/Shanghai';
const STOP_TIMEOUT_MS = 20_000;
/** What is queued here is taken at once; what the clock or another process queues waits so long. */
const POLL_SECONDS = 10;

/** What the console shows of a queue. */
export interface QueueState {
  readonly name: string;
  readonly cron: string | undefined;
  readonly waiting: number;
  readonly active: number;
  readonly failed: number;
}

/** Jobs run in another process, or not at all. */
export class JobsNotRunning extends Refusal {
  constructor() {
    super('jobs-not-running', 'unavailable');
  }
}

/**
 * Runs the jobs of all modules on pg-boss (schema `pgboss`): at least once, retried with growing pauses, cron in Shanghai
 * time. Small batches in quick succession beat large ones here: jobs are few and long.
 */
export class JobRunner {
  readonly #boss: PgBoss;
  readonly #jobs: readonly Job[];
  readonly #runtime: Runtime;
  readonly #log: Logger;
  #started = false;
  readonly #timers: NodeJS.Timeout[] = [];
  /** Who takes a queue, by its name. */
  readonly #workers = new Map<string, string>();
  readonly #running = new Map<string, Promise<void>>();
  readonly #stopping = new AbortController();

  constructor(options: { runtime: Runtime; connection: pg.ClientConfig; jobs: readonly Job[]; log: Logger }) {
    this.#jobs = options.jobs;
    this.#runtime = options.runtime;
    this.#log = options.log;
    const { connectionString, host, port, user, password, database, ssl } = options.connection;
    this.#boss = new PgBoss({
      ...(connectionString === undefined
        ? { host, port, user, database, ...(typeof password === 'string' && { password }) }
        : { connectionString }),
      ...(ssl !== undefined && ssl !== false && { ssl }),
      application_name: 'twinwheel-jobs',
      schema: 'pgboss',
      max: 3,
    });
    this.#boss.on('error', (error) => options.log.warn({ error }, 'jobs: the queue is away'));
  }

  async start(): Promise<void> {
    await this.#boss.start();
    this.#started = true;
    await this.#forgetOldSchedules();
    for (const job of this.#jobs) {
      await this.#boss.createQueue(job.name, { retryLimit: job.retryLimit ?? 3, retryBackoff: true, policy: 'short' });
      const polled = { pollingIntervalSeconds: POLL_SECONDS };
      const worker = await this.#boss.work<Record<string, unknown>>(job.name, polled, async ([item]) => {
        if (item !== undefined) await this.#run(job, item.data ?? {});
      });
      this.#workers.set(job.name, worker);
      if (job.cron !== undefined) await this.#boss.schedule(job.name, job.cron, {}, { tz: TIME_ZONE });
      if (job.everyMs !== undefined) this.#timers.push(setInterval(() => this.#runBeside(job), job.everyMs));
    }
  }

  /** A run that takes longer than the pause is not queued upon. */
  #runBeside(job: Job): void {
    if (this.#running.has(job.name)) return;
    const run = this.#run(job, {})
      // It was logged, and comes again.
      .catch(() => {})
      .finally(() => this.#running.delete(job.name));
    this.#running.set(job.name, run);
  }

  /** Queues a job now; one of the same name that still waits is enough. */
  async queue(name: string, data: Record<string, unknown>): Promise<void> {
    if (!this.#started) throw new JobsNotRunning();
    await this.#boss.send(name, data);
    const worker = this.#workers.get(name);
    if (worker !== undefined) this.#boss.notifyWorker(worker);
  }

  /** Throws JobsNotRunning where this process does not run them. */
  async states(): Promise<QueueState[]> {
    if (!this.#started) throw new JobsNotRunning();
    const queues = await this.#boss.getQueues(this.#jobs.map((job) => job.name));
    return queues.map((queue) => ({
      name: queue.name,
      cron: this.#jobs.find((job) => job.name === queue.name)?.cron,
      waiting: queue.queuedCount,
      active: queue.activeCount,
      failed: queue.failedCount ?? 0,
    }));
  }

  /** Takes no new work, waits for running jobs, then lets go. */
  async stop(): Promise<void> {
    if (!this.#started) return;
    this.#started = false;
    this.#stopping.abort();
    for (const timer of this.#timers.splice(0)) clearInterval(timer);
    await Promise.all(this.#running.values());
    await this.#boss.stop({ graceful: true, timeout: STOP_TIMEOUT_MS, close: true });
  }

  /** A job that is no more, or has no times any more, would be queued for ever with nobody to take it. */
  async #forgetOldSchedules(): Promise<void> {
    const scheduled = new Set(this.#jobs.filter((job) => job.cron !== undefined).map((job) => job.name));
    for (const { name } of await this.#boss.getSchedules()) {
      if (!scheduled.has(name)) await this.#boss.unschedule(name);
    }
  }

  async #run(job: Job, data: Record<string, unknown>): Promise<void> {
    try {
      await job.handle(systemContext(this.#runtime, job.name), data, this.#stopping.signal);
    } catch (error) {
      this.#log.error({ error, job: job.name }, 'a job failed');
      throw error;
    }
  }
}
