import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';
import type { UserId } from '#kernel/ids';
import { businessDay, DAY, HOUR, ManualClock, startOfBusinessDay, systemClock } from '#kernel/time';
import { addStaff, openSession, type DemoAccount, type Grant } from '#platform/auth';
import type { Settings } from '#platform/context';
import type { Module } from '#platform/module';
import { countParked, undelivered } from '#platform/outbox';
import { createLog, type Logger } from '#platform/telemetry';
import { assemble, watched, type Assembly } from '#main/assemble';
import { modules as allModules } from '#main/modules';
import type { Phones } from '#main/services';
import { Client } from './client.ts';
import { type TestWorld, useContext } from './context.ts';

const DRAIN_MS = 20_000;

/** When it is night, so long until ten in the morning: a test says the same whatever the hour it is run at. */
function untilDay(now: Date): number {
  const morning = startOfBusinessDay(businessDay(now)).getTime() + 10 * HOUR;
  const hours = (now.getTime() - morning) / HOUR;
  if (hours >= 0 && hours < 10) return 0;
  return (hours < 0 ? morning : morning + DAY) - now.getTime();
}

/** Runs with the machine's clock, by day, and can be put forward: what is due next week is due now. */
export class RunningClock extends ManualClock {
  #ahead: number;
  constructor(asTheMachine = false) {
    super(systemClock.now());
    this.#ahead = asTheMachine ? 0 : untilDay(systemClock.now());
  }
  override now(): Date {
    return new Date(systemClock.now().getTime() + this.#ahead);
  }
  override advance(ms: number): void {
    this.#ahead += ms;
  }
  override set(at: Date | string): void {
    this.#ahead = new Date(at).getTime() - systemClock.now().getTime();
  }
}

export interface ServerOptions {
  readonly mode?: Settings['mode'];
  /** Off unless said: starting the queue costs a second or two. */
  readonly jobs?: boolean;
  /** The hour is the machine's, also by night: for what lives by that clock beside the server. */
  readonly asTheMachine?: boolean;
  /** What runs; every module unless said. A test may add one of its own: `[...modules, probe]`. */
  readonly modules?: readonly Module[];
  /** Milliseconds between two pings of live streams. */
  readonly livePingMs?: number;
  readonly trustProxy?: boolean;
  /** On unless said; off for a test that asks one route hundreds of times. */
  readonly rateLimits?: boolean;
  /** Errors go to standard error unless said; a test that provokes them passes its own or a silent one. */
  readonly log?: Logger;
  readonly demoAccounts?: readonly DemoAccount[];
  /** A way to phones, in production; there is none unless said. */
  readonly phones?: Phones;
  /** Called before the server listens: pages, routes of the test's own. */
  readonly prepare?: (assembly: Assembly, world: TestWorld) => void | Promise<void>;
}

interface Running {
  readonly assembly: Assembly;
  readonly url: string;
}

/** A grant's area: everything, or a city, a store, a community by id. */
export type AreaAsked = 'all' | { readonly areaKind: 'city' | 'store' | 'community'; readonly areaId: string };

export interface ServerWorld {
  readonly url: string;
  /** Database, services and contexts for acting through doors, beside the clients. */
  readonly world: TestWorld;
  readonly assembly: Assembly;
  /** Nobody is signed in. */
  readonly anonymous: Client;
  /** Adds a member of staff with this role in the area, and signs them in. */
  signInAs(role: string, area?: AreaAsked): Promise<Client>;
  /** A new session of a user that exists: a touchpoint, a member of staff. */
  client(userId: UserId): Promise<Client>;
  /**
   * Waits until the relay has delivered everything, chains included; answers how many events are parked. Live messages
   * go out by themselves: wait for them with `live(…).next(…)`.
   */
  drain(): Promise<{ parked: number }>;
  /** Stops the server before the file ends, as SIGTERM would. */
  stop(): Promise<void>;
}

async function addStaffMember(world: TestWorld, role: string, area: AreaAsked): Promise<UserId> {
  const where = area === 'all' ? { areaKind: 'all' as const, areaId: null } : area;
  const { userId } = await addStaff(world.ctx(), {
    login: `${role}-${randomUUID().slice(0, 8)}`,
    password: randomUUID(),
    title: role,
    grants: [{ role, ...where } as Grant],
  });
  return userId;
}

/**
 * A real server for a test file: every module on a clone of the database with real services, relay and live hub
 * running, listening on a port of its own.
 *
 * ```ts
 * const server = useServer();
 * test('…', async () => {
 *   const manager = await server.signInAs('store_manager', { areaKind: 'store', areaId: storeId });
 *   const live = await manager.live(['task']);
 *   const { status, body } = await manager.post(`/api/plays/${playId}/approve`, { … });
 *   await server.drain();
 *   await live.next((message) => message.type === 'TaskPlaced');
 * });
 * ```
 *
 * The clock runs; `server.world.clock.advance(16 * MINUTE)` puts it forward. `server.world.ctx()` calls doors directly.
 */
export function useServer(options: ServerOptions = {}): ServerWorld {
  const { mode = 'demo', modules = allModules } = options;
  const state: { running?: Running; stopped?: Promise<void> } = {};
  const settings: Settings = {
    get publicUrl() {
      return state.running?.url ?? 'http://127.0.0.1';
    },
    mode,
  };
  const clock = new RunningClock(options.asTheMachine);
  const world = useContext({
    clock,
    settings,
    env: mode === 'production' ? productionKeys() : {},
    phones: options.phones,
  });
  const get = (): Running => {
    if (state.running === undefined) throw new Error('the server is there from beforeAll on');
    return state.running;
  };
  const stop = (): Promise<void> => (state.stopped ??= state.running?.assembly.stop() ?? Promise.resolve());
  beforeAll(async () => {
    const { database } = world;
    const assembly = await assemble({
      database: { db: database.db, pool: database.pool, close: async () => {} },
      connection: database.connection,
      clock: world.clock,
      random: world.random,
      services: world.services,
      log: options.log ?? createLog('error'),
      version: 'test',
      trustProxy: options.trustProxy ?? false,
      demoAccounts: async () => options.demoAccounts ?? [],
      modules,
      rateLimits: options.rateLimits ?? true,
      ...(options.livePingMs !== undefined && { livePingMs: options.livePingMs }),
    });
    await options.prepare?.(assembly, world);
    await assembly.start({ jobs: options.jobs ?? false });
    await assembly.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = assembly.app.server.address() as AddressInfo;
    state.running = { assembly, url: `http://127.0.0.1:${port}` };
  });
  afterAll(stop);
  const client = async (userId: UserId): Promise<Client> => {
    const ctx = world.ctx();
    const { token } = await ctx.transaction((tx) => openSession(ctx, tx, userId, 'test', 'password'));
    return new Client(get().url, token, userId);
  };
  return {
    get url() {
      return get().url;
    },
    get assembly() {
      return get().assembly;
    },
    get anonymous() {
      return new Client(get().url);
    },
    world,
    client,
    signInAs: async (role, area = 'all') => client(await addStaffMember(world, role, area)),
    drain: () => drained(world, modules),
    stop,
  };
}

async function drained(world: TestWorld, modules: readonly Module[]): Promise<{ parked: number }> {
  const subscriptions = watched(modules.flatMap((module) => module.subscriptions));
  const deadline = Date.now() + DRAIN_MS;
  for (;;) {
    const waiting = await undelivered(world.database.db, subscriptions);
    if (waiting === 0) return { parked: await countParked(world.database.db) };
    if (Date.now() > deadline) throw new Error(`${waiting} deliveries still wait after ${DRAIN_MS} ms`);
    await pause(5);
  }
}

const productionKeys = (): Record<string, string> => ({
  TWINWHEEL_MASTER_KEY: randomBytes(32).toString('base64'),
  TWINWHEEL_HASH_KEY: randomBytes(32).toString('base64'),
});
