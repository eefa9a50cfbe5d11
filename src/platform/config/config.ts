import { resolve } from 'node:path';
import { z } from 'zod';
import type { Fault } from '#kernel/errors';
import { ConfigurationRefused } from './config-file.ts';

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
  /** The file that sets up payment providers; it names the files of their keys. */
  readonly paymentsFile: string | undefined;
  /** The file that sets up the provider of weather; it names the files of its keys. */
  readonly weatherFile: string | undefined;
  /** The file that sets up a language model to read again what our own were unsure of; it names the file of its key. */
  readonly refinerFile: string | undefined;
  /** The file that sets up short messages; it names the file of its key. */
  readonly smsFile: string | undefined;
  /** How fast the demo world lives: 0 is paused, 1 is a day of activity in about a day, 60 a day in 24 minutes. */
  readonly worldSpeed: number;
  readonly worldResidents: number;
  /** Login and password of the first administrator in production, used when there are no users yet. */
  readonly firstAdmin: { readonly login: string; readonly password: string } | undefined;
}

export class ConfigRefused extends ConfigurationRefused {
  constructor(faults: readonly Fault[]) {
    super('config-refused', '配置有误', faults);
  }
}

const flag = z
  .enum(['0', '1', 'true', 'false', 'on', 'off'], { error: '请填 on 或 off' })
  .transform((text) => ['1', 'true', 'on'].includes(text));

const number = (least: number, most: number): z.ZodCoercedNumber<unknown> =>
  z.coerce
    .number({ error: `必须是 ${least} 到 ${most} 之间的数` })
    .min(least, `不能小于 ${least}`)
    .max(most, `不能大于 ${most}`);

const whole = (least: number, most: number): z.ZodCoercedNumber<unknown> => number(least, most).int('必须是整数');

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const schema = z.object({
  TWINWHEEL_MODE: z.enum(['demo', 'production'], { error: '请填 demo 或 production' }).default('demo'),
  HOST: z.string().default('127.0.0.1'),
  PORT: whole(0, 65_535).default(7200),
  TWINWHEEL_PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: '必须是 http 或 https 地址，例如 https://tw.example.com' })
    .optional(),
  TWINWHEEL_DATA: z.string().default('.data'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: '必须是 postgres://用户:密码@主机:端口/库名 这样的地址' })
    .optional(),
  TWINWHEEL_POOL: whole(4, 200).default(20),
  LOG_LEVEL: z.enum(LEVELS, { error: `请填 ${LEVELS.join('、')} 之一` }).default('info'),
  TWINWHEEL_TRUST_PROXY: flag.default(false),
  TWINWHEEL_PAYMENTS: z.string().optional(),
  TWINWHEEL_WEATHER: z.string().optional(),
  TWINWHEEL_REFINER: z.string().optional(),
  TWINWHEEL_SMS: z.string().optional(),
  TWINWHEEL_WORLD_SPEED: number(0, 10_000).default(60),
  TWINWHEEL_WORLD_RESIDENTS: whole(0, 5_000_000).default(20_000),
  TWINWHEEL_ADMIN_LOGIN: z.string().trim().min(1, '不能是空的').max(64, '最多 64 个字').optional(),
  TWINWHEEL_ADMIN_PASSWORD: z.string().min(10, '至少 10 位').max(200, '最多 200 位').optional(),
});

/** Read where they are used: secrets do not travel in the configuration. */
const READ_ELSEWHERE = ['TWINWHEEL_MASTER_KEY', 'TWINWHEEL_HASH_KEY'];
const KNOWN: ReadonlySet<string> = new Set([...Object.keys(schema.shape), ...READ_ELSEWHERE]);

/** Reads the configuration; throws ConfigRefused with one message a fault. Empty variables count as not set. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(given);
  const faults = [
    ...unknownNames(given),
    ...firstFaults(parsed.error),
    ...(parsed.success ? modeFaults(parsed.data) : []),
  ];
  if (!parsed.success || faults.length > 0) throw new ConfigRefused(faults);
  const value = parsed.data;
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
    paymentsFile: value.TWINWHEEL_PAYMENTS === undefined ? undefined : resolve(value.TWINWHEEL_PAYMENTS),
    weatherFile: value.TWINWHEEL_WEATHER === undefined ? undefined : resolve(value.TWINWHEEL_WEATHER),
    refinerFile: value.TWINWHEEL_REFINER === undefined ? undefined : resolve(value.TWINWHEEL_REFINER),
    smsFile: value.TWINWHEEL_SMS === undefined ? undefined : resolve(value.TWINWHEEL_SMS),
    worldSpeed: value.TWINWHEEL_WORLD_SPEED,
    worldResidents: value.TWINWHEEL_WORLD_RESIDENTS,
    firstAdmin: login !== undefined && password !== undefined ? { login, password } : undefined,
  };
}

/** A name that nobody reads is a typing error that would otherwise only be noticed by what does not happen. */
function unknownNames(given: Readonly<Record<string, unknown>>): Fault[] {
  return Object.keys(given)
    .filter((name) => name.startsWith('TWINWHEEL_') && !KNOWN.has(name))
    .map((path) => ({ path, message: '没有这个配置项，请检查拼写' }));
}

/** The first fault of each variable: one clear message is enough to mend it. */
function firstFaults(error: z.ZodError | undefined): Fault[] {
  const faults = new Map<string, Fault>();
  for (const issue of error?.issues ?? []) {
    const path = issue.path.join('.');
    if (!faults.has(path)) faults.set(path, { path, message: issue.message });
  }
  return [...faults.values()];
}

function modeFaults(value: z.output<typeof schema>): Fault[] {
  if (value.TWINWHEEL_MODE !== 'production') {
    // The people of the demo have numbers that may be somebody's.
    return value.TWINWHEEL_SMS === undefined
      ? []
      : [{ path: 'TWINWHEEL_SMS', message: '演示模式不发真短信，请去掉这一项' }];
  }
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
