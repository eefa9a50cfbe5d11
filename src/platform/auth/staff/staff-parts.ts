import { NotFound } from '#kernel/errors';
import type { UserId } from '#kernel/ids';
import type { Context, Tx } from '../../context/index.ts';
import type { AuthPorts } from '../port.ts';
import type { Grant } from '../user.ts';
import { countWithRoles, findStaffAccount, lockStaff } from './staff-store.ts';
import {
  LastAdministrator,
  MANAGE,
  OnlyForEverywhere,
  OwnAccount,
  UnknownArea,
  UnknownRole,
  type StaffAccount,
} from './staff.ts';

export type StaffPorts = Pick<AuthPorts, 'roles' | 'areaNames'>;

/** Accounts are managed by whoever answers for everywhere. Throws OnlyForEverywhere. */
export function checkEverywhere({ scope }: Context): void {
  if (!scope.everything) throw new OnlyForEverywhere();
}

/** Part: an account of staff, open or closed, that nobody else changes meanwhile. Throws NotFound. */
export async function lockAccount(tx: Tx, userId: UserId): Promise<StaffAccount> {
  await lockStaff(tx.db);
  const account = await findStaffAccount(tx.db, userId);
  if (account === undefined) throw new NotFound('user');
  return account;
}

/** Roles that staff may be granted, in areas that exist. Throws UnknownRole, UnknownArea. */
export async function checkGrants(
  ctx: Context,
  { roles, areaNames }: StaffPorts,
  grants: readonly Grant[],
): Promise<void> {
  for (const { role } of grants) if (roles[role]?.forStaff !== true) throw new UnknownRole(role);
  const ids = grants.flatMap(({ areaId }) => (areaId === null ? [] : [areaId]));
  const names = await areaNames(ctx.db, ids);
  for (const [at, { areaId }] of grants.entries()) {
    if (areaId !== null && !names.has(areaId)) throw new UnknownArea(`body.grants.${at}.areaId`);
  }
}

/** Part: after a change. Somebody can still manage accounts, and it was not one's own right. */
export async function checkAdministratorLeft(tx: Tx, { roles }: StaffPorts, changed: StaffAccount): Promise<void> {
  const managing = Object.keys(roles).filter((role) => roles[role]?.permissions.includes(MANAGE));
  if ((await countWithRoles(tx.db, managing)) === 0) throw new LastAdministrator();
  if (tx.actor.kind !== 'user' || tx.actor.userId !== changed.userId) return;
  const now = await findStaffAccount(tx.db, changed.userId);
  const manages = now?.grants.some(({ role, areaKind }) => areaKind === 'all' && managing.includes(role));
  if (now?.closedAt !== null || manages !== true) throw new OwnAccount();
}
