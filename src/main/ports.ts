import { sandboxSender, type AuthPorts, type DemoAccount, type User } from '#platform/auth';
import type { Database, Settings } from '#platform/context';
import { NOTHING, type Scope } from '#platform/permission';
import { areaNames, areasForGrants } from '#modules/territory';
import { touchpointOfUser } from '#modules/touchpoints';
import { roles } from './roles.ts';

/** What the platform asks of modules to its right. */
export function authPorts(settings: Settings, demoAccounts: () => Promise<readonly DemoAccount[]>): AuthPorts {
  return {
    roles,
    areasOf,
    areaNames: async (db, areaIds) => {
      const kinds = ['city', 'store', 'community'] as const;
      const asked = areaIds.flatMap((areaId) => kinds.map((areaKind) => ({ areaKind, areaId })));
      const named = await areaNames(db, asked);
      return new Map(named.flatMap(({ areaId, name }) => (areaId !== null && name !== null ? [[areaId, name]] : [])));
    },
    codeSender: settings.mode === 'demo' ? sandboxSender : undefined,
    demoAccounts,
  };
}

async function areasOf(db: Database, user: User): Promise<Scope> {
  if (user.kind === 'staff') return { ...(await areasForGrants(db, user.grants)), touchpoint: undefined };
  const touchpoint = await touchpointOfUser(db, user.userId);
  // People at the front see what is theirs, not what lies in their area.
  return touchpoint === undefined ? NOTHING : { ...NOTHING, touchpoint: touchpoint.touchpointId };
}
