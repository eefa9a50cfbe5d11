import { integerBetween, pick, pickWeighted, type Random } from '#kernel/random';
import { addDays, HOUR } from '#kernel/time';
import { happens, streamsOf, type CommunityPlan, type Resident, type World } from '../../world/index.ts';
import { daytime } from './daytime.ts';

/** How far a home's renewal had come when the demo was opened. */
export type DealEnd = 'booked' | 'called_off' | 'quoted' | 'declined' | 'to_sign' | 'to_pay' | 'working' | 'finished';

/** One resident who booked a visit in the past weeks, and where they are by now. */
export interface DealPlan {
  /** Unique within the world; acts are named after it, so that a load that broke off goes on where it was. */
  readonly code: string;
  readonly end: DealEnd;
  readonly community: CommunityPlan;
  readonly resident: Resident & { readonly phone: string };
  readonly address: string;
  readonly packageCode: string;
  readonly bookedAt: Date;
  /** With `working`: milestones that were confirmed, and what became of the one after them. */
  readonly confirmed: number;
  readonly upNext: 'pending' | 'submitted' | 'rejected';
  /** With `finished`: how likely they are to recommend us; null for no answer yet. */
  readonly score: number | null;
  readonly balancePaid: boolean;
}

/** One deal for so many communities, within bounds: enough for every list, and a load that is soon over. */
const COMMUNITIES_A_DEAL = 10;
const FEWEST = 6;
const MOST = 32;

/** Twenty at a time, in all stages; a small world has the first ones. */
const ENDS: readonly DealEnd[] = [
  'working',
  'finished',
  'booked',
  'quoted',
  'to_sign',
  'finished',
  'working',
  'booked',
  'to_pay',
  'finished',
  'working',
  'called_off',
  'finished',
  'booked',
  'declined',
  'working',
  'quoted',
  'finished',
  'working',
  'booked',
];

/** Days before now on which it was booked, from and to. */
const BOOKED_DAYS_AGO: Readonly<Record<DealEnd, readonly [number, number]>> = {
  booked: [0, 2],
  called_off: [3, 12],
  quoted: [4, 6],
  declined: [8, 20],
  to_sign: [5, 6],
  to_pay: [6, 8],
  working: [13, 24],
  finished: [30, 58],
};

/** Who is not content was finished lately: they still wait to be called back. */
const LATELY = [20, 23] as const;
/** Up to this score somebody calls back. */
export const UNHAPPY_UP_TO = 6;
const isUnhappy = (score: number | null): boolean => score !== null && score <= UNHAPPY_UP_TO;

const PACKAGES = ['wall-renew', 'wiring-safe', 'kitchen-bath', 'elder-safe', 'storage-kids'];
const DETRACTORS = 2;
const LEAST_AGO_MS = 3 * HOUR;

/**
 * The renewals of the past sixty days: spread over the stores, each with a resident of a community that the store
 * serves. The same for the same world; the first one is under way and waits for its owner.
 */
export function dealPlans(world: World): DealPlan[] {
  const wanted = Math.min(MOST, Math.max(FEWEST, Math.round(world.communities.length / COMMUNITIES_A_DEAL)));
  const streams = streamsOf(`${world.options.seed}/deals`);
  const taken = new Set<string>();
  const plans: DealPlan[] = [];
  let finished = 0;
  for (let nth = 0; nth < wanted; nth++) {
    const random = streams(String(nth));
    const end = ENDS[nth % ENDS.length]!;
    if (end === 'finished') finished += 1;
    const score = end === 'finished' ? scoreOfFinished(random, finished) : null;
    const home = homeFor(world, random, nth, taken);
    if (home === undefined) continue;
    plans.push({
      ...home,
      code: `deal-${nth + 1}`,
      end,
      packageCode: pick(random, PACKAGES),
      ...worksOf(random, nth),
      score,
      bookedAt: bookedAt(world, random, isUnhappy(score) ? LATELY : BOOKED_DAYS_AGO[end]),
      balancePaid: happens(random, 0.8),
    });
  }
  return plans;
}

/** Somebody with a phone in a community of the store whose turn it is; undefined where there is nobody left. */
function homeFor(
  world: World,
  random: Random,
  nth: number,
  taken: Set<string>,
): Pick<DealPlan, 'community' | 'resident' | 'address'> | undefined {
  const { stores } = world.places;
  const store = stores[nth % stores.length];
  if (store === undefined || store.communityCodes.length === 0) return undefined;
  const community = world.community(pick(random, store.communityCodes));
  for (const { members, address } of world.householdsOf(community.code)) {
    const [resident] = members;
    if (resident?.phone == null || taken.has(resident.phone)) continue;
    taken.add(resident.phone);
    return { community, address, resident: { ...resident, phone: resident.phone } };
  }
  return undefined;
}

function bookedAt({ options: { until } }: World, random: Random, [least, most]: readonly [number, number]): Date {
  const at = daytime(
    new Date(addDays(until, -integerBetween(random, least, most)).getTime() - 10 * HOUR * random.next()),
  );
  const latest = new Date(until.getTime() - LEAST_AGO_MS);
  return at < latest ? at : latest;
}

function worksOf(random: Random, nth: number): Pick<DealPlan, 'confirmed' | 'upNext'> {
  if (nth === 0) return { confirmed: 1, upNext: 'submitted' };
  const upNext = pickWeighted(random, [
    ['submitted', 2],
    ['rejected', 1],
    ['pending', 2],
  ] as const);
  return { confirmed: integerBetween(random, 0, 2), upNext };
}

/** The first two who finished were not content: somebody has to call them back. */
function scoreOfFinished(random: Random, finished: number): number | null {
  if (finished >= 2 && finished < 2 + DETRACTORS) return integerBetween(random, 3, UNHAPPY_UP_TO);
  if (happens(random, 0.1)) return null;
  return pickWeighted(random, [
    [10, 4],
    [9, 4],
    [8, 2],
    [7, 1],
  ] as const);
}
