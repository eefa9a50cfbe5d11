import { mkdir } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type pg from 'pg';
import { Refusal } from '#kernel/errors';
import { systemRandom } from '#kernel/random';
import { systemClock } from '#kernel/time';
import { addStaff, countUsers, type DemoAccount } from '#platform/auth';
import type { Config } from '#platform/config';
import { systemContext, type Runtime } from '#platform/context';
import {
  checkServerVersion,
  connectionSettings,
  createDatabaseIfMissing,
  migrate,
  openDatabase,
  startPostgres,
  type OpenDatabase,
  type RunningPostgres,
} from '#platform/postgres';
import { createLog, type Logger } from '#platform/telemetry';
import { offerView } from '#modules/growth';
import {
  demoAccounts,
  isWorldLoaded,
  LiveWorld,
  liveWorldRoutes,
  loadWorld,
  openWorld,
  writeKeysIn,
  type World,
} from '#sim';
import { assemble, type Assembly } from './assemble.ts';
import { allSchemas } from './modules.ts';
import { buildPages, mountDevPages, mountPages } from './pages.ts';
import { openServices } from './services.ts';

/** The demo has a database of its own: real data never meets it. */
const DATABASE = { demo: 'twinwheel_demo', production: 'twinwheel' } as const;

export interface Started {
  readonly address: string;
  readonly assembly: Assembly;
  stop(): Promise<void>;
}

/** The port or address cannot be listened on. */
export class ListenFailed extends Refusal {
  constructor(host: string, port: number, reason: string) {
    super('listen-failed', 'unavailable', { host, port, reason });
    this.message = `不能在 ${host}:${port} 上监听：${reason}。端口被占用时可以用环境变量 PORT 换一个。`;
  }
}

export const version: string = (
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
).version;

export interface OpenedDatabase {
  readonly database: OpenDatabase;
  readonly connection: pg.ClientConfig;
  readonly postgres: RunningPostgres | undefined;
  close(): Promise<void>;
}

/** Opens the configured database: the given server, or the embedded one, started or adopted. */
export async function openConfigured(config: Config, log: Logger): Promise<OpenedDatabase> {
  await mkdir(config.dataDir, { recursive: true });
  const postgres =
    config.databaseUrl === undefined ? await startPostgres({ dataDir: config.dataDir, log: (line) => log.info(line) }) : undefined;
  const connection =
    postgres === undefined
      ? connectionSettings(config.databaseUrl ?? '')
      : connectionSettings(postgres.connectionFor(DATABASE[config.mode]));
  if (postgres !== undefined) {
    await createDatabaseIfMissing(postgres.connectionFor('postgres'), DATABASE[config.mode]);
  }
  const database = openDatabase({
    connection,
    poolSize: config.poolSize,
    onIdleError: (error) => log.warn({ error }, 'a database connection was lost'),
  });
  return {
    database,
    connection,
    postgres,
    close: async () => {
      await database.close();
      await postgres?.stop();
    },
  };
}

export interface StartOptions {
  /** Serve the web apps from their sources, with hot reload. */
  readonly dev: boolean;
  /** Where to say what a person at the terminal wants to know. */
  readonly say: (text: string) => void;
}

