import { integerBetween, type Random } from '#kernel/random';
import { addDays, businessDay, HOUR, MINUTE, startOfBusinessDay } from '#kernel/time';
import { happens, streamsOf, type CommunityPlan, type Resident, type World } from '../../world/index.ts';
import { demoLeader, demoCustomer } from '../played.ts';
import { keepersOf } from '../supply.ts';

export type Shopper = Resident & { readonly phone: string };

/** Where neighbours order together already: a compound with who buys there. */
export interface BusyCommunity {
  readonly community: CommunityPlan;
  readonly keeperCode: string;
  readonly shoppers: readonly Shopper[];
  /** Where neighbours make up teams: the first of its city. */
  readonly teams: boolean;
  /** Of the customer whom a person plays. */
  readonly playedPhone: string | undefined;
}

/** Minutes after midnight at which a city closes its lists; the same as the demo's rules say. */
export const cutOffMinute = (world: World, cityCode: string): number =>
  (cityCode === world.cities[0]?.code ? 22 : 20) * 60;

/** One purchase of the past weeks, and what becomes of it. */
export interface Purchase {
  /** Unique within the world; acts are named after it. */
  readonly code: string;
  readonly busy: BusyCommunity;
  readonly shopper: Shopper;
  readonly at: Date;
  /** In a team instead of a list, where there is one. */
  readonly inTeam: boolean;
  /** Null for whoever does not come. */
  readonly collectsAt: Date | null;
  /** A small one has a picture and is granted at once; a large one waits for a person. */
  readonly claim: 'small' | 'large' | null;
}

const SHOPPERS = 24;
const PURCHASES_A_DAY = { plain: 2, teams: 6 } as const;
/** In the first city, and in each other one. */
const BUSY = { first: 4, other: 2 } as const;
/** A small world has few communities and a short past. */
const SMALL = 200;
const DAYS = { small: 3, whole: 4 } as const;

export const historyDays = (world: World): number => (world.communities.length < SMALL ? DAYS.small : DAYS.whole);

/** The compounds of a city in which neighbours ordered before; first those of the people whose accounts the demo shows. */
export function busyIn(world: World, cityCode: string): BusyCommunity[] {
  const keepers = keepersOf(world);
  const isFirst = cityCode === world.cities[0]?.code;
  const customer = demoCustomer(world);
  const shown = [demoLeader(world)?.communityCodes[0], customer?.communityCode];
  const here = world.communities.filter((community) => community.cityCode === cityCode);
  const led = here.filter(({ code }) => keepers.get(code)?.role === 'group_leader');
  const largest = (led.length > 0 ? led : here).toSorted(
    (a, b) => b.residents - a.residents || (a.code < b.code ? -1 : 1),
  );
  const wanted = [...here.filter(({ code }) => shown.includes(code)), ...largest];
  const most = isFirst ? BUSY.first : BUSY.other;
  return [...new Set(wanted)].slice(0, Math.min(most, Math.ceil(here.length / 4))).flatMap((community, at) => {
    const keeper = keepers.get(community.code);
    if (keeper === undefined) return [];
    const shoppers = shoppersOf(world, community, customer);
    return [{ community, keeperCode: keeper.code, shoppers, teams: at === 0, playedPhone: customer?.phone }];
  });
}

/** The same for all cities, by code: also where neighbours go on ordering while the world lives. */
export const busyCommunities = (world: World): Map<string, CommunityPlan[]> =>
  new Map(world.cities.map(({ code }) => [code, busyIn(world, code).map(({ community }) => community)]));

/** Of each household whoever has a phone of their own; the demo's own customer before all. */
function shoppersOf(world: World, { code }: CommunityPlan, shown: Shopper | undefined): Shopper[] {
  const phones = new Set<string>();
  const shoppers: Shopper[] = [];
  const add = (resident: Resident): void => {
    const { phone } = resident;
    if (phone === null || phones.has(phone)) return;
    phones.add(phone);
    shoppers.push({ ...resident, phone });
  };
  if (shown?.communityCode === code) add(shown);
  for (const { members } of world.householdsOf(code)) {
    if (shoppers.length >= SHOPPERS) break;
    const [first] = members;
    if (first !== undefined) add(first);
  }
  return shoppers;
}

/** The purchases of a compound on a business day, in the order of time. */
export function purchasesOn(world: World, busy: BusyCommunity, day: string): Purchase[] {
  const { code, cityCode } = busy.community;
  const random = streamsOf(`${world.options.seed}/purchases`)(`${code}/${day}`);
  const midnight = startOfBusinessDay(day).getTime();
  const closes = cutOffMinute(world, cityCode);
  const usual = PURCHASES_A_DAY[busy.teams ? 'teams' : 'plain'];
  return Array.from({ length: integerBetween(random, usual - 1, usual + 1) }, (_, nth): Purchase => {
    const shopper = busy.shoppers[nth === 0 ? 0 : Math.floor(random.next() * busy.shoppers.length)];
    if (shopper === undefined) throw new RangeError(`nobody to buy in ${code}`);
    const minute = 7 * 60 + 30 + Math.floor(random.next() * (closes - 8 * 60));
    const plain: Purchase = {
      code: `${code}/${day}/${nth}`,
      busy,
      shopper,
      at: new Date(midnight + minute * MINUTE),
      inTeam: busy.teams && happens(random, 0.6),
      // Whom a person plays has something left to fetch.
      collectsAt: shopper.phone === busy.playedPhone ? null : collects(random, midnight),
      claim: claims(random),
    };
    return busy.teams && nth === UNHAPPY ? unhappy(plain, midnight) : plain;
  }).toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

/** Of those who buy where teams are made up, one a day is not content, early enough for somebody to decide it. */
const UNHAPPY = 1;
const unhappy = (purchase: Purchase, midnight: number): Purchase => ({
  ...purchase,
  inTeam: false,
  collectsAt: new Date(addDays(new Date(midnight), 1).getTime() + 9 * HOUR + 15 * MINUTE),
  claim: 'large',
});

/** Between nine in the morning and eight in the evening of the next day. */
function collects(random: Random, midnight: number): Date | null {
  const at = new Date(
    addDays(new Date(midnight), 1).getTime() + 9 * HOUR + Math.floor(random.next() * 11 * 60) * MINUTE,
  );
  return happens(random, 0.9) ? at : null;
}

const claims = (random: Random): Purchase['claim'] =>
  happens(random, 0.12) ? (happens(random, 0.5) ? 'small' : 'large') : null;

/** A smaller world is a stage for one story: in it nothing happens by the clock but what the story does. */
const LEAST_RESIDENTS = 800;
export const hasGoodsHistory = ({ options }: World): boolean => options.residents >= LEAST_RESIDENTS;

/** The business days of the past, the earliest first, today included. */
export function pastDays(world: World): string[] {
  const days = historyDays(world);
  return Array.from({ length: days + 1 }, (_, at) => businessDay(addDays(world.options.until, at - days)));
}
