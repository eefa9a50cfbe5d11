import { z } from 'zod';
import { NotFound, Refusal } from '#kernel/errors';
import { DAY } from '#kernel/time';
import type { Context } from '../context/index.ts';
import { defineRoute, NotSignedIn, Reply, SESSION_COOKIE, type RequestFacts, type Route } from '../http/index.ts';
import { idOf } from '../fields/index.ts';
import {
  codeRequest,
  codeSignInRequest,
  demoAccounts,
  done,
  me,
  sentCode,
  sessions,
  signInRequest,
} from './contract.ts';
import type { AuthPorts } from './port.ts';
import { listSessions, revokeSessions, revokeToken } from './session-store.ts';
import { requestCode, signInWithCode } from './sign-in-with-code.ts';
import { signIn } from './sign-in.ts';
import { staffRoutes } from './staff/staff-routes.ts';
import { findUser } from './user-store.ts';
import { SESSION_DAYS, type User } from './user.ts';

const SIGN_IN_RATE = 30;

/** The routes of signing in and out, and of accounts of staff. */
export function authRoutes(ports: AuthPorts): Route[] {
  return [...signInRoutes(ports), ...ownRoutes(ports), ...staffRoutes(ports)];
}

function signInRoutes(ports: AuthPorts): Route[] {
  const open = { public: 'signing in happens before anybody is signed in' };
  return [
    defineRoute({
      method: 'POST',
      path: '/api/auth/sign-in',
      summary: 'Sign in by password',
      access: open,
      body: signInRequest,
      answer: done,
      keepsNoAnswer: true,
      ratePerMinute: SIGN_IN_RATE,
      handle: async (ctx, { body, request }) => {
        const { token } = await signIn(ctx, { ...body, device: deviceOf(request) });
        return withSession(ctx, token);
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/auth/codes',
      summary: 'Send a sign-in code to a phone',
      access: open,
      body: codeRequest,
      answer: sentCode,
      keepsNoAnswer: true,
      ratePerMinute: SIGN_IN_RATE,
      handle: (ctx, { body }) => requestCode(ctx, ports.codeSender, body),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/auth/sign-in-with-code',
      summary: 'Sign in by phone and code',
      access: open,
      body: codeSignInRequest,
      answer: done,
      keepsNoAnswer: true,
      ratePerMinute: SIGN_IN_RATE,
      handle: async (ctx, { body, request }) => {
        const { token } = await signInWithCode(ctx, { ...body, device: deviceOf(request) });
        return withSession(ctx, token);
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/auth/demo-accounts',
      summary: 'The accounts of the demo; there are none in production',
      access: open,
      answer: demoAccounts,
      handle: async (ctx) => {
        if (ctx.services.settings.mode !== 'demo') throw new Refusal('demo-only', 'not_found');
        return [...(await ports.demoAccounts())];
      },
    }),
  ];
}

function ownRoutes(ports: AuthPorts): Route[] {
  const access = { signedIn: true } as const;
  return [
    defineRoute({
      method: 'GET',
      path: '/api/auth/me',
      summary: 'Who is signed in, what they may do and where',
      access,
      answer: me,
      handle: async (ctx) => describeMe(ctx, ports),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/auth/sign-out',
      summary: 'Sign out of this browser',
      access,
      answer: done,
      keepsNoAnswer: true,
      handle: async (ctx, { request }) => {
        const { sessionToken } = request;
        if (sessionToken !== undefined) await ctx.transaction((tx) => revokeToken(tx.db, sessionToken, tx.now));
        return new Reply({ done: true as const }, { headers: { 'set-cookie': sessionCookie(ctx, '', 0) } });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/auth/sessions',
      summary: 'My sessions',
      access,
      answer: sessions,
      handle: async (ctx) => {
        const found = await listSessions(ctx.db, ownUserId(ctx), ctx.clock.now());
        return { items: found.map((s) => ({ ...s, createdAt: s.createdAt.toISOString() })), nextCursor: null };
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/auth/sessions/:sessionId',
      summary: 'End one of my sessions',
      access,
      params: z.object({ sessionId: idOf<'Session'>() }),
      answer: done,
      handle: async (ctx, { params }) => {
        const userId = ownUserId(ctx);
        await ctx.transaction(async (tx) => {
          const revoked = await revokeSessions(tx.db, userId, params.sessionId, tx.now);
          if (revoked === 0) throw new NotFound('session');
          await tx.audit({ action: 'revoke-session', subject: { kind: 'session', id: params.sessionId } });
        });
        return { done: true as const };
      },
    }),
  ];
}

function ownUserId(ctx: Context): User['userId'] {
  if (ctx.actor.kind !== 'user') throw new NotSignedIn();
  return ctx.actor.userId;
}

const deviceOf = (request: RequestFacts): string => String(request.headers['user-agent'] ?? '');

function withSession(ctx: Context, token: string): Reply<{ done: true }> {
  const cookie = sessionCookie(ctx, token, (SESSION_DAYS * DAY) / 1_000);
  return new Reply({ done: true }, { headers: { 'set-cookie': cookie } });
}

/** `Secure` wherever people come by https; a demo on plain http could not keep the cookie otherwise. */
function sessionCookie(ctx: Context, token: string, maxAge: number): string {
  const secure = ctx.services.settings.publicUrl.startsWith('https:') ? '; Secure' : '';
  return `${SESSION_COOKIE}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAge}${secure}`;
}

async function describeMe(ctx: Context, ports: AuthPorts): Promise<z.input<typeof me>> {
  const user = await findUser(ctx.db, ownUserId(ctx));
  if (user === undefined) throw new NotSignedIn();
  const areaIds = user.grants.flatMap((grant) => (grant.areaId === null ? [] : [grant.areaId]));
  const names = await ports.areaNames(ctx.db, areaIds);
  return {
    userId: user.userId,
    kind: user.kind,
    displayName: user.title ?? (await maskedName(ctx, user)),
    touchpointId: ctx.scope.touchpoint ?? null,
    grants: user.grants.map((grant) => ({
      ...grant,
      roleName: ports.roles[grant.role]?.name ?? grant.role,
      areaName: grant.areaId === null ? '全国' : (names.get(grant.areaId) ?? ''),
    })),
    permissions: [...ctx.permissions].toSorted(),
    mode: ctx.services.settings.mode,
  };
}

async function maskedName(ctx: Context, user: User): Promise<string> {
  if (user.personId === null) return user.login ?? '';
  const masked = await ctx.services.vault.masked(ctx.db, [user.personId], ['name', 'phone']);
  const { name, phone } = masked.get(user.personId) ?? {};
  return name?.[0] ?? phone?.[0] ?? '';
}
