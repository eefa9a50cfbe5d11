import type { PersonalKind } from './kind.ts';

/** Province, city and district at the head of an address; `小区` is a compound, not a district. */
const DISTRICT = /^(?:.{2,7}?(?:省|自治区|特别行政区))?(?:.{2,7}?(?:市|自治州|盟))?(?:.{1,6}?(?:(?<!小)区|县|旗))?/u;

function maskPhone(value: string): string {
  const national = value.replace(/^\+86/, '');
  if (/^1[3-9]\d{9}$/.test(national)) return `${national.slice(0, 3)}****${national.slice(-4)}`;
  const area = /^(10|2\d)/.test(national) ? 2 : 3;
  return `0${national.slice(0, area)}****${national.slice(-4)}`;
}

function maskEmail(value: string): string {
  const at = value.lastIndexOf('@');
  return `${value.slice(0, 1)}***${value.slice(at)}`;
}

const MASKS: Readonly<Record<PersonalKind, (value: string) => string>> = {
  phone: maskPhone,
  name: (value) => `${[...value][0] ?? ''}*`,
  wechat_openid: (value) => `${value.slice(0, 4)}…`,
  wechat_unionid: (value) => `${value.slice(0, 4)}…`,
  address: (value) => `${DISTRICT.exec(value)?.[0] ?? ''}****`,
  email: maskEmail,
  note: () => '****',
};

/** A normalised value as anybody with access to the row may see it: `138****0001`, `王*`, `oX3k…`. */
export function mask(kind: PersonalKind, value: string): string {
  return MASKS[kind](value);
}
