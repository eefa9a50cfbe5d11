import type { FastifyRequest } from 'fastify';
import { Refusal } from '#kernel/errors';
import type { Actor, Context } from '../context/index.ts';
import { NOTHING, type Scope } from '../permission/scope.ts';
import type { Access } from './route.ts';

/** Who a session belongs to, what they may do and where. */
export interface Identity {
  readonly actor: Actor;
  readonly permissions: ReadonlySet<string>;
  readonly scope: Scope;
}

export const ANONYMOUS: Identity = { actor: { kind: 'anonymous' }, permissions: new Set(), scope: NOTHING };

/**
 * Resolves a session token; undefined when it is unknown, expired or revoked. With a permission, only the grants that
 * give it count: who decides in one city and only reads in another must not decide in both.
 */
export type Identify = (sessionToken: string, permission?: string) => Promise<Identity | undefined>;

export const SESSION_COOKIE = 'tw_session';

export class NotSignedIn extends Refusal {
  constructor() {
    super('not-signed-in', 'unauthenticated');
  }
}

export class NotPermitted extends Refusal {
  constructor(permission: string) {
    super('not-permitted', 'forbidden', { permission });
  }
}

export class CrossSiteRequest extends Refusal {
  constructor() {
    super('cross-site-request', 'forbidden');
  }
}

/** Default deny: a route is open only as far as it declares. */
export function checkAccess(access: Access, identity: Identity): void {
  if ('public' in access) return;
  if (identity.actor.kind !== 'user') throw new NotSignedIn();
  if ('signedIn' in access) return;
  if (!identity.permissions.has(access.permission)) throw new NotPermitted(access.permission);
}

/**
 * Refuses state-changing requests that another site made a signed-in browser send (CSRF): the browser's own word
 * (Sec-Fetch-Site, Fetch Metadata) where it is given, else the Origin against the host. Clients that are no browsers
 * send neither, and carry no ambient cookie that could be abused.
 */
export function checkSameSite(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) {
    if (site !== 'same-origin' && site !== 'none') throw new CrossSiteRequest();
    return;
  }
  const origin = request.headers.origin;
  if (origin === undefined) return;
  if (!URL.canParse(origin) || new URL(origin).host !== request.host) throw new CrossSiteRequest();
}

/** Refuses when the context lacks a permission: for doors that serve several routes. */
export function requirePermission(ctx: Context, permission: string): void {
  if (!ctx.permissions.has(permission)) throw new NotPermitted(permission);
}
