import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { seededRandom, type Random } from '#kernel/random';
import { ManualClock } from '#kernel/time';
import { createContext, type Actor, type Context, type Runtime, type Services, type Settings } from '#platform/context';
import { drainOutbox, type Subscription } from '#platform/outbox';
import { EVERYTHING, type Scope } from '#platform/permission';
import { openServices, type Phones } from '#main/services';
import { modules } from '#main/modules';
import { type TestDatabase, useDatabase } from './database.ts';

/** A Saturday morning in Shanghai. */
const START = '2026-06-06T02:00:00Z';

export interface ContextAsked {
  readonly actor?: Actor;
  readonly scope?: Scope;
  readonly permissions?: readonly string[];
  /** An idempotency key, as a client would send it. */
  readonly key?: string;
}

export interface TestWorldOptions {
  /** Stands still at START unless said. */
  readonly clock?: ManualClock;
  readonly settings?: Settings;
  /** Where the keys of the vault come from; demo mode makes its own. */
  readonly env?: Readonly<Record<string, string>>;
  /** A way to phones, in production; there is none unless said. */
  readonly phones?: Phones | undefined;
}

/** A real world for verbs: a database, real services, a clock that the test moves. */
export interface TestWorld {
  readonly database: TestDatabase;
  readonly clock: ManualClock;
  readonly random: Random;
  readonly runtime: Runtime;
  readonly services: Services;
  ctx(asked?: ContextAsked): Context;
  /** Delivers everything announced to the subscriptions of all modules (or those given) until nothing is left. */
  drain(subscriptions?: readonly Subscription[]): Promise<{ delivered: number; parked: number }>;
}

/** Gives the test file a database clone and contexts on it; everything goes away afterwards. */
export function useContext(options: TestWorldOptions = {}): TestWorld {
  const database = useDatabase();
  const { clock = new ManualClock(START), env = {} } = options;
  const { settings = { publicUrl: 'http://127.0.0.1:7200', mode: 'demo' } } = options;
  const random = seededRandom('tests');
  const state: { folder?: string; opened?: Awaited<ReturnType<typeof openServices>> } = {};
  beforeAll(async () => {
    state.folder = await mkdtemp(join(tmpdir(), 'tw-test-'));
    state.opened = await openServices({ dataDir: state.folder, settings, env, phones: options.phones });
  });
  afterAll(async () => {
    await state.opened?.close();
    if (state.folder !== undefined) await rm(state.folder, { recursive: true, force: true });
  });
  const services = (): Services => {
    if (state.opened === undefined) throw new Error('services are there from beforeAll on');
    return state.opened.services;
  };
  const runtime = (): Runtime => ({ db: database.db, clock, random, services: services() });
  return {
    database,
    clock,
    random,
    get runtime() {
      return runtime();
    },
    get services() {
      return services();
    },
    ctx: (asked = {}) =>
      createContext(runtime(), {
        actor: asked.actor ?? { kind: 'system', name: 'test' },
        scope: asked.scope ?? EVERYTHING,
        permissions: new Set(asked.permissions ?? []),
        command: asked.key === undefined ? undefined : { key: asked.key, fingerprint: '' },
      }),
    drain: (subscriptions = modules.flatMap((module) => module.subscriptions)) => drainOutbox(runtime(), subscriptions),
  };
}
