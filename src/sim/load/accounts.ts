import type { DemoAccount } from '#platform/auth';
import type { World } from '../world/index.ts';
import { demoCustomer, demoLeader } from './played.ts';

/** Known to everybody who starts the demo; production never has these accounts. */
export const DEMO_PASSWORD = 'twinwheel-demo';

export interface DemoStaff {
  readonly login: string;
  readonly title: string;
  readonly role: 'admin' | 'operator' | 'city_manager' | 'store_manager';
  readonly area: { readonly kind: 'all' } | { readonly kind: 'city' | 'store'; readonly code: string };
}

/** The staff of the demo company: headquarters, a manager for each city and each store. */
export function demoStaff(world: World): DemoStaff[] {
  const all = { kind: 'all' } as const;
  return [
    { login: 'admin', title: '系统管理员', role: 'admin', area: all },
    { login: 'operator', title: '总部运营', role: 'operator', area: all },
    ...world.cities.map((city): DemoStaff => ({
      login: `city-${city.code.toLowerCase()}`,
      title: `${city.name}城市经理`,
      role: 'city_manager',
      area: { kind: 'city', code: city.code },
    })),
    ...world.places.stores.map((store): DemoStaff => ({
      login: `store-${store.code.toLowerCase()}`,
      title: `${store.name}店长`,
      role: 'store_manager',
      area: { kind: 'store', code: store.code },
    })),
  ];
}

const STEWARDS_SHOWN = 2;

/** The accounts to try, one of each kind: for the sign-in pages and the terminal. */
export function demoAccounts(world: World): DemoAccount[] {
  const shown = new Set(['admin', 'operator', 'city_manager', 'store_manager']);
  const staff = demoStaff(world).filter(({ role }) => shown.delete(role));
  const people = [...world.touchpoints()];
  const stewards = people.filter((person) => person.role === 'property_steward').slice(0, STEWARDS_SHOWN);
  const leaders = [demoLeader(world)].filter((leader) => leader !== undefined);
  const names = { property_steward: '物业管家', group_leader: '团长' } as const;
  return [
    ...staff.map(({ title, login }) => ({
      label: title,
      surface: 'console' as const,
      login,
      password: DEMO_PASSWORD,
    })),
    ...[...stewards, ...leaders].map((person) => ({
      label: `${names[person.role as keyof typeof names]} · ${world.community(person.communityCodes[0] ?? '').name}`,
      surface: 'workbench' as const,
      phone: person.phone,
    })),
    ...shopAccounts(world),
  ];
}

/** A resident whose home is being renewed: something waits for them. */
function shopAccounts(world: World): DemoAccount[] {
  const customer = demoCustomer(world);
  if (customer === undefined) return [];
  const { name } = world.community(customer.communityCode);
  return [{ label: `正在焕新的住户 · ${name}`, surface: 'shop', phone: customer.phone }];
}
