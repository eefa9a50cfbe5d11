import type { Scene } from '#modules/commerce';

/** What people complain of us for, by what we sell there: it has to be put right before more is offered. */
const ABOUT_US: Readonly<Record<Scene, readonly string[]>> = {
  fresh: [
    'freshness',
    'short_weight',
    'damage',
    'delivery_delay',
    'missing_item',
    'leader_attitude',
    'after_sales',
    'food_safety',
  ],
  renewal: ['workmanship', 'works_delay', 'after_sales'],
  event: [],
};

/** Grave messages are about a trade by what they tell, whatever topic they name. */
const GRAVE_SCENES: Readonly<Record<string, Scene>> = { food: 'fresh' };

/** How long a grievance that was settled is remembered. */
export const REMEMBERED_DAYS = 14;

/** A complaint about us in a community: somebody has it in hand, or it was settled of late. */
export interface Grievance {
  /** Empty where a grave message names none. */
  readonly topic: string;
  readonly name: string;
  readonly scenes: readonly Scene[];
  readonly people: number;
  /** A danger, not only something that was bad. */
  readonly isGrave: boolean;
  readonly state: 'open' | 'settled';
  /** Since when it is open, or settled. */
  readonly since: Date;
}

/** The trades that an alert speaks against; none where it says what people need. */
export function scenesOf(topic: string | null, graveKinds: readonly string[]): Scene[] {
  const named = (Object.keys(ABOUT_US) as Scene[]).filter((scene) => topic !== null && ABOUT_US[scene].includes(topic));
  const grave = graveKinds.flatMap((kind) => GRAVE_SCENES[kind] ?? []);
  return [...new Set([...named, ...grave])];
}

/** Whether people complain at present of what is sold there. */
export const isHeld = (grievances: readonly Grievance[], scene: Scene | undefined): boolean =>
  grievances.some(({ state, scenes }) => state === 'open' && scenes.some((each) => each === scene));
