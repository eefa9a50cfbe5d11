import { dirname } from 'node:path';
import { z } from 'zod';
import type { Fault } from '#kernel/errors';
import type { Clock } from '#kernel/time';
import { ConfigurationRefused, ConfiguredFiles, isServiceAddress, readConfigFile } from '../config/index.ts';
import { aliyunSms } from './aliyun-sms.ts';
import { PROOF, SIGN_IN, type SmsProvider } from './sms-port.ts';

/** What is missing or wrong in the configuration of short messages, all at once and never a secret. */
export class SmsConfigRefused extends ConfigurationRefused {
  constructor(faults: readonly Fault[]) {
    super('sms-config-refused', '短信配置有误', faults);
  }
}

/** What may stand in filed words: of codes, and of messages to customers. */
const VARIABLES = {
  code: '验证码',
  about: '验证码用来做什么',
  title: '标题',
  body: '正文',
  link: '点开的路径',
} as const;
const OF_CODES: readonly string[] = ['code', 'about'];
const OF_MESSAGES: readonly string[] = ['title', 'body', 'link'];

const templateCode = z.string('请填模板编号，例如 SMS_123456').regex(/^SMS_\d{1,20}$/, '模板编号形如 SMS_123456');
const variable = z.enum(Object.keys(VARIABLES) as (keyof typeof VARIABLES)[], {
  error: `变量只能是 ${Object.keys(VARIABLES).join('、')}`,
});
const template = z.strictObject(
  { code: templateCode, variables: z.array(variable, '请填变量名的列表').max(5, '最多 5 个变量').default([]) },
  '必须有模板编号 code 和变量 variables',
);

const config = z.strictObject(
  {
    provider: z.literal('aliyun', '目前只支持 aliyun'),
    accessKeyId: z.string('请填 AccessKey ID').regex(/^\w{8,64}$/, 'AccessKey ID 只有字母和数字'),
    accessKeySecretFile: z.string('请填文件名').min(1, '请填文件名'),
    signName: z.string('请填报备过的短信签名').regex(/^[^【】[\]\s]{2,20}$/, '短信签名 2 到 20 个字，不带【】和空格'),
    baseUrl: z
      .string()
      // Signed requests go to its root.
      .refine(
        (text) => isServiceAddress(text) && URL.parse(text)?.pathname === '/',
        '必须是 https 地址，里面不带密码和路径',
      )
      .default('https://dysmsapi.aliyuncs.com'),
    templates: z.record(z.string(), template, '请填各种短信的模板'),
  },
  '必须是一个 JSON 对象',
);

/**
 * Short messages as a configuration file sets them up: JSON that names a provider, a filed signature and filed templates;
 * the secret lies in a file of its own, named from the folder of the configuration and readable by its owner alone.
 * `messages` are the names of what goes to customers by SMS. Throws SmsConfigRefused with every fault.
 */
export async function loadSms(path: string, messages: readonly string[], clock: Clock): Promise<SmsProvider> {
  const { value, given, faults: written } = await readConfigFile(path, 'TWINWHEEL_SMS', config);
  const files = new ConfiguredFiles(dirname(path));
  const secret = await secretOf(files, value);
  const faults = [
    ...written,
    ...(given === undefined ? [] : templateFaults(given.templates, messages)),
    ...files.faults,
  ];
  if (given === undefined || secret === undefined || faults.length > 0) throw new SmsConfigRefused(faults);
  const { accessKeyId, signName, baseUrl, templates } = given;
  const key = { id: accessKeyId, secret };
  return aliyunSms({ key, signName, templates, baseUrl: baseUrl.replace(/\/+$/, ''), clock });
}

/** The secret is looked at whatever else is wrong, so that every fault is named at once. */
async function secretOf(files: ConfiguredFiles, value: unknown): Promise<string | undefined> {
  const named = z.object({ accessKeySecretFile: z.string().min(1) }).safeParse(value);
  if (!named.success) return undefined;
  const { accessKeySecretFile: name } = named.data;
  const secret = await files.text('accessKeySecretFile', name, true);
  if (secret === undefined || /^[\x21-\x7e]{8,200}$/.test(secret)) return secret;
  return files.refuse('accessKeySecretFile', `${name} 不像是密钥，里面只能有密钥这一行`);
}

/** Nobody signs in without a code; a name or a variable that nobody fills is a typing error. */
function templateFaults(
  templates: Readonly<Record<string, { readonly variables: readonly string[] }>>,
  messages: readonly string[],
): Fault[] {
  const faults: Fault[] = [];
  for (const name of [SIGN_IN, PROOF]) {
    if (templates[name]?.variables.includes('code') === true) continue;
    faults.push({ path: `templates.${name}`, message: '必须填写，变量里要有 code（登录和确认本人用的验证码）' });
  }
  for (const [name, { variables }] of Object.entries(templates)) {
    const isCode = name === SIGN_IN || name === PROOF;
    if (!isCode && !messages.includes(name)) {
      faults.push({
        path: `templates.${name}`,
        message: `没有这种短信，可以填的有：${[SIGN_IN, PROOF, ...messages].join('、')}`,
      });
      continue;
    }
    const allowed = isCode ? OF_CODES : OF_MESSAGES;
    const wrong = variables.filter((each) => !allowed.includes(each));
    if (wrong.length > 0) {
      faults.push({
        path: `templates.${name}.variables`,
        message: `这种短信没有变量 ${wrong.join('、')}，只有 ${allowed.join('、')}`,
      });
    }
  }
  return faults;
}
