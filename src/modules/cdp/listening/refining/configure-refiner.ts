import { dirname } from 'node:path';
import { z } from 'zod';
import type { Fault } from '#kernel/errors';
import type { Clock } from '#kernel/time';
import { ConfigurationRefused, ConfiguredFiles, isServiceAddress, readConfigFile } from '#platform/config';
import { chatRefiner } from './chat-refiner.ts';
import type { Refining } from './refiner-port.ts';

/** What is missing or wrong in the configuration of the refiner, all at once and never a secret. */
export class RefinerConfigRefused extends ConfigurationRefused {
  constructor(faults: readonly Fault[]) {
    super('refiner-config-refused', '大模型复核配置有误', faults);
  }
}

const share = '必须是 0 到 1 之间的数';
const most = '必须是 1 到 100000 之间的整数';

const config = z.strictObject(
  {
    /** `/chat/completions` follows it. */
    baseUrl: z
      .string('请填接口地址，例如 https://llm.example.com/v1')
      .refine(
        isServiceAddress,
        '必须是 https 地址，例如 https://llm.example.com/v1（本机可以用 http），里面不带密码、问号和井号',
      ),
    model: z
      .string('请填模型名称')
      .regex(/^[\w.:/@+-]{1,100}$/, '模型名称只能是字母、数字和 . : / @ + - _，最多 100 个字'),
    apiKeyFile: z.string('请填文件名').min(1, '请填文件名').optional(),
    mostPerDay: z.number(most).int(most).min(1, most).max(100_000, most).default(500),
    leastCertainty: z.number(share).min(0, share).max(1, share).default(0.6),
  },
  '必须是一个 JSON 对象',
);

/**
 * The refiner that a configuration file sets up: JSON that names an endpoint and a model; the key, if there is one, lies in
 * a file of its own, named from the folder of the configuration and readable by its owner alone. Throws
 * RefinerConfigRefused with every fault.
 */
export async function loadRefining(path: string, clock: Clock): Promise<Refining> {
  const { value, given, faults: written } = await readConfigFile(path, 'TWINWHEEL_REFINER', config);
  const key = await apiKeyOf(dirname(path), value);
  const faults = [...written, ...key.faults];
  if (given === undefined || faults.length > 0) throw new RefinerConfigRefused(faults);
  const { baseUrl, model, mostPerDay, leastCertainty } = given;
  const refiner = chatRefiner({ baseUrl: baseUrl.replace(/\/+$/, ''), model, apiKey: key.apiKey, clock });
  return { refiner, mostPerDay, leastCertainty };
}

/** The key is looked at whatever else is wrong, so that every fault is named at once. */
async function apiKeyOf(folder: string, value: unknown): Promise<{ apiKey?: string; faults: readonly Fault[] }> {
  const named = z.object({ apiKeyFile: z.string().min(1) }).safeParse(value);
  if (!named.success) return { faults: [] };
  const { apiKeyFile } = named.data;
  const files = new ConfiguredFiles(folder);
  const apiKey = await files.text('apiKeyFile', apiKeyFile, true);
  if (apiKey === undefined) return { faults: files.faults };
  if (/^[\x21-\x7e]{8,512}$/.test(apiKey)) return { apiKey, faults: [] };
  files.refuse('apiKeyFile', `${apiKeyFile} 不像是密钥，里面只能有密钥这一行`);
  return { faults: files.faults };
}
