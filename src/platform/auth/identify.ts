import type { Runtime } from '../context/index.ts';
import type { Identify } from '../http/index.ts';
import type { AuthPorts } from './port.ts';
import { hashToken } from './session-store.ts';
import { findUserOfSession } from './user-store.ts';
import { CUSTOMER_ROLE, permissionsOf } from './user.ts';

/**
 * Resolves sessions to identities, afresh with each request: a revoked session or a changed grant counts at once. Where a permission is asked for, only the grants whose role gives it count, so that
 * a role held in one area is not exercised in the area of another. Whoever signed in with a phone may do as a customer
 * what is theirs.
 */
export function identifyBySession(runtime: Runtime, ports: AuthPorts): Identify {
  return async (token, permission) => {
    const user = await findUserOfSession(runtime.db, { tokenHash: hashToken(token), now: runtime.clock.now() });
    if (user === undefined) return undefined;
    const grants =
      permission === undefined
        ? user.grants
        : user.grants.filter((grant) => ports.roles[grant.role]?.permissions.includes(permission) === true);
    const scope = await ports.areasOf(runtime.db, { ...user, grants });
    const permissions = permissionsOf(grants, ports.roles);
    if (scope.customer !== undefined) {
      for (const own of ports.roles[CUSTOMER_ROLE]?.permissions ?? []) permissions.add(own);
    }
    return { actor: { kind: 'user', userId: user.userId, touchpointId: scope.touchpoint }, permissions, scope };
  };
}
