import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Clock, SECOND } from '#kernel/time';
import { canonicalQuery, signedHeaders, type AccessKey } from './aliyun-signature.ts';
import type { ShortMessage, SmsAnswer, SmsProvider } from './sms-port.ts';

/** Words that were filed: their number with the provider, and which of our variables stand in them. */
export interface FiledTemplate {
  readonly code: string;
  readonly variables: readonly string[];
}

export interface AliyunSettings {
  readonly key: AccessKey;
  /** 短信签名, as it was filed, without brackets. */
  readonly signName: string;
  readonly templates: Readonly<Record<string, FiledTemplate>>;
  /** `https://dysmsapi.aliyuncs.com`, without a trailing slash. */
  readonly baseUrl: string;
  readonly clock: Clock;
}

const MAINLAND_DIGITS = 11;
const PATIENCE_MS = 5 * SECOND;
/** After it was told that it asks too often it lets this long pass. */
const REST_MS = 2 * SECOND;

const answered = z.object({ Code: z.string(), BizId: z.string().optional() });

/** What a person can do something about, or wants to know (Alibaba Cloud SMS, API 错误码). */
const SENTENCES: Readonly<Record<string, string>> = {
  'isv.BUSINESS_LIMIT_CONTROL': '这个号码收得太频繁，短信平台限制了',
  'isv.DAY_LIMIT_CONTROL': '今天的短信条数到了在阿里云设的上限',
  'isv.MONTH_LIMIT_CONTROL': '这个月的短信条数到了在阿里云设的上限',
  'isv.MOBILE_NUMBER_ILLEGAL': '短信平台说手机号不对',
  'isv.SMS_SIGNATURE_ILLEGAL': '短信签名没有通过审核，或和配置的不一样',
  'isv.SMS_TEMPLATE_ILLEGAL': '短信模板没有通过审核，或编号不对',
  'isv.TEMPLATE_MISSING_PARAMETERS': '短信模板里的变量没有填全，请核对配置',
  'isv.PARAM_LENGTH_LIMIT': '短信变量太长，请换一个模板',
  'isv.PARAM_NOT_SUPPORT_URL': '短信变量里不能有网址，请换一个模板',
  'isv.BLACK_KEY_CONTROL_LIMIT': '短信变量里有平台不允许的词',
};

/** Nothing was sent, and will not be until somebody mends it or a while has passed: worth asking again. */
const LATER: Readonly<Record<string, string>> = {
  'isv.AMOUNT_NOT_ENOUGH': '短信余额不足',
  'isv.OUT_OF_SERVICE': '短信服务停机了，请查阿里云账户',
  'isp.RAM_PERMISSION_DENY': '短信的访问密钥没有权限',
  SignatureDoesNotMatch: '短信的访问密钥不对',
  'InvalidAccessKeyId.NotFound': '短信的访问密钥不对',
  'InvalidAccessKeyId.Inactive': '短信的访问密钥停用了',
  InvalidTimeStamp: '服务器的时间不准，短信平台不接受',
};
const isBusy = (status: number, code: string): boolean =>
  status === 429 || status === 503 || code.startsWith('Throttling') || code === 'ServiceUnavailable';

/** Faults of the network before anything left this machine. */
const NOT_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

/** Short messages by Alibaba Cloud (Dysmsapi 2017-05-25, SendSms). */
export function aliyunSms(settings: AliyunSettings): SmsProvider {
  let restUntil = -Infinity;
  return {
    name: '阿里云短信',
    knows: (template) => Object.hasOwn(settings.templates, template),
    send: async (message) => {
      const filed = settings.templates[message.template];
      if (filed === undefined) return { outcome: 'refused', why: '这条消息没有报备短信模板' };
      if (settings.clock.now().getTime() < restUntil) return { outcome: 'later', why: '短信平台忙' };
      const answer = await ask(settings, queryOf(settings, filed, message));
      if ('outcome' in answer) return answer;
      if (isBusy(answer.status, answer.code)) restUntil = settings.clock.now().getTime() + REST_MS;
      return judged(answer);
    },
  };
}

function queryOf(
  { signName }: AliyunSettings,
  filed: FiledTemplate,
  { phone, id, variables }: ShortMessage,
): Record<string, string> {
  const filled = Object.fromEntries(filed.variables.map((name) => [name, variables[name] ?? '']));
  return {
    PhoneNumbers: phone.replace(/\D/g, '').slice(-MAINLAND_DIGITS),
    SignName: signName,
    TemplateCode: filed.code,
    ...(filed.variables.length > 0 && { TemplateParam: JSON.stringify(filled) }),
    OutId: id,
  };
}

interface Told {
  readonly status: number;
  readonly code: string;
  readonly reference: string;
}

/** Asks once: who asks twice sends twice. */
async function ask(
  { key, baseUrl, clock }: AliyunSettings,
  query: Readonly<Record<string, string>>,
): Promise<Told | SmsAnswer> {
  const headers = signedHeaders(key, {
    host: new URL(baseUrl).host,
    action: 'SendSms',
    version: '2017-05-25',
    date: clock
      .now()
      .toISOString()
      .replace(/\.\d+Z$/, 'Z'),
    nonce: randomUUID(),
    query,
  });
  try {
    const answer = await fetch(`${baseUrl}/?${canonicalQuery(query)}`, {
      method: 'POST',
      headers: { ...headers, accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const told = answered.safeParse(await answer.json().catch(() => undefined));
    return { status: answer.status, code: told.data?.Code ?? '', reference: told.data?.BizId ?? '' };
  } catch (error) {
    // What fetch says holds the address, and the phone is in it: only the code of the fault is looked at.
    const code = (error as { cause?: { code?: string } }).cause?.code ?? '';
    if (NOT_SENT.has(code)) return { outcome: 'later', why: '连不上短信平台' };
    return { outcome: 'unknown', why: '短信平台没有回答' };
  }
}

function judged({ status, code, reference }: Told): SmsAnswer {
  if (code === 'OK') return { outcome: 'taken', reference };
  if (isBusy(status, code)) return { outcome: 'later', why: '短信平台忙' };
  const later = LATER[code];
  if (later !== undefined) return { outcome: 'later', why: later };
  if (status >= 500 || code === '' || code.startsWith('isp.')) return { outcome: 'unknown', why: '短信平台出错' };
  return { outcome: 'refused', why: SENTENCES[code] ?? `短信平台不接受（${code.slice(0, 80)}）` };
}
