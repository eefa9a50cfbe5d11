export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** Names of fields that hold personal data whatever their value; compared without case, blanks, dashes, underscores. */
const PERSONAL_NAMES: ReadonlySet<string> = new Set([
  'phone',
  'phonenumber',
  'mobile',
  'mobilephone',
  'tel',
  'telephone',
  'cellphone',
  'contactphone',
  'receiverphone',
  'email',
  'mail',
  'firstname',
  'lastname',
  'fullname',
  'realname',
  'username',
  'nickname',
  'displayname',
  'receiver',
  'receivername',
  'contact',
  'contactname',
  'author',
  'handle',
  'sender',
  'customername',
  'address',
  'street',
  'room',
  'idcard',
  'idnumber',
  'passport',
  'bankcard',
  'birthday',
  'birthdate',
  'avatar',
  'wechat',
  'wechatid',
  'openid',
  'unionid',
  'wechatopenid',
  'wechatunionid',
  'membercard',
  'memberno',
  'cardno',
  'ip',
  'location',
  'latitude',
  'longitude',
  'text',
  'content',
  'message',
  'comment',
  'remark',
  'note',
  'body',
  'query',
  'search',
  'password',
  'token',
  '手机',
  '手机号',
  '电话',
  '姓名',
  '昵称',
  '地址',
  '身份证',
  '微信',
]);

/** Mobile and landline numbers, e-mail addresses, and resident identity numbers (GB 11643) inside any text. */
const PERSONAL_VALUE =
  /(?<!\d)1[3-9]\d(?:[\s-]?\d{4}){2}(?!\d)|(?<!\d)0\d{2,3}-\d{7,8}(?!\d)|[^\s@]+@[^\s@]+\.[a-z]{2,}|(?<!\d)\d{17}[\dXx](?!\d)/i;
const DEPTH_LIMIT = 8;

export function isPersonalName(name: string): boolean {
  if (PERSONAL_NAMES.has(name)) return true;
  return PERSONAL_NAMES.has(name.toLowerCase().replace(/[\s_-]/g, ''));
}

/** Whether a text gives away a person: phone, e-mail, identity number. */
export function looksPersonal(text: string): boolean {
  return text.length >= 5 && PERSONAL_VALUE.test(text);
}

/**
 * Parts an object into what may be kept in clear and what must be sealed. `personal` has the same paths; together they
 * are the whole. Fields are personal by their name or by what their text looks like; what is nested deeper than
 * 8 levels is personal. `name` alone is personal in traits of a person, not in a product: `nameIsPersonal`.
 */
export function partPersonal(
  input: JsonObject,
  options: { nameIsPersonal?: boolean } = {},
): { open: JsonObject; personal: JsonObject | undefined } {
  const parted = partObject(input, options.nameIsPersonal === true, 0);
  return { open: parted.open ?? {}, personal: parted.personal };
}

interface Parted<T> {
  readonly open: T | undefined;
  readonly personal: T | undefined;
}

function partObject(input: JsonObject, nameIsPersonal: boolean, depth: number): Parted<JsonObject> {
  const open: Record<string, Json> = {};
  let personal: Record<string, Json> | undefined;
  for (const key of Object.keys(input)) {
    if (key === '__proto__') continue;
    const value = input[key] as Json;
    if (value === undefined) continue;
    const parted =
      isPersonalName(key) || (nameIsPersonal && key.toLowerCase() === 'name') || looksPersonal(key)
        ? { open: undefined, personal: value }
        : partValue(value, nameIsPersonal, depth);
    if (parted.open !== undefined) open[key] = parted.open;
    if (parted.personal !== undefined) (personal ??= {})[key] = parted.personal;
  }
  return { open, personal };
}

function partValue(value: Json, nameIsPersonal: boolean, depth: number): Parted<Json> {
  if (typeof value === 'string') {
    // Bytes that PostgreSQL's jsonb cannot hold would fail the whole batch.
    const text = value.includes('\u0000') ? value.replaceAll('\u0000', '') : value;
    return looksPersonal(text) ? { open: undefined, personal: text } : { open: text, personal: undefined };
  }
  if (typeof value === 'number' && looksPersonal(String(value))) return { open: undefined, personal: value };
  if (value === null || typeof value !== 'object') return { open: value, personal: undefined };
  if (depth >= DEPTH_LIMIT) return { open: undefined, personal: value };
  if (!Array.isArray(value)) return partObject(value as JsonObject, nameIsPersonal, depth + 1);
  return partList(value, nameIsPersonal, depth + 1);
}

/** Lists keep their length in both parts, so that positions still mean the same. */
function partList(list: readonly Json[], nameIsPersonal: boolean, depth: number): Parted<Json> {
  const parts = list.map((item) => partValue(item, nameIsPersonal, depth));
  const open = parts.map((part) => part.open ?? null);
  if (parts.every((part) => part.personal === undefined)) return { open, personal: undefined };
  return { open, personal: parts.map((part) => part.personal ?? null) };
}
