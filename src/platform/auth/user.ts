import type { CityId, CommunityId, PersonId, StoreId, UserId } from '#kernel/ids';
import { Refusal } from '#kernel/errors';

export type UserKind = 'staff' | 'touchpoint' | 'customer';

/** The role of everybody who signed in with a phone, for what is their own as a customer; it is granted to nobody. */
export const CUSTOMER_ROLE = 'customer';

/** A role held in an area: `store_manager` of one store. */
export type Grant =
  | { readonly role: string; readonly areaKind: 'all'; readonly areaId: null }
  | { readonly role: string; readonly areaKind: 'city'; readonly areaId: CityId }
  | { readonly role: string; readonly areaKind: 'store'; readonly areaId: StoreId }
  | { readonly role: string; readonly areaKind: 'community'; readonly areaId: CommunityId };

export interface User {
  readonly userId: UserId;
  readonly kind: UserKind;
  readonly login: string | null;
  /** How staff are called on screens: a title such as 「滨江店店长」, no personal name. */
  readonly title: string | null;
  readonly personId: PersonId | null;
  readonly grants: readonly Grant[];
}

/** A role: its name for people and what it may do. */
export interface Role {
  readonly name: string;
  /** Held by people in the office, who sign in by password. */
  readonly forStaff?: boolean;
  readonly permissions: readonly string[];
}

export const MIN_PASSWORD = 10;
export const SESSION_DAYS = 14;
export const CODE_MINUTES = 5;
export const CODE_ATTEMPTS = 5;
export const CODE_RESEND_SECONDS = 60;
export const CODES_AN_HOUR = 5;
export const SIGN_IN_FAILURES = 5;
export const SIGN_IN_WINDOW_MINUTES = 15;

/** Login unknown, password wrong or account disabled: the three are not told apart. */
export class SignInRefused extends Refusal {
  constructor() {
    super('sign-in-refused', 'unauthenticated');
  }
}

export class TooManySignIns extends Refusal {
  constructor(retryAfterSeconds: number) {
    super('too-many-sign-ins', 'limited', { minutes: Math.ceil(retryAfterSeconds / 60) }, { retryAfterSeconds });
  }
}

export class CodeRefused extends Refusal {
  constructor() {
    super('code-refused', 'unauthenticated');
  }
}

export class CodeTooSoon extends Refusal {
  constructor(retryAfterSeconds: number) {
    super('code-too-soon', 'limited', { seconds: retryAfterSeconds }, { retryAfterSeconds });
  }
}

export class CodeSenderMissing extends Refusal {
  constructor() {
    super('code-sender-missing', 'unavailable');
  }
}

/** The code on somebody else's device was wrong, too old, used, or tried too often. */
export class ProofRefused extends Refusal {
  constructor() {
    super('proof-refused', 'invalid');
  }
}

/** The person's phone is no longer known: nothing can be sent to it. */
export class ProofPhoneMissing extends Refusal {
  constructor() {
    super('proof-phone-missing', 'conflict');
  }
}

export class WeakPassword extends Refusal {
  constructor() {
    super('weak-password', 'invalid', { least: MIN_PASSWORD });
  }
}

export class LoginTaken extends Refusal {
  constructor(login: string) {
    super('login-taken', 'conflict', { login });
  }
}

/** The permissions of all roles that the grants name; unknown roles give none. */
export function permissionsOf(grants: readonly Grant[], roles: Readonly<Record<string, Role>>): Set<string> {
  return new Set(grants.flatMap((grant) => roles[grant.role]?.permissions ?? []));
}

export const grantKey = (grant: Grant): string => `${grant.role}/${grant.areaKind}/${grant.areaId ?? ''}`;
