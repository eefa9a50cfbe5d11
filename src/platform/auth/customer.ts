import type { PersonId, UserId } from '#kernel/ids';
import type { Context, Tx } from '../context/index.ts';
import { lockPhone } from './code-store.ts';
import { findByPersons, insertUsers } from './user-store.ts';

/**
 * Part: the user of a phone that its holder has just proved to be theirs; a new customer where nobody has it. Whoever
 * was erased comes back by this act as somebody new.
 */
export async function customerOf(ctx: Context, tx: Tx, phone: string): Promise<UserId> {
  const { vault } = ctx.services;
  const hash = vault.hash('phone', phone);
  await lockPhone(tx.db, Buffer.from(hash, 'hex'));
  const [known] = await findByPersons(tx.db, await vault.find(tx.db, 'phone', phone));
  if (known !== undefined) return known.userId;
  if (await vault.isTombstoned(tx.db, 'phone', hash)) await vault.liftTombstones(tx, 'phone', [hash], 'signed-in');
  const userId = tx.newId<'User'>();
  const personId: PersonId = tx.newId<'Person'>();
  await vault.put(tx, [{ personId, fields: { phone } }]);
  const customer = { userId, kind: 'customer', login: null, title: null, personId, passwordHash: null } as const;
  await insertUsers(tx.db, [customer], tx.now);
  await tx.audit({ action: 'add-customer', subject: { kind: 'user', id: userId } });
  return userId;
}
