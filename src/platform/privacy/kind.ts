/** The kinds of personal data that the vault holds. A new kind needs a normaliser, a mask and a line here. */
export type PersonalKind = 'phone' | 'name' | 'wechat_openid' | 'wechat_unionid' | 'address' | 'email' | 'note';

/** What of a value can be searched for: all of it, or the last four digits of a phone. */
export type LookupPart = 'whole' | 'last_four';

interface KindRules {
  /** Names one person or household, so that erasing a person leaves a tombstone for it. */
  readonly identifies: boolean;
  /** A new value takes the place of the old one; the other kinds collect values. */
  readonly single: boolean;
  readonly parts: readonly LookupPart[];
}

export const KINDS: Readonly<Record<PersonalKind, KindRules>> = {
  phone: { identifies: true, single: false, parts: ['whole', 'last_four'] },
  name: { identifies: false, single: true, parts: ['whole'] },
  wechat_openid: { identifies: true, single: false, parts: ['whole'] },
  wechat_unionid: { identifies: true, single: false, parts: ['whole'] },
  address: { identifies: false, single: false, parts: [] },
  email: { identifies: true, single: false, parts: ['whole'] },
  note: { identifies: false, single: false, parts: [] },
};

export const PERSONAL_KINDS = Object.keys(KINDS) as readonly PersonalKind[];
export const IDENTIFYING_KINDS = PERSONAL_KINDS.filter((kind) => KINDS[kind].identifies);

export function isPersonalKind(text: string): text is PersonalKind {
  return Object.hasOwn(KINDS, text);
}
