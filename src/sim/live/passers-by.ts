import { hash32, pick, type Random } from '#kernel/random';
import { DAY } from '#kernel/time';
import type { CodeItem, CodesAnswer } from '#modules/growth/contract';
import { happens, poisson, type CommunityPlan, type World } from '../world/index.ts';
import { bookVisit, type Booker } from './booking.ts';
import type { Customers } from './customers.ts';
import type { Directory } from './directory.ts';
import { isFinal } from './requests.ts';
import type { Staff } from './staff.ts';
import type { Stage } from './stage.ts';

/** Scans of one printed code on a day; of those who scan, who books. */
const SCANS_A_DAY = 0.05;
const BOOKS = 0.3;
/** More than these a day no calendar of a demo holds. */
const MOST_SCANS_A_DAY = 40;

/** Those who pass a printed code: some scan it, a few book a visit. */
export class PassersBy {
  readonly #stage: Stage;
  readonly #staff: Staff;
  readonly #directory: Directory;
  readonly #customers: Customers;
  #scans = 0;

  constructor(stage: Stage, staff: Staff, directory: Directory, customers: Customers) {
    this.#stage = stage;
    this.#staff = staff;
    this.#directory = directory;
    this.#customers = customers;
  }

  /** Puts the scans of a stretch of the world's time on the agenda. */
  async pass(from: Date, to: Date): Promise<void> {
    const random = this.#stage.streams(`passers-by/${from.toISOString()}`);
    const most = Math.min(MOST_SCANS_A_DAY, SCANS_A_DAY * this.#stage.world.communities.length);
    const scans = poisson(random, (most * (to.getTime() - from.getTime())) / DAY);
    if (scans === 0) return;
    const codes = await this.#codes();
    if (codes.length === 0) return;
    for (let left = scans; left > 0; left--) {
      const code = pick(random, codes);
      const nth = this.#stage.start + this.#scans++;
      const run = (): Promise<void> => this.#scan(code, nth);
      this.#stage.agenda.add(this.#stage.time.in(30 * random.next(), random), { name: 'scan', run });
    }
  }

  async #codes(): Promise<readonly CodeItem[]> {
    const path = '/api/growth/codes?state=live&limit=200';
    return (await this.#staff.ask<CodesAnswer>('operator', { method: 'GET', path })).items;
  }

  async #scan({ code, communityId, touchpointId }: CodeItem, nth: number): Promise<void> {
    const { streams, ask, tally } = this.#stage;
    const random = streams(`scan/${nth}`);
    const visitorId = `passer-by-${hash32(`${code}/${nth}`).toString(36)}`;
    await ask({ method: 'POST', path: `/api/growth/bookings/${code}/scans`, body: { visitorId } });
    tally.count('scan');
    if (!happens(random, BOOKS)) return;
    const community = await this.#where(random, communityId, touchpointId);
    const booker = community && somebodyOf(this.#stage.world, community, random);
    if (community === undefined || booker === undefined || this.#customers.isPlayed(booker.resident)) return;
    const wanted = { booker, communityName: community.name };
    try {
      if (await bookVisit(this.#stage, { token: code, visitorId, random }, wanted))
        this.#customers.wake(booker.resident);
    } catch (error) {
      if (!isFinal(error)) throw error;
      tally.fail('book', error.code);
    }
  }

  async #where(
    random: Random,
    communityId: string | null,
    touchpointId: string | null,
  ): Promise<CommunityPlan | undefined> {
    if (communityId !== null) return this.#directory.community(communityId);
    const plan = touchpointId === null ? undefined : await this.#directory.touchpoint(touchpointId);
    return plan === undefined ? undefined : this.#stage.world.community(pick(random, plan.communityCodes));
  }
}

/** Somebody grown up with a phone of the compound, with their door; undefined where nobody has one. */
export function somebodyOf(world: World, community: CommunityPlan, random: Random): Booker | undefined {
  const grown: Booker[] = [];
  for (const { members, address } of world.householdsOf(community.code)) {
    for (const member of members) {
      if (member.phone !== null) grown.push({ address, resident: { ...member, phone: member.phone } });
    }
  }
  return grown.length === 0 ? undefined : pick(random, grown);
}
