import type { PersonId, UserId } from '#kernel/ids';
import type { Context, Tx } from '../context/index.ts';
import { isUniqueViolation } from '../postgres/index.ts';
import { revokeSessions } from './session-store.ts';
import { hashPassword } from './sign-in.ts';
import { deleteGrants, disableUser, insertGrants, insertUsers } from './user-store.ts';
import { LoginTaken, type Grant } from './user.ts';

/** Part: adds people at the front as users who sign in by the phone of their person. The caller's transaction. */
export async function addTouchpointUsers(
  tx: Tx,
  users: readonly { userId: UserId; personId: PersonId; grants: readonly Grant[] }[],
): Promise<void> {
  if (users.length === 0) return;
  await insertUsers(
    tx.db,
    users.map(({ userId, personId }) => ({
      userId,
      kind: 'touchpoint',
      login: null,
      title: null,
      personId,
      passwordHash: null,
    })),
    tx.now,
  );
  await insertGrants(
    tx.db,
    users.flatMap(({ userId, grants }) => grants.map((grant) => ({ userId, grant }))),
  );
}

/** Part: nobody signs in as this user any more, and whoever is signed in is out. */
export async function disableUserPart(tx: Tx, userId: UserId): Promise<void> {
  await disableUser(tx.db, userId, tx.now);
  await revokeSessions(tx.db, userId, null, tx.now);
}

/** Adds a member of staff who signs in by password. Throws WeakPassword, LoginTaken. */
export async function addStaff(
  ctx: Context,
  input: { login: string; password: string; title: string; grants: readonly Grant[] },
): Promise<{ userId: UserId }> {
  const login = input.login.trim().toLowerCase();
  const passwordHash = await hashPassword(input.password);
  try {
    return await ctx.transaction(async (tx) => {
      const userId = tx.newId<'User'>();
      await insertUsers(
        tx.db,
        [{ userId, kind: 'staff', login, title: input.title, personId: null, passwordHash }],
        tx.now,
      );
      await insertGrants(
        tx.db,
        input.grants.map((grant) => ({ userId, grant })),
      );
      await tx.audit({
        action: 'add-staff',
        subject: { kind: 'user', id: userId },
        details: { login, grants: input.grants },
      });
      return { userId };
    });
  } catch (error) {
    if (isUniqueViolation(error, 'app_user_login_key')) throw new LoginTaken(login);
    throw error;
  }
}

/** Part: what a user may do and where, anew; it takes effect with their next request. */
export async function replaceGrants(tx: Tx, userId: UserId, grants: readonly Grant[]): Promise<void> {
  await deleteGrants(tx.db, userId);
  await insertGrants(
    tx.db,
    grants.map((grant) => ({ userId, grant })),
  );
}
