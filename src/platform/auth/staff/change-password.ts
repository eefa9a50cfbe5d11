import { createHash } from 'node:crypto';
import { verify } from '@node-rs/argon2';
import type { UserId } from '#kernel/ids';
import type { Context } from '../../context/index.ts';
import { forgetFailures } from '../code-store.ts';
import { revokeSessions } from '../session-store.ts';
import { hashPassword, takeTry } from '../sign-in.ts';
import { checkEverywhere, lockAccount } from './staff-parts.ts';
import { passwordHashOf, savePassword } from './staff-store.ts';
import { CurrentPasswordWrong } from './staff.ts';

/** Gives somebody another password; wherever they are signed in, they are out. Throws NotFound, WeakPassword. */
export async function resetPassword(
  ctx: Context,
  input: { readonly userId: UserId; readonly password: string },
): Promise<void> {
  checkEverywhere(ctx);
  const passwordHash = await hashPassword(input.password);
  await ctx.transaction(async (tx) => {
    const { userId, login } = await lockAccount(tx, input.userId);
    await savePassword(tx.db, userId, passwordHash);
    await revokeSessions(tx.db, userId, null, tx.now);
    await tx.audit({ action: 'reset-password', subject: { kind: 'user', id: userId }, details: { login } });
  });
}

/**
 * One's own password, by the one that one has; every session ends, this one too, since somebody else may be in one of
 * them. Throws CurrentPasswordWrong, WeakPassword, TooManySignIns.
 */
export async function changeOwnPassword(
  ctx: Context,
  input: { readonly userId: UserId; readonly current: string; readonly next: string },
): Promise<void> {
  const { userId } = input;
  const subject = createHash('sha256').update(`password:${userId}`).digest();
  await takeTry(ctx, subject);
  const known = await passwordHashOf(ctx.db, userId);
  if (known === undefined || !(await verify(known, input.current))) throw new CurrentPasswordWrong();
  const passwordHash = await hashPassword(input.next);
  await ctx.transaction(async (tx) => {
    await forgetFailures(tx.db, subject);
    await savePassword(tx.db, userId, passwordHash);
    await revokeSessions(tx.db, userId, null, tx.now);
    await tx.audit({ action: 'change-password', subject: { kind: 'user', id: userId } });
  });
}
