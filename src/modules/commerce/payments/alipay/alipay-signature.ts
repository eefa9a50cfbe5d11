import { sign, verify, type KeyObject } from 'node:crypto';

type Params = Readonly<Record<string, string>>;

/** Parameters by name in the order of their code units, `name=value` joined by `&`, empty ones left out: what RSA2 signs. */
function contentOf(params: Params): string {
  return Object.keys(params)
    .filter((name) => params[name] !== '')
    .toSorted()
    .map((name) => `${name}=${params[name]}`)
    .join('&');
}

/** RSA2: SHA256 with RSA of PKCS #1 v1.5, in base64 (opendocs.alipay.com/common/02kf5q, 自行实现签名). */
export const signatureOf = (params: Params, privateKey: KeyObject): string =>
  sign('sha256', Buffer.from(contentOf(params)), privateKey).toString('base64');

/** Whether one of the keys signed the text; two of Alipay's are alive while they are changed, and nothing names which. */
export const isSigned = (publicKeys: readonly KeyObject[], text: string, signature: string): boolean =>
  publicKeys.some((key) => verify('sha256', Buffer.from(text), key, Buffer.from(signature, 'base64')));

/**
 * Whether a notice is signed (opendocs.alipay.com/common/02mse7, 自行实现验签): every parameter that came but `sign` and
 * `sign_type`, by the order of their names, with the values as the form encodes them, decoded exactly once. A value that
 * holds an escape of its own (`%25`) is signed as it stands: decoding it again is what makes a true notice fail.
 */
export function isNoticeSigned(publicKeys: readonly KeyObject[], form: URLSearchParams): boolean {
  const { sign: signature = '', sign_type: type, ...told } = Object.fromEntries(form);
  if (signature === '' || type !== 'RSA2') return false;
  const text = Object.keys(told)
    .toSorted()
    .map((name) => `${name}=${told[name]}`)
    .join('&');
  return isSigned(publicKeys, text, signature);
}

/**
 * The value of a member of an answer, as the text that was sent: that text is what is signed, and parsing it and writing
 * it again would change it. Undefined where there is no such member.
 */
export function memberText(json: string, name: string): string | undefined {
  const at = json.indexOf(`"${name}":`);
  if (at < 0) return undefined;
  const from = json.indexOf('{', at);
  if (from < 0) return undefined;
  let depth = 0;
  let isText = false;
  for (let end = from; end < json.length; end += 1) {
    const char = json[end];
    if (isText) {
      if (char === '\\') end += 1;
      else if (char === '"') isText = false;
    } else if (char === '"') isText = true;
    else if (char === '{') depth += 1;
    else if (char === '}' && (depth -= 1) === 0) return json.slice(from, end + 1);
  }
  return undefined;
}
