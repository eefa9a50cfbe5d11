import type { TouchpointId } from '#kernel/ids';
import type { Worker } from '../calendars/worker.ts';
import type { Ask } from '../slots/free-time.ts';

/** Changes with every change of costs, so that an old decision says by what it was made. */
export const DISPATCH_VERSION = 'dispatch-2';

/** What a choice costs, all of it in minutes on the road, so that it can be weighed and said. */
export const PART_NAMES = {
  way: '多走的路',
  skill: '技能匹配',
  load: '当天工作量',
  continuity: '熟悉程度',
} as const;
export type Part = keyof typeof PART_NAMES;

/** Whoever can do much more than is asked is kept for what is difficult: by levels above. */
const SPARE_LEVEL_MINUTES = [0, 8, 15] as const;
/** Somebody who has never been there is worth a way of so much longer. */
export const STRANGER_MINUTES = { customer: 0, project: 3, community: 12, nobody: 25 } as const;
export type Known = keyof typeof STRANGER_MINUTES;
/** Times the square of the hours that somebody works on the day: a sixth hour costs eleven minutes, a first one. */
export const LOAD_MINUTES = 1;
/** A change of who comes is made for no less than that: customers are told, and people have prepared themselves. */
export const MOVING_MINUTES = 10;

/** All of it, as it is kept with a decision. */
export const DISPATCH_COSTS = {
  spareLevelMinutes: SPARE_LEVEL_MINUTES,
  strangerMinutes: STRANGER_MINUTES,
  loadMinutes: LOAD_MINUTES,
};

/** Whom each has served before. */
export interface Served {
  readonly customer: ReadonlySet<TouchpointId>;
  readonly project: ReadonlySet<TouchpointId>;
  readonly community: ReadonlySet<TouchpointId>;
}

export function knownTo(touchpointId: TouchpointId, served: Served): Known {
  if (served.customer.has(touchpointId)) return 'customer';
  if (served.project.has(touchpointId)) return 'project';
  return served.community.has(touchpointId) ? 'community' : 'nobody';
}

/** What a visit costs more with somebody, whatever else they do on the day. */
export function surchargesOf(
  worker: Worker,
  { service, level }: Ask,
  served: Served,
): { readonly skill: number; readonly continuity: number } {
  const has = worker.skills[service.skill] ?? level;
  return {
    skill: SPARE_LEVEL_MINUTES[Math.max(0, has - level)] ?? 0,
    continuity: STRANGER_MINUTES[knownTo(worker.touchpointId, served)],
  };
}
