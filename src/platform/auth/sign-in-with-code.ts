import { timingSafeEqual } from 'node:crypto';
import type { UserId } from '#kernel/ids';
import { HOUR } from '#kernel/time';
import type { Context, Tx } from '../context/index.ts';
import { maskPhone, secondsToWait, sixDigits, type SentCode } from './code.ts';
import {
  forgetFailures,
  hashCode,
  insertCode,
  lockPhone,
  recentCodes,
  takeAttempt,
  useCode,
  type CodeId,
  type OpenCode,
} from './code-store.ts';
import { customerOf } from './customer.ts';
import type { CodeSender } from './port.ts';
import { openSession, takeTry, type NewSession } from './sign-in.ts';
import { findByPersons, findUser } from './user-store.ts';
import { CODE_MINUTES, CODE_RESEND_SECONDS, CodeRefused, CodeSenderMissing, CodeTooSoon } from './user.ts';

/**
 * Sends a six-digit code to a phone. The answer is the same whether anybody is known by the phone; at the workbench a
 * code goes out only if somebody is, a customer may be new. Throws InvalidPersonalValue, CodeTooSoon (once a minute,
 * five an hour) and CodeSenderMissing.
 */
export async function requestCode(
  ctx: Context,
  sender: CodeSender | undefined,
  { phone, as }: { readonly phone: string; readonly as: 'touchpoint' | 'customer' },
): Promise<SentCode> {
  if (sender === undefined) throw new CodeSenderMissing();
  const { vault } = ctx.services;
  const phoneHash = Buffer.from(vault.hash('phone', phone), 'hex');
  const [user] = await findByPersons(ctx.db, await vault.find(ctx.db, 'phone', phone));
  const code = sixDigits(ctx);
  await ctx.transaction(async (tx) => {
    await lockPhone(tx.db, phoneHash);
    const sent = await recentCodes(tx.db, phoneHash, new Date(tx.now.getTime() - HOUR));
    const wait = secondsToWait(sent, tx.now);
    if (wait > 0) throw new CodeTooSoon(wait);
    const codeId = tx.newId<'SignInCode'>();
    await insertCode(
      tx.db,
      {
        phoneHash,
        codeId,
        userId: user?.userId ?? null,
        forCustomer: as === 'customer',
        codeHash: hashCode(codeId, code),
      },
      tx.now,
    );
  });
  const maskedPhone = maskPhone(phone);
  if (user !== undefined || as === 'customer') await sender.send(ctx, { phone, maskedPhone, code });
  return {
    sentTo: maskedPhone,
    expiresInSeconds: CODE_MINUTES * 60,
    retryAfterSeconds: CODE_RESEND_SECONDS,
    sandbox: sender.sandbox,
  };
}

/**
 * Signs in by the newest code of a phone: five tries, five minutes, once. A phone that nobody has becomes a customer's,
 * where the code was asked for as one. Throws CodeRefused, TooManySignIns.
 */
export async function signInWithCode(
  ctx: Context,
  input: { phone: string; code: string; device: string },
): Promise<NewSession> {
  const phoneHash = Buffer.from(ctx.services.vault.hash('phone', input.phone), 'hex');
  await takeTry(ctx, phoneHash);
  const session = await ctx.transaction(async (tx) => {
    const open = await takeAttempt(tx.db, phoneHash, tx.now);
    const right = open !== undefined && timingSafeEqual(open.codeHash, hashCode(open.codeId as CodeId, input.code));
    // The attempt that was taken must stay: no throwing before the transaction is over.
    if (!right || !(await useCode(tx.db, phoneHash, open.codeId, tx.now))) return undefined;
    const userId = await whoseCode(ctx, tx, open, input.phone);
    if (userId === undefined) return undefined;
    await forgetFailures(tx.db, phoneHash);
    return openSession(ctx, tx, userId, input.device, 'code');
  });
  if (session === undefined) throw new CodeRefused();
  return session;
}

/** Whom the right code lets in; undefined when they have left since it was sent, or when it was sent to nobody. */
async function whoseCode(ctx: Context, tx: Tx, open: OpenCode, phone: string): Promise<UserId | undefined> {
  if (open.userId !== null) {
    const user = await findUser(tx.db, open.userId);
    if (user !== undefined || !open.forCustomer) return user?.userId;
  }
  return open.forCustomer ? customerOf(ctx, tx, phone) : undefined;
}
