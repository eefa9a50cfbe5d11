import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import type { Random } from '#kernel/random';
import type { Clock } from '#kernel/time';
import { messages as auditMessages, sealAudit } from '#platform/audit';
import { authRoutes, identifyBySession, messages as authMessages, type DemoAccount } from '#platform/auth';
import type { Runtime, Services } from '#platform/context';
import { messages as filesMessages } from '#platform/files';
import { Catalogue, createServer, LiveHub, messages as httpMessages } from '#platform/http';
import { JobRunner } from '#platform/jobs';
import { messages as ledgerMessages } from '#platform/ledger';
import { countParked, Relay, undelivered } from '#platform/outbox';
import type { OpenDatabase } from '#platform/postgres';
import { messages as postersMessages } from '#platform/posters';
import { messages as privacyMessages } from '#platform/privacy';
import { createMetrics, type Logger } from '#platform/telemetry';
import { messages as threadsMessages } from '#platform/threads';
import { platformJobs } from './jobs.ts';
import { modules } from './modules.ts';
import { authPorts } from './ports.ts';
import { systemRoutes } from './system-routes.ts';

export interface Parts {
  readonly database: OpenDatabase;
  readonly connection: pg.ClientConfig;
  readonly clock: Clock;
  readonly random: Random;
  readonly services: Services;
  readonly log: Logger;
  readonly version: string;
  readonly trustProxy: boolean;
  readonly demoAccounts: () => Promise<readonly DemoAccount[]>;
}

/** One process of Twinwheel, put together but not started. */
export interface Assembly {
  readonly app: FastifyInstance;
  readonly runtime: Runtime;
  readonly jobs: JobRunner;
  /** Starts the relay, the live hub, the jobs and the sealer. Listening is the caller's. */
  start(): Promise<void>;
  /** Stops taking requests, finishes what is in flight, then lets go of everything but the database. */
  stop(): Promise<void>;
}

const SEAL_EVERY_MS = 1_000;

export async function assemble(parts: Parts): Promise<Assembly> {
  const { database, connection, clock, random, services, log } = parts;
  const runtime: Runtime = { db: database.db, clock, random, services };
  const metrics = createMetrics();
  const subscriptions = modules.flatMap((module) => module.subscriptions);
  const feeds = modules.flatMap((module) => module.live);
  const relay = new Relay({ runtime, connection, subscriptions, log });
  const hub = new LiveHub({ db: database.db, connection, feeds, log, metrics });
  const jobs = new JobRunner({
    runtime,
    connection,
    jobs: [...platformJobs, ...modules.flatMap((module) => module.jobs)],
    log,
  });
  const ports = authPorts(services.settings, parts.demoAccounts);
  const watched = subscriptions.map(({ name, events }) => ({ name, types: events.map((event) => event.type) }));
  const app = await createServer({
    runtime,
    routes: [...authRoutes(ports), ...systemRoutes({ jobs }), ...modules.flatMap((module) => module.routes)],
    identify: identifyBySession(runtime, ports),
    hub,
    catalogue: catalogue(),
    log,
    metrics,
    version: parts.version,
    trustProxy: parts.trustProxy,
    ready: async () => (await countParked(database.db)) >= 0,
    refreshMetrics: async () => {
      metrics.outboxWaiting.set(await undelivered(database.db, watched));
      metrics.outboxParked.set(await countParked(database.db));
    },
  });
  let sealing: NodeJS.Timeout | undefined;
  let sealed: Promise<unknown> = Promise.resolve();
  return {
    app,
    runtime,
    jobs,
    start: async () => {
      relay.start();
      await hub.start();
      await jobs.start();
      sealing = setInterval(() => {
        sealed = sealed.then(() => sealAudit(database.db)).catch((error: unknown) => log.warn({ error }, 'sealing failed'));
      }, SEAL_EVERY_MS);
    },
    stop: async () => {
      await hub.stop();
      await app.close();
      await jobs.stop();
      await relay.stop();
      clearInterval(sealing);
      await sealed;
    },
  };
}

/** All sentences of the system. */
export function catalogue(): Catalogue {
  return new Catalogue([
    httpMessages,
    authMessages,
    privacyMessages,
    auditMessages,
    ledgerMessages,
    filesMessages,
    postersMessages,
    threadsMessages,
    ...modules.map((module) => module.messages),
  ]);
}
