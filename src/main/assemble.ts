import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import type { Random } from '#kernel/random';
import type { Clock } from '#kernel/time';
import { messages as auditMessages, sealAudit } from '#platform/audit';
import { authRoutes, identifyBySession, messages as authMessages, type DemoAccount } from '#platform/auth';
import type { Database, Runtime, Services } from '#platform/context';
import { messages as documentsMessages } from '#platform/documents';
import { messages as filesMessages } from '#platform/files';
import { Catalogue, createServer, LiveHub, messages as httpMessages, type Route } from '#platform/http';
import { JobRunner } from '#platform/jobs';
import { messages as ledgerMessages } from '#platform/ledger';
import { countParked, Relay, undelivered, type Subscription } from '#platform/outbox';
import type { OpenDatabase } from '#platform/postgres';
import { messages as postersMessages } from '#platform/posters';
import type { Module } from '#platform/module';
import { messages as privacyMessages } from '#platform/privacy';
import { createMetrics, type Logger } from '#platform/telemetry';
import { messages as threadsMessages } from '#platform/threads';
import { platformJobs } from './jobs.ts';
import { installGoodsDirectory } from '#modules/cdp';
import { installSkuDirectory } from '#modules/inventory';
import { modules as allModules } from './modules.ts';
import { authPorts } from './ports.ts';
import { catalogueDirectory, goodsSold } from './sku-directory.ts';
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
  /** What runs; every module unless said. */
  readonly modules?: readonly Module[];
  /** Routes beside those of platform and modules: of the demo's world. */
  readonly routes?: readonly Route[];
  /** Off for tests that ask one route hundreds of times. */
  readonly rateLimits?: boolean;
  /** Time between two looks at whether the sessions of live connections still hold, in milliseconds. */
  readonly livePingMs?: number;
}

/** What of a process is started; everything unless said. */
export interface StartedParts {
  /** Jobs may run in a process of their own. */
  readonly jobs?: boolean;
}

/** One process of Twinwheel, put together but not started. */
export interface Assembly {
  readonly app: FastifyInstance;
  readonly runtime: Runtime;
  readonly jobs: JobRunner;
  /** Every route of the HTTP interface, beside pages, probes and the live stream. */
  readonly routes: readonly Route[];
  /** Starts the relay, the live hub, the jobs and the sealer. Listening is the caller's. */
  start(parts?: StartedParts): Promise<void>;
  /**
   * Stops taking requests, finishes what is in flight (for at most STOP_GRACE_MS), then lets go of everything but the
   * database. One part that fails to stop does not keep the others.
   */
  stop(): Promise<void>;
}

const SEAL_EVERY_MS = 1_000;
/** A request that takes longer than this to finish is cut off when the process stops. */
const STOP_GRACE_MS = 20_000;

export async function assemble(parts: Parts): Promise<Assembly> {
  const { database, connection, clock, random, services, log, modules = allModules } = parts;
  const runtime: Runtime = { db: database.db, clock, random, services };
  const metrics = createMetrics();
  installSkuDirectory(catalogueDirectory);
  installGoodsDirectory(goodsSold);
  const subscriptions = modules.flatMap((module) => module.subscriptions);
  const feeds = modules.flatMap((module) => module.live);
  const ports = authPorts(services, parts.demoAccounts);
  const identify = identifyBySession(runtime, ports);
  const relay = new Relay({ runtime, connection, subscriptions, log });
  const hub = new LiveHub({ db: database.db, connection, feeds, log, metrics, pingMs: parts.livePingMs });
  const jobs = new JobRunner({
    runtime,
    connection,
    jobs: [...platformJobs(subscriptions.map(({ name }) => name)), ...modules.flatMap((module) => module.jobs)],
    log,
  });
  const sealer = createSealer(database.db, log);
  const routes = [
    ...authRoutes(ports),
    ...systemRoutes({ jobs }),
    ...modules.flatMap((module) => module.routes),
    ...(parts.routes ?? []),
  ];
  let stopping = false;
  const app = await createServer({
    runtime,
    routes,
    identify,
    hub,
    catalogue: catalogue(modules),
    log,
    metrics,
    version: parts.version,
    trustProxy: parts.trustProxy,
    rateLimits: parts.rateLimits,
    ready: async () => !stopping && (await countParked(database.db)) >= 0,
    refreshMetrics: async () => {
      metrics.outboxWaiting.set(await undelivered(database.db, watched(subscriptions)));
      metrics.outboxParked.set(await countParked(database.db));
    },
  });
  return {
    app,
    runtime,
    jobs,
    routes,
    start: async (started = {}) => {
      relay.start();
      await hub.start();
      if (started.jobs !== false) await jobs.start();
      sealer.start();
    },
    stop: async () => {
      stopping = true;
      await stopAll([
        () => hub.stop(),
        () => closeWithin(app, STOP_GRACE_MS),
        () => jobs.stop(),
        () => relay.stop(),
        sealer.stop,
      ]);
    },
  };
}

/** Subscriptions as those who count what waits for them want them. */
export const watched = (subscriptions: readonly Subscription[]): { name: string; types: string[] }[] =>
  subscriptions.map(({ name, events }) => ({ name, types: events.map((event) => event.type) }));

/** Chains the audit each second; a seal that takes longer is not queued upon. */
function createSealer(db: Database, log: Logger): { start: () => void; stop: () => Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let sealing: Promise<void> | undefined;
  const seal = (): void => {
    sealing ??= sealAudit(db)
      .then(() => undefined)
      .catch((error: unknown) => log.warn({ error }, 'sealing failed'))
      .finally(() => (sealing = undefined));
  };
  return {
    start: () => {
      timer = setInterval(seal, SEAL_EVERY_MS);
    },
    stop: async () => {
      clearInterval(timer);
      await sealing;
    },
  };
}

/** Waits for requests in flight, but not for ever. */
async function closeWithin(app: FastifyInstance, ms: number): Promise<void> {
  const timer = setTimeout(() => app.server.closeAllConnections(), ms);
  await app.close().finally(() => clearTimeout(timer));
}

/** Stops one after the other; whatever fails is reported when all have had their turn. */
async function stopAll(stops: readonly (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const stop of stops) await stop().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, 'not everything stopped cleanly');
}

/** All sentences of the system. */
export function catalogue(modules: readonly Module[] = allModules): Catalogue {
  return new Catalogue([
    httpMessages,
    authMessages,
    privacyMessages,
    auditMessages,
    ledgerMessages,
    documentsMessages,
    filesMessages,
    postersMessages,
    threadsMessages,
    ...modules.map((module) => module.messages),
  ]);
}
