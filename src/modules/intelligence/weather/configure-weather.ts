import { createPrivateKey, type KeyObject } from 'node:crypto';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Fault } from '#kernel/errors';
import type { Clock } from '#kernel/time';
import { ConfigurationRefused, ConfiguredFiles, readConfigFile } from '#platform/config';
import { OPEN_METEO, openMeteo } from './open-meteo.ts';
import { qweather } from './qweather.ts';
import type { WeatherProvider } from './weather-port.ts';

/** What is missing or wrong in the configuration of weather, all at once and never a secret. */
export class WeatherConfigRefused extends ConfigurationRefused {
  constructor(faults: readonly Fault[]) {
    super('weather-config-refused', '天气配置有误', faults);
  }
}

const file = z.string('请填文件名').min(1, '请填文件名');
const id = z.string('请到和风天气控制台的项目管理里查看').regex(/^\w{4,64}$/, '只能是字母、数字和下划线');

const openMeteoConfig = z.strictObject({
  provider: z.literal('open-meteo'),
  /** Open-Meteo's own unless said: the customers' with a key, else the free one. */
  baseUrl: z
    .url({ protocol: /^https?$/, error: '必须是 http 或 https 地址，例如 https://api.open-meteo.com' })
    .optional(),
  apiKeyFile: file.optional(),
});

const qweatherConfig = z.strictObject({
  provider: z.literal('qweather'),
  /** Each project has its own. */
  host: z
    .string('请填控制台里的 API Host')
    .regex(
      /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i,
      '请填控制台里的 API Host，例如 abc1234xyz.def.qweatherapi.com，不带 https://',
    ),
  /** A token that is signed here: all three. */
  keyId: id.optional(),
  projectId: id.optional(),
  privateKeyFile: file.optional(),
  /** Or a key. */
  apiKeyFile: file.optional(),
});

const config = z.discriminatedUnion('provider', [openMeteoConfig, qweatherConfig], {
  error: '请填 open-meteo 或 qweather',
});

/**
 * The provider that a configuration file sets up: JSON that names the provider; keys lie in files of their own, named from
 * the folder of the configuration and readable by their owner alone. Throws WeatherConfigRefused with every fault.
 */
export async function loadWeatherProvider(path: string, clock: Clock): Promise<WeatherProvider> {
  const { given, faults } = await readConfigFile(path, 'TWINWHEEL_WEATHER', config);
  if (given === undefined) throw new WeatherConfigRefused(faults);
  const files = new SecretFiles(dirname(path));
  const provider =
    given.provider === 'open-meteo'
      ? await loadOpenMeteo(files, given, clock)
      : await loadQWeather(files, given, clock);
  if (provider === undefined || files.faults.length > 0) throw new WeatherConfigRefused(files.faults);
  return provider;
}

async function loadOpenMeteo(
  files: SecretFiles,
  { baseUrl, apiKeyFile }: z.output<typeof openMeteoConfig>,
  clock: Clock,
): Promise<WeatherProvider> {
  const apiKey = apiKeyFile === undefined ? undefined : await files.apiKey('apiKeyFile', apiKeyFile);
  const usual = apiKeyFile === undefined ? OPEN_METEO.free : OPEN_METEO.customer;
  return openMeteo({ baseUrl: (baseUrl ?? usual).replace(/\/+$/, ''), apiKey, clock });
}

async function loadQWeather(
  files: SecretFiles,
  { host, keyId, projectId, privateKeyFile, apiKeyFile }: z.output<typeof qweatherConfig>,
  clock: Clock,
): Promise<WeatherProvider | undefined> {
  const baseUrl = `https://${host}`;
  const signing = { keyId, projectId, privateKeyFile };
  if (apiKeyFile !== undefined) {
    for (const [name, value] of Object.entries(signing)) {
      if (value !== undefined) files.refuse(name, '和 apiKeyFile 只能选一种：签名或密钥');
    }
    const apiKey = await files.apiKey('apiKeyFile', apiKeyFile);
    return apiKey === undefined ? undefined : qweather({ baseUrl, credential: { kind: 'key', apiKey }, clock });
  }
  for (const [name, value] of Object.entries(signing)) {
    if (value === undefined) files.refuse(name, '请填写；用密钥的话改填 apiKeyFile');
  }
  if (keyId === undefined || projectId === undefined || privateKeyFile === undefined) return undefined;
  const privateKey = await files.ed25519('privateKeyFile', privateKeyFile);
  if (privateKey === undefined) return undefined;
  return qweather({ baseUrl, credential: { kind: 'jwt', keyId, projectId, privateKey }, clock });
}

/** The secrets among the files that a configuration names. */
class SecretFiles extends ConfiguredFiles {
  async apiKey(path: string, name: string): Promise<string | undefined> {
    const text = await this.text(path, name, true);
    if (text === undefined) return undefined;
    return /^[\x21-\x7e]{8,256}$/.test(text) ? text : this.refuse(path, `${name} 不像是密钥，里面只能有密钥这一行`);
  }

  async ed25519(path: string, name: string): Promise<KeyObject | undefined> {
    const text = await this.text(path, name, true);
    if (text === undefined) return undefined;
    const key = keyOf(text);
    return key?.asymmetricKeyType === 'ed25519' ? key : this.refuse(path, `${name} 不是 Ed25519 私钥`);
  }
}

/** What the parser says may hold the key, so nobody hears it. */
function keyOf(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}
