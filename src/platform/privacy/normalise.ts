import type { LookupPart, PersonalKind } from './kind.ts';

/** A value in its one spelling, or the code of what is wrong with it (a key of the catalogue). */
export type Normalised = { readonly value: string } | { readonly fault: PersonalFault };

export type PersonalFault =
  | 'phone-empty'
  | 'phone-characters'
  | 'phone-length'
  | 'phone-range'
  | 'phone-country'
  | 'phone-area-code'
  | 'phone-extension'
  | 'phone-service-number'
  | 'name-empty'
  | 'name-length'
  | 'name-characters'
  | 'wechat-id-format'
  | 'address-length'
  | 'email-format'
  | 'note-length'
  | 'last-four-format';

const MOBILE = /^1[3-9]\d{9}$/;
/** 010 and 02x with eight digits (seven in old records), every other area code with seven or eight. */
const LANDLINE = /^0(10|2\d|[3-9]\d{2})\d{7,8}$/;
const SERVICE = /^(400|800)\d{7}$/;
const EXTENSION = /[转轉#x]|ext|^0\d{2,3}-?\d{7,8}-\d{1,6}$/i;
/** Blanks that people put between the characters of a Chinese text. */
const HAN_GAP = /(?<=[\p{Script=Han}·]) (?=[\p{Script=Han}·])/gu;
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\ufeff]/g;

const fault = (code: PersonalFault): Normalised => ({ fault: code });

/** Full-width forms to plain ones, invisible characters out, white space to single blanks. */
function plain(text: string): string {
  return text.normalize('NFKC').replace(CONTROL, ' ').replace(/\s+/g, ' ').trim();
}

/**
 * A Chinese mobile or landline number in E.164: `+8613800000001`, `+861012345678`. Understands +86, 0086 and 86, blanks,
 * dashes, brackets and full-width digits. Numbering: 工信部《电信网编号计划》(2017).
 */
function normalisePhone(raw: string): Normalised {
  const text = plain(raw).replace(/[‐-―−﹣－]/g, '-');
  if (text === '') return fault('phone-empty');
  if (EXTENSION.test(text.replace(/ /g, ''))) return fault('phone-extension');
  let digits = text.replace(/[\s().-]/g, '');
  if (!/^\+?\d+$/.test(digits)) return fault('phone-characters');
  const national = /^(?:\+|00)86(\d+)$/.exec(digits)?.[1] ?? /^86(1[3-9]\d{9})$/.exec(digits)?.[1];
  if (national === undefined && /^(\+|00)/.test(digits)) return fault('phone-country');
  digits = national ?? digits;
  if (MOBILE.test(digits)) return { value: `+86${digits}` };
  if (SERVICE.test(digits)) return fault('phone-service-number');
  if (digits.length === 11 && digits.startsWith('1')) return fault('phone-range');
  const trunk = national !== undefined && !digits.startsWith('0') ? `0${digits}` : digits;
  if (LANDLINE.test(trunk)) return { value: `+86${trunk.slice(1)}` };
  if (/^[2-8]\d{6,7}$/.test(digits)) return fault('phone-area-code');
  return fault('phone-length');
}

function normaliseName(raw: string): Normalised {
  const dotted = plain(raw).replace(/[•‧・∙]/g, '·');
  const name = dotted.replace(HAN_GAP, '');
  if (name === '') return fault('name-empty');
  if (name.length > 64) return fault('name-length');
  return /\p{L}/u.test(name) && !/[<>{}\\]/.test(name) ? { value: name } : fault('name-characters');
}

function normaliseWechatId(raw: string): Normalised {
  const id = plain(raw);
  return /^[\w-]{6,64}$/.test(id) ? { value: id } : fault('wechat-id-format');
}

function normaliseAddress(raw: string): Normalised {
  const address = plain(raw).replace(HAN_GAP, '');
  return address.length >= 2 && address.length <= 200 ? { value: address } : fault('address-length');
}

function normaliseEmail(raw: string): Normalised {
  const email = plain(raw).toLowerCase();
  const wellFormed = email.length <= 254 && /^[^\s@,;<>]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(email);
  return wellFormed ? { value: email } : fault('email-format');
}

function normaliseNote(raw: string): Normalised {
  const note = raw.replaceAll('\u0000', '').trim();
  return note.length >= 1 && note.length <= 2_000 ? { value: note } : fault('note-length');
}

const NORMALISERS: Readonly<Record<PersonalKind, (raw: string) => Normalised>> = {
  phone: normalisePhone,
  name: normaliseName,
  wechat_openid: normaliseWechatId,
  wechat_unionid: normaliseWechatId,
  address: normaliseAddress,
  email: normaliseEmail,
  note: normaliseNote,
};

/** The one spelling of a value, so that equal values are equal bytes. Applying it twice changes nothing. */
export function normalise(kind: PersonalKind, raw: string): Normalised {
  return NORMALISERS[kind](raw);
}

/** What is hashed for a search by `part`, from a normalised value. Names are found whatever their case. */
export function lookupForm(part: LookupPart, kind: PersonalKind, value: string): string {
  if (part === 'last_four') return value.slice(-4);
  return kind === 'name' ? value.toLowerCase() : value;
}

/** What a person typed into a search, in the form that is hashed. */
export function normaliseSearch(kind: PersonalKind, part: LookupPart, raw: string): Normalised {
  if (part === 'last_four') {
    const digits = plain(raw);
    return /^\d{4}$/.test(digits) ? { value: digits } : fault('last-four-format');
  }
  const found = normalise(kind, raw);
  return 'fault' in found ? found : { value: lookupForm(part, kind, found.value) };
}
