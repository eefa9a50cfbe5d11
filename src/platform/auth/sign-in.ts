import { createHash } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import type { UserId } from '#kernel/ids';
import { MINUTE, SECOND } from '#kernel/time';
import type { Context, Tx } from '../context/index.ts';
import { countFailure, forgetFailures } from './code-store.ts';
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

let nobody: Promise<string> | undefined;

/** What an unknown login is checked against, so that the answer takes as long: a hash of the same cost, made once. */
const nobodysHash = (ctx: Context): Promise<string> => (nobody ??= hash(ctx.random.bytes(16)));

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
  await takeTry(ctx, subject);
  const found = await findByLogin(ctx.db, login);
  const right = await verify(found?.passwordHash ?? (await nobodysHash(ctx)), input.password);
  if (found === undefined || !right) throw new SignInRefused();
  return ctx.transaction(async (tx) => {
    await forgetFailures(tx.db, subject);
    return openSession(ctx, tx, found.user.userId, input.device, 'password');
  });
}

/**
 * Counts a try as failed before it is made; success forgets it. Counting afterwards would let any number of guesses
 * made at once pass the check. Throws TooManySignIns when the subject's window is full.
 */
export async function takeTry(ctx: Context, subject: Buffer): Promise<void> {
  const window = await ctx.transaction((tx) => countFailure(tx.db, subject, tx.now));
  if (window.failures <= SIGN_IN_FAILURES) return;
  const openAt = window.since.getTime() + SIGN_IN_WINDOW_MINUTES * MINUTE;
  throw new TooManySignIns(Math.max(1, Math.ceil((openAt - ctx.clock.now().getTime()) / SECOND)));
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
