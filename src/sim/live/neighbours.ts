import { happens, poisson, type CommunityPlan } from '../world/index.ts';
import type { Act } from './agenda.ts';
import type { Customers } from './customers.ts';
import type { Directory } from './directory.ts';
import { somebodyOf } from './passers-by.ts';
import { isFinal } from './requests.ts';
import { goShopping } from './shopping.ts';
import type { Stage } from './stage.ts';
import { Weighted } from './weighted.ts';
import { hoursOf } from './world-time.ts';

/** Orders of goods on a day in a city. */
export const ORDERS_A_DAY = 20;
/** Of the orders of a city those in its few busy compounds. */
const IN_BUSY = 0.7;
/** When people order what they pick up the next day: mostly at noon and in the evening. */
const ORDERING = new Map([
  [7, 2],
  [8, 3],
  [9, 4],
  [10, 6],
  [11, 8],
  [12, 9],
  [13, 6],
  [14, 4],
  [15, 4],
  [16, 6],
  [17, 8],
  [18, 10],
  [19, 12],
  [20, 8],
  [21, 5],
]);
const ALL_HOURS = [...ORDERING.values()].reduce((sum, weight) => sum + weight, 0);

/** Residents who buy goods in the shop of their compound, some with their neighbours and some at once. */
export class Neighbours {
  readonly #stage: Stage;
  readonly #directory: Directory;
  readonly #customers: Customers;
  readonly #busy: ReadonlyMap<string, readonly CommunityPlan[]>;
  readonly #ordersADay: number;
  #orders = 0;

  /** `busy`: the compounds of each city where neighbours order together already. */
  constructor(
    stage: Stage,
    directory: Directory,
    customers: Customers,
    { ordersADay, busy }: { readonly ordersADay: number; readonly busy: ReadonlyMap<string, readonly CommunityPlan[]> },
  ) {
    this.#ordersADay = ordersADay;
    this.#stage = stage;
    this.#directory = directory;
    this.#customers = customers;
    this.#busy = busy;
  }

  /** Who goes shopping between two moments of the world, one act each. */
  between(from: Date, to: Date): Act[] {
    const random = this.#stage.streams(`neighbours/${from.toISOString()}`);
    const acts: Act[] = [];
    for (const { code } of this.#stage.world.cities) {
      for (const { hour, minutes } of hoursOf(from, to)) {
        const share = ((ORDERING.get(hour) ?? 0) / ALL_HOURS) * (minutes / 60);
        for (let left = poisson(random, this.#ordersADay * share); left > 0; left--) {
          const nth = this.#stage.start + this.#orders++;
          const community = this.#where(code, nth);
          if (community !== undefined) acts.push({ name: 'shop', run: () => this.#shop(community, nth) });
        }
      }
    }
    return acts;
  }

  #where(cityCode: string, nth: number): CommunityPlan | undefined {
    const random = this.#stage.streams(`where/${cityCode}/${nth}`);
    const busy = this.#busy.get(cityCode) ?? [];
    const weighted = new Weighted<CommunityPlan>();
    const all = this.#stage.world.communities.filter((community) => community.cityCode === cityCode);
    const isBusy = busy.length > 0 && happens(random, IN_BUSY);
    for (const community of isBusy ? busy : all) weighted.add(community, community.residents * community.spending);
    return weighted.total === 0 ? undefined : weighted.pick(random);
  }

  async #shop(community: CommunityPlan, nth: number): Promise<void> {
    const { streams, world, tally } = this.#stage;
    const random = streams(`shop/${community.code}/${nth}`);
    const somebody = somebodyOf(world, community, random)?.resident;
    const communityId = await this.#directory.communityId(community);
    if (somebody === undefined || communityId === undefined || this.#customers.isPlayed(somebody)) return;
    try {
      await this.#customers.at(somebody, (phone) => goShopping(this.#stage, phone, { communityId, random }));
    } catch (error) {
      if (!isFinal(error)) throw error;
      tally.fail('shop', error.code);
    }
  }
}
