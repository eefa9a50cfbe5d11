import { resolve } from 'node:path';
import { z } from 'zod';
import { Refusal, type Fault } from '#kernel/errors';

/** What can be set from outside. Secrets (keys of the vault) are read where they are used and never stand in here. */
export interface Config {
  readonly mode: 'demo' | 'production';
  readonly host: string;
  readonly port: number;
  /** Address for people; derived from host and port when it is not set. */
  readonly publicUrl: string | undefined;
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly poolSize: number;
  readonly logLevel: string;
  readonly trustProxy: boolean;
  /** How fast the demo world lives: 0 is paused, 1 is a day of activity in about a day, 60 a day in 24 minutes. */
  readonly worldSpeed: number;
  readonly worldResidents: number;
  /** Login and password of the first administrator in production, used when there are no users yet. */
  readonly firstAdmin: { readonly login: string; readonly password: string } | undefined;
}

export class ConfigRefused extends Refusal {
  constructor(faults: readonly Fault[]) {
    super('config-refused', 'invalid', {}, { faults });
    this.message = ['配置有误：', ...faults.map((fault) => `  ${fault.path}：${fault.message}`)].join('\n');
  }
}

const flag = z.enum(['0', '1', 'true', 'false', 'on', 'off']).transform((text) => ['1', 'true', 'on'].includes(text));

const schema = z.object({
  TWINWHEEL_MODE: z.enum(['demo', 'production']).default('demo'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(7200),
  TWINWHEEL_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  TWINWHEEL_DATA: z.string().min(1).default('.data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  TWINWHEEL_POOL: z.coerce.number().int().min(4).max(200).default(20),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  TWINWHEEL_TRUST_PROXY: flag.default(false),
  TWINWHEEL_WORLD_SPEED: z.coerce.number().min(0).max(10_000).default(60),
  TWINWHEEL_WORLD_RESIDENTS: z.coerce.number().int().min(0).max(5_000_000).default(20_000),
  TWINWHEEL_ADMIN_LOGIN: z.string().min(1).max(64).optional(),
  TWINWHEEL_ADMIN_PASSWORD: z.string().min(10).max(200).optional(),
});

/** Reads the configuration; throws ConfigRefused with one message a fault. Empty variables count as not set. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    throw new ConfigRefused(
      parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
    );
  }
  const value = parsed.data;
  const faults = productionFaults(value);
  if (faults.length > 0) throw new ConfigRefused(faults);
  const { TWINWHEEL_ADMIN_LOGIN: login, TWINWHEEL_ADMIN_PASSWORD: password } = value;
  return {
    mode: value.TWINWHEEL_MODE,
    host: value.HOST,
    port: value.PORT,
    publicUrl: value.TWINWHEEL_PUBLIC_URL?.replace(/\/+$/, ''),
    dataDir: resolve(value.TWINWHEEL_DATA),
    databaseUrl: value.DATABASE_URL,
    poolSize: value.TWINWHEEL_POOL,
    logLevel: value.LOG_LEVEL,
    trustProxy: value.TWINWHEEL_TRUST_PROXY,
    worldSpeed: value.TWINWHEEL_WORLD_SPEED,
    worldResidents: value.TWINWHEEL_WORLD_RESIDENTS,
    firstAdmin: login !== undefined && password !== undefined ? { login, password } : undefined,
  };
}

function productionFaults(value: z.output<typeof schema>): Fault[] {
  if (value.TWINWHEEL_MODE !== 'production') return [];
  const faults: Fault[] = [];
  if (value.TWINWHEEL_PUBLIC_URL === undefined) {
    faults.push({ path: 'TWINWHEEL_PUBLIC_URL', message: '生产模式必须填写对外访问地址，链接和二维码都用它' });
  } else if (!value.TWINWHEEL_PUBLIC_URL.startsWith('https:')) {
    faults.push({ path: 'TWINWHEEL_PUBLIC_URL', message: '生产模式的对外地址必须是 https' });
  }
  if ((value.TWINWHEEL_ADMIN_LOGIN === undefined) !== (value.TWINWHEEL_ADMIN_PASSWORD === undefined)) {
    faults.push({ path: 'TWINWHEEL_ADMIN_PASSWORD', message: '首个管理员的账号和密码要同时填写' });
  }
  return faults;
}
