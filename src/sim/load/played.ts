import type { Resident, TouchpointPlan, World } from '../world/index.ts';
import { dealPlans } from './history/deal-plan.ts';

/** The leader whose account the demo shows. */
export function demoLeader(world: World): TouchpointPlan | undefined {
  for (const plan of world.touchpoints()) if (plan.role === 'group_leader') return plan;
  return undefined;
}

/** The customer whose account it shows: a resident whose home is being renewed, for whom something waits. */
export function demoCustomer(world: World): (Resident & { readonly phone: string }) | undefined {
  return dealPlans(world).find(({ end, upNext }) => end === 'working' && upNext === 'submitted')?.resident;
}
