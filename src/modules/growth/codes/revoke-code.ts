import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { CodeRevokedBefore, type BookingCode } from './booking-code.ts';
import { codeInScope, revokeLive } from './code-store.ts';

/** Takes a printed code out of use: from now on it opens a page that says so. Throws NotFound, CodeRevokedBefore. */
export async function revokeCode(ctx: Context, input: { readonly code: string }): Promise<BookingCode> {
  return ctx.transaction(async (tx) => {
    const code = await codeInScope(tx.db, ctx.scope, input.code);
    if (code === undefined) throw new NotFound('booking_code');
    const by = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
    if (!(await revokeLive(tx.db, code.code, by, tx.now))) throw new CodeRevokedBefore();
    await tx.audit({ action: 'revoke-code', subject: { kind: 'booking_code', id: code.code } });
    return { ...code, state: 'revoked', revokedAt: tx.now };
  });
}
