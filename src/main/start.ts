import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { Refusal } from '#kernel/errors';
import { systemRandom } from '#kernel/random';
import { systemClock } from '#kernel/time';
import { addStaff, countUsers } from '#platform/auth';
import type { Config } from '#platform/config';
import { systemContext, type Runtime } from '#platform/context';
import { checkServerVersion, migrate } from '#platform/postgres';
import { KeysRefused } from '#platform/privacy';
import { loadSms, smsCodes } from '#platform/sms';
import { createLog, type Logger } from '#platform/telemetry';
import { installRefining, loadRefining } from '#modules/cdp';
import { installPaymentProviders, loadPaymentProviders } from '#modules/commerce';
import { installWeatherProvider, loadWeatherProvider } from '#modules/intelligence';
import { SMS_TEMPLATES } from '#modules/messaging';
import { liveWorldRoutes } from '#sim';
import { assemble, type Assembly } from './assemble.ts';
import { fillDemo, greet, openDemo } from './demo.ts';
import { allSchemas } from './modules.ts';
import { openConfigured, type OpenedDatabase } from './open-database.ts';
import { buildPages, mountDevPages, mountPages } from './pages.ts';
import { openServices, type Phones } from './services.ts';
import { shopPages as pages } from './shop-pages.ts';

export interface Started {
  readonly address: string;
  readonly assembly: Assembly;
  stop(): Promise<void>;
}

export interface StartOptions {
  /** Serve the web apps from their sources, with hot reload. */
  readonly dev: boolean;
  /** Where to say what a person at the terminal wants to know. */
  readonly say: (text: string) => void;
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

/** Ends what was begun, the last first; one end that fails does not keep the others. */
class Endings {
  readonly #ends: (() => Promise<void>)[] = [];
  readonly #log: Logger;

  constructor(log: Logger) {
    this.#log = log;
  }

  add(end: () => Promise<void>): void {
    this.#ends.push(end);
  }

  async run(): Promise<void> {
    for (let end = this.#ends.pop(); end !== undefined; end = this.#ends.pop()) {
      await end().catch((error: unknown) => this.#log.error({ error }, 'a part did not stop cleanly'));
    }
  }
}

/** Starts one process: database, migrations, first users or demo world, HTTP. What was begun ends when a later step fails. */
export async function start(config: Config, options: StartOptions): Promise<Started> {
  const log = createLog(config.logLevel);
  const endings = new Endings(log);
  try {
    const opened = await openConfigured(config, log);
    endings.add(() => opened.close());
    await checkServerVersion(opened.database.db);
    await migrate(opened.database.db, allSchemas);
    return await serve(config, options, { log, opened, endings });
  } catch (error) {
    await endings.run();
    throw error;
  }
}

interface Base {
  readonly log: Logger;
  readonly opened: OpenedDatabase;
  readonly endings: Endings;
}

async function serve(config: Config, options: StartOptions, { log, opened, endings }: Base): Promise<Started> {
  const settings = { publicUrl: config.publicUrl ?? urlOf(config.host, config.port), mode: config.mode };
  const phones = await openPhones(config, log);
  const { services, close } = await openServices({ dataDir: config.dataDir, settings, env: process.env, phones });
  endings.add(close);
  const faults = await services.vault.check(opened.database.db);
  if (faults.length > 0) throw new KeysRefused(faults);
  if (config.weatherFile !== undefined) {
    installWeatherProvider(await loadWeatherProvider(config.weatherFile, systemClock));
  }
  if (config.refinerFile !== undefined) installRefining(await loadRefining(config.refinerFile, systemClock));
  if (config.paymentsFile !== undefined) {
    installPaymentProviders(await loadPaymentProviders(config.paymentsFile, systemClock.now()));
  }
  const demo = await openDemo(config, log);
  const assembly = await assemble({
    database: opened.database,
    connection: opened.connection,
    clock: systemClock,
    random: systemRandom,
    services,
    log,
    version,
    trustProxy: config.trustProxy,
    demoAccounts: async () => demo?.accounts ?? [],
    ...(demo !== undefined && { routes: liveWorldRoutes(demo.live) }),
  });
  endings.add(() => assembly.stop());
  await preparePages(assembly, options);
  await addFirstAdmin(assembly.runtime, config);
  if (demo !== undefined) await fillDemo(assembly.runtime, demo, options.say);
  await assembly.start();
  const port = await listen(assembly, config);
  const address = urlOf(config.host, port);
  if (demo !== undefined) {
    endings.add(() => demo.live.stop());
    demo.live.start({ address, speed: config.worldSpeed });
  }
  greet(options.say, address, demo?.accounts ?? []);
  log.info({ listening: address, mode: config.mode }, 'ready');
  return { address, assembly, stop: () => endings.run() };
}

async function openPhones({ smsFile }: Config, log: Logger): Promise<Phones | undefined> {
  if (smsFile === undefined) return undefined;
  const sms = await loadSms(smsFile, SMS_TEMPLATES, systemClock);
  return { sms, codes: smsCodes(sms, log) };
}

async function preparePages({ app, runtime }: Assembly, options: StartOptions): Promise<void> {
  if (options.dev) {
    const dev = await mountDevPages(app, runtime, pages);
    app.addHook('onClose', () => dev.close());
    return;
  }
  await buildPages(options.say);
  await mountPages(app, runtime, pages);
}

async function listen(assembly: Assembly, config: Config): Promise<number> {
  try {
    await assembly.app.listen({ host: config.host, port: config.port });
  } catch (error) {
    throw new ListenFailed(config.host, config.port, error instanceof Error ? error.message : String(error));
  }
  return (assembly.app.server.address() as AddressInfo).port;
}

/** Where people and the living world reach this process: what listens everywhere listens on the loopback too. */
function urlOf(host: string, port: number): string {
  const reached = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${reached.includes(':') ? `[${reached}]` : reached}:${port}`;
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
