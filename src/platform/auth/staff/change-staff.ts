import type { UserId } from '#kernel/ids';
import type { Context } from '../../context/index.ts';
import type { Grant } from '../user.ts';
import { replaceGrants } from '../users.ts';
import { checkAdministratorLeft, checkEverywhere, checkGrants, lockAccount, type StaffPorts } from './staff-parts.ts';
import { saveTitle } from './staff-store.ts';

/**
 * Says anew how somebody is called and what they may do where; it takes effect with their next request. Throws NotFound,
 * UnknownRole, UnknownArea, LastAdministrator, OwnAccount.
 */
export async function changeStaff(
  ctx: Context,
  ports: StaffPorts,
  input: { readonly userId: UserId; readonly title: string; readonly grants: readonly Grant[] },
): Promise<void> {
  checkEverywhere(ctx);
  await checkGrants(ctx, ports, input.grants);
  await ctx.transaction(async (tx) => {
    const account = await lockAccount(tx, input.userId);
    const { userId, title, grants } = input;
    await saveTitle(tx.db, userId, title);
    await replaceGrants(tx, userId, grants);
    await checkAdministratorLeft(tx, ports, account);
    await tx.audit({
      action: 'change-staff',
      subject: { kind: 'user', id: userId },
      details: { from: { title: account.title, grants: account.grants }, to: { title, grants } },
    });
  });
}
