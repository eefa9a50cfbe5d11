import { normalise, type Vault } from '#platform/privacy';
import {
  blockedBecause,
  MAX_IDENTIFIERS_OF_EVENT,
  strengthOf,
  type HashedIdentifier,
  type IdentifierKind,
  type RawIdentifier,
} from './identifier.ts';

const VAULT_KINDS: ReadonlySet<IdentifierKind> = new Set(['phone', 'wechat_openid', 'wechat_unionid']);
export type VaultIdentifierKind = 'phone' | 'wechat_openid' | 'wechat_unionid';

export function isVaultKind(kind: IdentifierKind): kind is VaultIdentifierKind {
  return VAULT_KINDS.has(kind);
}

/** An identifier with its value, while the event is worked on. */
export interface KeyedIdentifier extends HashedIdentifier {
  readonly value: string;
}

/**
 * The identifiers of an event as keyed hashes, the strongest first, at most ten. Blocked values and values that cannot
 * be what they are called (a phone with nine digits) are left out.
 */
export function hashIdentifiers(vault: Vault, raw: readonly RawIdentifier[]): KeyedIdentifier[] {
  const hashed: KeyedIdentifier[] = [];
  for (const identifier of raw) {
    const value = normalised(identifier);
    if (value === undefined || blockedBecause({ kind: identifier.kind, value }) !== undefined) continue;
    hashed.push({ kind: identifier.kind, key: keyOf(vault, identifier.kind, value), value });
  }
  if (hashed.length <= 1) return hashed;
  return hashed.toSorted((a, b) => strengthOf(a.kind) - strengthOf(b.kind)).slice(0, MAX_IDENTIFIERS_OF_EVENT);
}

function normalised({ kind, value }: RawIdentifier): string | undefined {
  if (!isVaultKind(kind)) return value.trim();
  const found = normalise(kind, value);
  return 'value' in found ? found.value : undefined;
}

/**
 * `kind:hex`. Phones and WeChat ids hash as the vault hashes them, so that its searches and tombstones find them. The
 * other kinds are customer-chosen texts (a user id may well be a phone number): they hash as texts named by their kind.
 */
function keyOf(vault: Vault, kind: IdentifierKind, value: string): string {
  const hash = isVaultKind(kind) ? vault.hash(kind, value) : vault.hash('note', `${kind}\u001f${value}`);
  return `${kind}:${hash}`;
}

export function hashOf(key: string): string {
  return key.slice(key.indexOf(':') + 1);
}

/** The hash as PostgreSQL reads a bytea. */
export function byteaOf(key: string): string {
  return `\\x${hashOf(key)}`;
}
