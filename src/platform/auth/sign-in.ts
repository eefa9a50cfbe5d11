import { createHash } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import type { UserId } from '#kernel/ids';
import { MINUTE, SECOND } from '#kernel/time';
import type { Context, Tx } from '../context/index.ts';
import { countFailure, forgetFailures, readFailures } from './code-store.ts';
import { insertSession, newToken, type SessionId } from './session-store.ts';
import { findByLogin } from './user-store.ts';
import {
  MIN_PASSWORD,
  SIGN_IN_FAILURES,
  SIGN_IN_WINDOW_MINUTES,
  SignInRefused,
  TooManySignIns,
  WeakPassword,
} from './user.ts';

/** Argon2id with the library's defaults (19 MiB, t=2, p=1: OWASP's first recommendation). */
export async function hashPassword(password: string): Promise<string> {
  if ([...password].length < MIN_PASSWORD) throw new WeakPassword();
  return hash(password);
}

/** Verified against when the login is unknown, so that the answer takes as long. */
const NOBODY = '$argon2id$v=19$m=19456,t=2,p=1$dHdpbndoZWVsLW5vYm9keQ$K1v3l8cC0mQ3m6cFm7lBnQ0oWm4m8R0S5Y1JvVxw3bI';

export interface NewSession {
  readonly token: string;
  readonly userId: UserId;
}

/**
 * Signs staff in by login and password. Throws SignInRefused without saying what was wrong, and TooManySignIns after
 * SIGN_IN_FAILURES failures of a login within the window, right or wrong password.
 */
export async function signIn(
  ctx: Context,
  input: { login: string; password: string; device: string },
): Promise<NewSession> {
  const login = input.login.trim().toLowerCase();
  const subject = createHash('sha256').update(`login:${login}`).digest();
  await refuseAfterFailures(ctx, subject);
  const found = await findByLogin(ctx.db, login);
  const right = await verify(found?.passwordHash ?? NOBODY, input.password).catch(() => false);
  if (found === undefined || !right) {
    await ctx.transaction((tx) => countFailure(tx.db, subject, tx.now));
    throw new SignInRefused();
  }
  return ctx.transaction(async (tx) => {
    await forgetFailures(tx.db, subject);
    return openSession(ctx, tx, found.user.userId, input.device, 'password');
  });
}

/** Throws TooManySignIns while the subject's window of failures is full. */
export async function refuseAfterFailures(ctx: Context, subject: Buffer): Promise<void> {
  const now = ctx.clock.now();
  const window = await readFailures(ctx.db, subject, now);
  if (window === undefined || window.failures < SIGN_IN_FAILURES) return;
  const openAt = window.since.getTime() + SIGN_IN_WINDOW_MINUTES * MINUTE;
  throw new TooManySignIns(Math.max(1, Math.ceil((openAt - now.getTime()) / SECOND)));
}

/** Opens a session in the caller's transaction; the token is in the answer and nowhere else. */
export async function openSession(
  ctx: Context,
  tx: Tx,
  userId: UserId,
  device: string,
  means: 'password' | 'code',
): Promise<NewSession> {
  const token = newToken(ctx.random);
  const sessionId: SessionId = tx.newId<'Session'>();
  await insertSession(tx.db, { token, sessionId, userId, device }, tx.now);
  await tx.audit({ action: 'sign-in', subject: { kind: 'user', id: userId }, details: { sessionId, means } });
  return { token, userId };
}
