import { hash32 } from '#kernel/random';
import type { Context } from '#platform/context';
import { setShifts, setWorker, workersByIds } from '#modules/fulfilment';
import { touchpointsByCodes } from '#modules/touchpoints';
import type { World } from '../world/index.ts';

type Skill = Parameters<typeof setWorker>[1]['skills'][number];

const TEAM = ['designer', 'technician'];

/**
 * Designers and technicians of the stores get a profile and a week: nine to six, one day off in the middle of the week,
 * since homes are visited at weekends. Who is there already stays as they are.
 */
export async function loadWorkers(ctx: Context, world: World): Promise<void> {
  const plans = [...world.touchpoints()].filter(({ role, storeCode }) => TEAM.includes(role) && storeCode !== null);
  const people = await touchpointsByCodes(
    ctx.db,
    plans.map((plan) => plan.code),
  );
  const known = await workersByIds(
    ctx.db,
    [...people.values()].map((person) => person.touchpointId),
  );
  const done = new Set(known.filter(({ week }) => Object.keys(week).length > 0).map((worker) => worker.touchpointId));
  for (const { code, role } of plans) {
    const touchpointId = people.get(code)?.touchpointId;
    if (touchpointId === undefined || done.has(touchpointId)) continue;
    const draw = hash32(code);
    const skills = skillsOf(role, draw);
    await setWorker(ctx, { touchpointId, skills, maxVisitsADay: 4 + (draw % 2), radiusKm: 25, takesVisits: true });
    const dayOff = 2 + (draw % 3);
    const weekly = [1, 2, 3, 4, 5, 6, 7]
      .filter((weekday) => weekday !== dayOff)
      .map((weekday) => ({ weekday, hours: [{ from: 540, to: 1_080 }] }));
    await setShifts(ctx, { touchpointId, weekly, exceptions: [] });
  }
}

function skillsOf(role: string, draw: number): Skill[] {
  const level = 1 + ((draw >>> 3) % 3);
  if (role === 'designer') return [{ skill: 'design', level }];
  return [
    { skill: 'install', level },
    { skill: 'repair', level: 1 + ((draw >>> 5) % 3) },
  ];
}