/** Starts one process: database, migrations, first users or demo world, HTTP. */
export async function start(config: Config, options: StartOptions): Promise<Started> {
  const log = createLog(config.logLevel);
  const opened = await openConfigured(config, log);
  try {
    await checkServerVersion(opened.database.db);
    await migrate(opened.database.db, allSchemas);
    return await serve(config, options, log, opened);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function serve(config: Config, options: StartOptions, log: Logger, opened: OpenedDatabase): Promise<Started> {
  const publicUrl = config.publicUrl ?? `http://${config.host}:${config.port}`;
  const settings = { publicUrl, mode: config.mode };
  const { services, close } = await openServices({ dataDir: config.dataDir, settings, env: process.env });
  const world = await openDemoWorld(config);
  const accounts = world === undefined ? [] : demoAccounts(world);
  const live = world && liveWorld(config, world, accounts, log);
  const assembly = await assemble({
    database: opened.database,
    connection: opened.connection,
    clock: systemClock,
    random: systemRandom,
    services,
    log,
    version,
    trustProxy: config.trustProxy,
    demoAccounts: async () => accounts,
    ...(live !== undefined && { routes: liveWorldRoutes(live) }),
  });
  const pages = { offerOf: offerView };
  if (options.dev) {
    const dev = await mountDevPages(assembly.app, assembly.runtime, pages);
    assembly.app.addHook('onClose', () => dev.close());
  } else {
    await buildPages(options.say);
    await mountPages(assembly.app, assembly.runtime, pages);
  }
  await addFirstAdmin(assembly.runtime, config);
  if (world !== undefined) await fillDemo(assembly.runtime, world, options.say);
  await assembly.start();
  const address = await listen(assembly, config);
  greet(options.say, address, accounts);
  log.info({ listening: address, mode: config.mode }, 'ready');
  live?.start({ address: ownAddress(assembly), speed: config.worldSpeed });
  return {
    address,
    assembly,
    stop: async () => {
      await live?.stop();
      await assembly.stop();
      await close();
      await opened.close();
      log.info('stopped');
    },
  };
}

async function listen(assembly: Assembly, config: Config): Promise<string> {
  try {
    await assembly.app.listen({ host: config.host, port: config.port });
  } catch (error) {
    throw new ListenFailed(config.host, config.port, error instanceof Error ? error.message : String(error));
  }
  const { port } = assembly.app.server.address() as AddressInfo;
  return `http://${config.host}:${port}`;
}

/** Where this process reaches itself: what listens everywhere listens on the loopback too. */
function ownAddress(assembly: Assembly): string {
  const { address, port, family } = assembly.app.server.address() as AddressInfo;
  if (address === '0.0.0.0' || address === '::') return `http://127.0.0.1:${port}`;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

/** The living world. Whom the accounts of the demo are for, people play. */
function liveWorld(config: Config, world: World, accounts: readonly DemoAccount[], log: Logger): LiveWorld {
  const playedByPeople = new Set(accounts.flatMap(({ phone }) => phone ?? []));
  return new LiveWorld({ world, keys: writeKeysIn(config.dataDir), clock: systemClock, log, playedByPeople });
}

/** The demo's world, unless it was switched off; production never has one. */
async function openDemoWorld(config: Config): Promise<World | undefined> {
  if (config.mode !== 'demo' || config.worldResidents === 0) return undefined;
  return openWorld({ dataDir: config.dataDir, residents: config.worldResidents, now: systemClock.now() });
}

async function fillDemo(runtime: Runtime, world: World, say: (text: string) => void): Promise<void> {
  if (await isWorldLoaded(runtime, world)) return;
  say('正在载入演示世界（约半分钟）…');
  await loadWorld(runtime, world, (step) => say(`  ${step}`));
}

function greet(say: (text: string) => void, address: string, accounts: readonly DemoAccount[]): void {
  say(`\n双轮已启动：${address}\n`);
  if (accounts.length === 0) return;
  say(`控制台 ${address}/console/`);
  for (const account of accounts) {
    if (account.surface === 'console') say(`  ${account.label}：账号 ${account.login}，密码 ${account.password}`);
  }
  say(`工作台 ${address}/work/ （手机号登录，验证码见控制台 · 系统 · 开发者页）`);
  for (const account of accounts) if (account.surface === 'workbench') say(`  ${account.label}：${account.phone}`);
}

/** In production the first administrator comes from the environment, once, while there are no users. */
async function addFirstAdmin(runtime: Runtime, config: Config): Promise<void> {
  if (config.mode !== 'production' || config.firstAdmin === undefined) return;
  if ((await countUsers(runtime.db)) > 0) return;
  await addStaff(systemContext(runtime, 'first-start'), {
    ...config.firstAdmin,
    title: '系统管理员',
    grants: [{ role: 'admin', areaKind: 'all', areaId: null }],
  });
}
