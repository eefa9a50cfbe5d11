import type { CustomerKey } from '#kernel/ids';
import type { AuthPorts, DemoAccount, SignedInUser } from '#platform/auth';
import type { Database, Services } from '#platform/context';
import { NOTHING, type Scope } from '#platform/permission';
import { areaNames, areasForGrants } from '#modules/territory';
import { touchpointOfUser } from '#modules/touchpoints';
import { roles } from './roles.ts';

/** What the platform asks of modules to its right. */
export function authPorts(
  { codes }: Pick<Services, 'codes'>,
  demoAccounts: () => Promise<readonly DemoAccount[]>,
): AuthPorts {
  return {
    roles,
    areasOf,
    areaNames: async (db, areaIds) => {
      const kinds = ['city', 'store', 'community'] as const;
      const asked = areaIds.flatMap((areaId) => kinds.map((areaKind) => ({ areaKind, areaId })));
      const named = await areaNames(db, asked);
      return new Map(named.flatMap(({ areaId, name }) => (areaId !== null && name !== null ? [[areaId, name]] : [])));
    },
    codeSender: codes,
    demoAccounts,
  };
}

async function areasOf(db: Database, user: SignedInUser): Promise<Scope> {
  if (user.kind === 'staff') return areasForGrants(db, user.grants);
  const touchpoint = user.kind === 'touchpoint' ? await touchpointOfUser(db, user.userId) : undefined;
  const person = user.personId ?? undefined;
  // People at the front see what is theirs, not what lies in their area.
  return {
    ...NOTHING,
    touchpoint: touchpoint?.touchpointId,
    customer: (user.phoneHash ?? undefined) as CustomerKey | undefined,
    person,
  };
}
