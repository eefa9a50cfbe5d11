import type { UserId } from '#kernel/ids';
import type { Context } from '../../context/index.ts';
import { disableUserPart } from '../users.ts';
import { checkAdministratorLeft, checkEverywhere, lockAccount, type StaffPorts } from './staff-parts.ts';
import { reopen } from './staff-store.ts';

/** Nobody signs in by the account any more, and whoever is signed in is out. Throws NotFound, LastAdministrator, OwnAccount. */
export async function closeStaff(ctx: Context, ports: StaffPorts, userId: UserId): Promise<void> {
  checkEverywhere(ctx);
  await ctx.transaction(async (tx) => {
    const account = await lockAccount(tx, userId);
    if (account.closedAt !== null) return;
    await disableUserPart(tx, userId);
    await checkAdministratorLeft(tx, ports, account);
    await tx.audit({ action: 'close-staff', subject: { kind: 'user', id: userId }, details: { login: account.login } });
  });
}

/** A closed account opens again, with the grants and the password that it had. Throws NotFound. */
export async function reopenStaff(ctx: Context, userId: UserId): Promise<void> {
  checkEverywhere(ctx);
  await ctx.transaction(async (tx) => {
    const account = await lockAccount(tx, userId);
    if (account.closedAt === null) return;
    await reopen(tx.db, userId);
    await tx.audit({
      action: 'reopen-staff',
      subject: { kind: 'user', id: userId },
      details: { login: account.login },
    });
  });
}
