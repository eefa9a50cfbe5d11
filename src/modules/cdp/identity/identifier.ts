/**
 * What can identify a person, the strongest first. The order decides which one is dropped where a limit is hit. A value
 * means the same whichever source sends it: a user id is the company's own number of a customer, one space for all sources.
 */
export const IDENTIFIER_KINDS = [
  'user_id',
  'wechat_unionid',
  'phone',
  'member_card',
  'wechat_openid',
  'device_id',
  'anonymous_id',
] as const;

export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number];

export interface IdentifierRule {
  /** Names a person. Devices and cookies do not: they pass from hand to hand. */
  readonly namesPerson: boolean;
  /** How many of the kind one person may have. */
  readonly limit: number;
}

export type IdentifierRules = Readonly<Record<IdentifierKind, IdentifierRule>>;

export const DEFAULT_RULES: IdentifierRules = {
  user_id: { namesPerson: true, limit: 1 },
  wechat_unionid: { namesPerson: true, limit: 1 },
  phone: { namesPerson: true, limit: 3 },
  member_card: { namesPerson: true, limit: 3 },
  wechat_openid: { namesPerson: true, limit: 5 },
  device_id: { namesPerson: false, limit: 20 },
  anonymous_id: { namesPerson: false, limit: 50 },
};

/** 0 is the strongest. */
export function strengthOf(kind: IdentifierKind): number {
  return IDENTIFIER_KINDS.indexOf(kind);
}

/** An identifier as it was sent. Lives in memory only: what is kept is its keyed hash. */
export interface RawIdentifier {
  readonly kind: IdentifierKind;
  readonly value: string;
}

/** An identifier as it is kept: `key` is unique over all kinds and stands for the value in maps and rows. */
export interface HashedIdentifier {
  readonly kind: IdentifierKind;
  readonly key: string;
}

/** What programs write where they know nobody (RULES: known causes of mega-profiles). Compared in lower case. */
const BLOCKED_WORDS: ReadonlySet<string> = new Set([
  'null',
  '(null)',
  'undefined',
  'none',
  'nil',
  'nan',
  'n/a',
  'na',
  'unknown',
  'anonymous',
  'guest',
  'visitor',
  'test',
  'user',
  'default',
  'true',
  'false',
  '[object object]',
  '{}',
  '[]',
  '-1',
  '-',
  '游客',
  '匿名',
  '访客',
  '无',
  '未知',
]);

const TEST_PHONES: ReadonlySet<string> = new Set(['13800138000', '13912345678', '13812345678', '18612345678']);
/** 11111111111, 13888888888, 13000000000: nobody's number, typed to get past a form. */
const REPEATED_PHONE = /^1\d?(\d)\1{8,}$/;

/** Why a value identifies nobody, or undefined where it may. `value` is normalised. */
export function blockedBecause({ kind, value }: RawIdentifier): 'empty' | 'placeholder' | 'test-phone' | undefined {
  const text = value.trim().toLowerCase();
  if (text === '') return 'empty';
  if (BLOCKED_WORDS.has(text)) return 'placeholder';
  if (/^[0\s:-]+$/.test(text)) return 'placeholder';
  if (kind === 'phone') {
    const national = text.replace(/^\+86/, '');
    if (TEST_PHONES.has(national) || REPEATED_PHONE.test(national)) return 'test-phone';
  }
  return undefined;
}

/** Values longer than this are no identifiers: somebody sent a document. */
export const MAX_IDENTIFIER_LENGTH = 200;
/** One event may name a person in so many ways; what is weaker than these is left out. */
export const MAX_IDENTIFIERS_OF_EVENT = 10;
