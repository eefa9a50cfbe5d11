import { addDays, DAY } from '#kernel/time';
import { MAX_IDENTIFIER_LENGTH, type IdentifierKind, type RawIdentifier } from '../identity/identifier.ts';
import { looksPersonal, partPersonal, type Json, type JsonObject } from './personal-fields.ts';

export const EVENT_KINDS = ['track', 'identify', 'page', 'screen', 'group', 'alias'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** The event by which a community's chat or forum speaks: `properties.communityCode`, `properties.text`. */
export const COMMUNITY_POST = 'Community Post Published';
export const ORDER_COMPLETED = 'Order Completed';
/** A resident left a lead on an offer page of ours. */
export const LEAD_LEFT = 'Lead Left';
/** Of goods that were bought here. */
export const ORDER_REFUNDED = 'Order Refunded';
export const GOODS_COLLECTED = 'Goods Collected';
export const CLAIM_OPENED = 'Claim Opened';

/** Limits of the Segment spec. */
export const MAX_MESSAGE_ID = 100;
const MAX_NAME = 200;
const MAX_TRAITS = 100;
/** Clients that were offline send old events; what claims to be older than this has a broken clock. */
const OLDEST_DAYS = 3_660;

export interface Envelope {
  readonly receivedAt: Date;
  /** When the client says it sent the batch. */
  readonly sentAt: Date | undefined;
  /** The decoded `AnonymousId` header of the browser client. */
  readonly anonymousId: string | undefined;
  /** The kind for the paths that name it (`/v1/track`); the body may leave it out there. */
  readonly kind: EventKind | undefined;
}

export interface ConsentGiven {
  readonly purpose: string;
  readonly noticeVersion: string;
  readonly granted: boolean;
}

/** What a person is called and reached by: kept by the vault alone. */
export interface PersonalTraits {
  readonly phone?: string;
  readonly name?: string;
  readonly email?: string;
  readonly address?: string;
}

/** An event as it is understood, before anybody knows whose it is. Holds personal data: memory only. */
export interface ReadEvent {
  readonly messageId: string | undefined;
  readonly kind: EventKind;
  readonly name: string;
  readonly occurredAt: Date;
  readonly identifiers: readonly RawIdentifier[];
  readonly communityCode: string | undefined;
  /** The person says that they live there, not only that it happened there. */
  readonly isHome: boolean;
  readonly householdCode: string | undefined;
  readonly open: JsonObject;
  readonly personal: JsonObject | undefined;
  readonly traits: JsonObject;
  readonly person: PersonalTraits;
  readonly consents: readonly ConsentGiven[];
}

export type RejectReason =
  | 'not-an-object'
  | 'kind-unknown'
  | 'name-missing'
  | 'message-id-invalid'
  | 'event-too-large'
  | 'identity-missing'
  | 'identity-blocked'
  | 'community-unknown'
  | 'plan-violated';

export interface Rejected {
  readonly reason: RejectReason;
  /** What exactly, without personal data: a field's name, a limit. */
  readonly detail: string;
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {});

/** Identifiers arrive as texts and as numbers. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value !== 'string') return undefined;
  const text = value.replaceAll('\u0000', '').trim();
  return text === '' || text.length > MAX_IDENTIFIER_LENGTH ? undefined : text;
}

const firstText = (from: JsonObject, names: readonly string[]): string | undefined => {
  for (const name of names) {
    const text = textOf(from[name]);
    if (text !== undefined) return text;
  }
  return undefined;
};

/** Understands one event of a batch, or says why it cannot be. Pure: the same bytes give the same answer. */
export function readEvent(raw: unknown, envelope: Envelope): ReadEvent | Rejected {
  if (!isObject(raw)) return { reason: 'not-an-object', detail: typeof raw };
  const kind = kindOf(raw, envelope);
  if (kind === undefined) return { reason: 'kind-unknown', detail: String(textOf(raw['type']) ?? '').slice(0, 40) };
  const messageId = raw['messageId'];
  if (messageId !== undefined && messageId !== null && !isMessageId(messageId)) {
    return { reason: 'message-id-invalid', detail: `max ${MAX_MESSAGE_ID}` };
  }
  const name = nameOf(raw, kind);
  if (name === undefined) return { reason: 'name-missing', detail: kind };
  const identifiers = identifiersOf(raw, envelope);
  if (identifiers.length === 0) return { reason: 'identity-missing', detail: 'userId, anonymousId' };
  return understood(raw, kind, name, identifiers, envelope);
}

export function isRejected(result: ReadEvent | Rejected): result is Rejected {
  return 'reason' in result;
}

function understood(
  raw: JsonObject,
  kind: EventKind,
  name: string,
  identifiers: readonly RawIdentifier[],
  envelope: Envelope,
): ReadEvent {
  const context = objectOf(raw['context']);
  const properties = objectOf(raw['properties']);
  const sentTraits = { ...objectOf(context['traits']), ...objectOf(raw['traits']) };
  const { consents, ...given } = sentTraits;
  const isGroup = kind === 'group';
  const fromTraits = partPersonal(given, { nameIsPersonal: !isGroup });
  const parted = partPersonal({ ...properties, ...contextKept(context) });
  const unkept = withoutKept(fromTraits.personal);
  const describes = kind === 'identify' || isGroup;
  const home = textOf(sentTraits['communityCode']) ?? (kind === 'group' ? textOf(raw['groupId']) : undefined);
  const messageId = textOf(raw['messageId']);
  return {
    messageId,
    kind,
    name,
    occurredAt: occurredAt(raw, envelope),
    identifiers,
    communityCode: textOf(properties['communityCode']) ?? home ?? textOf(context['communityCode']),
    isHome: home !== undefined,
    householdCode: textOf(sentTraits['householdCode']),
    open: describes ? { ...parted.open, ...fromTraits.open } : parted.open,
    personal: unkept === undefined ? parted.personal : { ...parted.personal, traits: unkept },
    traits: isGroup ? {} : Object.fromEntries(Object.entries(fromTraits.open).filter(isKeptTrait).slice(0, MAX_TRAITS)),
    person: isGroup ? {} : personOf(given),
    consents: consentsOf(consents),
  };
}

/** Traits that the vault keeps as fields of the person; the rest of what is personal stays with the event. */
const KEPT_BY_VAULT: ReadonlySet<string> = new Set([
  'phone',
  'mobile',
  'phoneNumber',
  'name',
  'fullName',
  'realName',
  'email',
  'address',
  'unionid',
  'unionId',
  'wechatUnionid',
  'wechat_unionid',
  'openid',
  'openId',
  'wechatOpenid',
  'wechat_openid',
  'memberCard',
  'member_card',
  'cardNo',
]);

function withoutKept(personal: JsonObject | undefined): JsonObject | undefined {
  const left = Object.entries(personal ?? {}).filter(([name]) => !KEPT_BY_VAULT.has(name));
  return left.length === 0 ? undefined : Object.fromEntries(left);
}

function isMessageId(value: unknown): boolean {
  return typeof value === 'string' && value.length <= MAX_MESSAGE_ID && !value.includes('\u0000');
}

function kindOf(raw: JsonObject, envelope: Envelope): EventKind | undefined {
  const wanted = raw['type'] ?? envelope.kind;
  return EVENT_KINDS.find((kind) => kind === wanted);
}

function nameOf(raw: JsonObject, kind: EventKind): string | undefined {
  if (kind === 'track') {
    const name = textOf(raw['event']);
    return name === undefined || name.length > MAX_NAME || looksPersonal(name) ? undefined : name;
  }
  const called = textOf(raw['name']);
  const shown = kind === 'page' || kind === 'screen';
  return shown && called !== undefined && called.length <= MAX_NAME && !looksPersonal(called) ? called : kind;
}

const TRAIT_IDENTIFIERS: readonly (readonly [IdentifierKind, readonly string[]])[] = [
  ['phone', ['phone', 'mobile', 'phoneNumber']],
  ['wechat_unionid', ['unionid', 'unionId', 'wechatUnionid', 'wechat_unionid']],
  ['wechat_openid', ['openid', 'openId', 'wechatOpenid', 'wechat_openid']],
  ['member_card', ['memberCard', 'member_card', 'cardNo']],
];

function identifiersOf(raw: JsonObject, envelope: Envelope): RawIdentifier[] {
  const found: RawIdentifier[] = [];
  const add = (kind: IdentifierKind, value: string | undefined): void => {
    if (value !== undefined) found.push({ kind, value });
  };
  const context = objectOf(raw['context']);
  const traits = { ...objectOf(context['traits']), ...(raw['type'] === 'group' ? {} : objectOf(raw['traits'])) };
  add('user_id', textOf(raw['userId']));
  for (const [kind, names] of TRAIT_IDENTIFIERS) add(kind, firstText(traits, names));
  add('device_id', textOf(objectOf(context['device'])['id']));
  add('anonymous_id', textOf(raw['anonymousId']) ?? envelope.anonymousId);
  add('anonymous_id', textOf(raw['previousId']));
  return found;
}

function personOf(traits: JsonObject): PersonalTraits {
  const phone = firstText(traits, ['phone', 'mobile', 'phoneNumber']);
  const name = firstText(traits, ['name', 'fullName', 'realName']);
  const email = firstText(traits, ['email']);
  const address = firstText(traits, ['address']);
  return {
    ...(phone === undefined ? {} : { phone }),
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
    ...(address === undefined ? {} : { address }),
  };
}

/** `traits.consents`: `{ "marketing": { "version": "2026-03", "granted": true } }`. */
function consentsOf(consents: Json | undefined): ConsentGiven[] {
  return Object.entries(objectOf(consents)).flatMap(([purpose, given]) => {
    const { version, granted } = objectOf(given);
    if (!/^[a-z][a-z0-9_-]{0,39}$/.test(purpose) || typeof version !== 'string' || typeof granted !== 'boolean')
      return [];
    return [{ purpose, noticeVersion: version.slice(0, 40), granted }];
  });
}

function isKeptTrait([name, value]: [string, Json]): boolean {
  return name.length <= 64 && value !== null && !['communityCode', 'householdCode'].includes(name);
}

/** Of the context only what later decisions use; addresses, agents and positions are left out. */
function contextKept(context: JsonObject): JsonObject {
  const page = objectOf(context['page']);
  const path = textOf(page['path']);
  const channel = textOf(context['channel']);
  const campaign = objectOf(context['campaign']);
  return {
    ...(path === undefined ? {} : { pagePath: path }),
    ...(channel === undefined ? {} : { channel }),
    ...(Object.keys(campaign).length === 0 ? {} : { campaign }),
  };
}

function dateOf(value: unknown): Date | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const at = new Date(value);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

/** When a client's text or number says, or undefined where it is none. */
export const readDate = dateOf;

/**
 * Clock skew (Segment spec): `receivedAt − (sentAt − originalTimestamp)`, so that only the client's own difference counts.
 * Nothing happens in the future; what would be older than ten years happened when it was received.
 */
export function occurredAt(raw: JsonObject, envelope: Envelope): Date {
  const { receivedAt } = envelope;
  const original = dateOf(raw['originalTimestamp']) ?? dateOf(raw['timestamp']);
  if (original === undefined) return receivedAt;
  const sentAt = dateOf(raw['sentAt']) ?? envelope.sentAt;
  const corrected =
    sentAt === undefined ? original.getTime() : receivedAt.getTime() - (sentAt.getTime() - original.getTime());
  if (corrected > receivedAt.getTime()) return receivedAt;
  return corrected < addDays(receivedAt, -OLDEST_DAYS).getTime() ? receivedAt : new Date(corrected);
}

/** Days for which a message id is remembered: a client that repeats itself later than that is a new fact. */
export const MESSAGE_WINDOW_MS = 30 * DAY;
