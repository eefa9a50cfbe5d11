import { hash32, pick, type Random } from '#kernel/random';
import type { OfferAnswer } from '#modules/growth/contract';
import type { TaskDetail } from '#modules/touchpoints/contract';
import { happens, poisson, type CommunityPlan, type Topic } from '../world/index.ts';
import { bookVisit } from './booking.ts';
import type { Customers } from './customers.ts';
import type { Directory, Offered } from './directory.ts';
import { somebodyOf } from './passers-by.ts';
import type { Stage } from './stage.ts';
import type { Staff } from './staff.ts';

/** Of the households of a compound, those who are in its chat group; groups are full at 500. */
const GROUP_SHARE = 0.45;
const GROUP_LIMIT = 500;
/** Opens of one forwarded offer at most: the demo shows the loop, it is no load test. */
const OPENS_LIMIT = 80;
/** A message in a group is read for some hours: the mean of an exponential, in minutes. */
const MEAN_DELAY = 100;
const LONGEST_DELAY = 36 * 60;
const REMEMBERED = 5_000;
/** Of those who want something done at home, who books a visit at once; the others want to be called first. */
const BOOKS = 0.5;
const HOME_SCENE = 'renewal';

interface SharedOffer {
  readonly token: string;
  readonly community: CommunityPlan;
  readonly offered: Offered;
  readonly leadRate: number;
  /** It was over when somebody opened it: nobody else will. */
  over: boolean;
}

/** The residents of a compound to whose group an offer was forwarded: some open it, a few book a visit or leave a lead. */
export class Residents {
  readonly #stage: Stage;
  readonly #staff: Staff;
  readonly #directory: Directory;
  readonly #customers: Customers;
  readonly #seen = new Set<string>();

  constructor(stage: Stage, staff: Staff, directory: Directory, customers: Customers) {
    this.#customers = customers;
    this.#stage = stage;
    this.#staff = staff;
    this.#directory = directory;
  }

  /** A task's material was forwarded, by whomever: the group sees it once. */
  async see(taskId: string): Promise<void> {
    if (this.#seen.has(taskId)) return;
    const path = `/api/touchpoints/tasks/${taskId}`;
    const task = await this.#staff.ask<TaskDetail>('operator', { method: 'GET', path });
    const community = await this.#directory.community(task.communityId);
    if (community === undefined) return;
    const offered = await this.#directory.offered(task.packageId);
    this.#remember(taskId);
    const { openRate, leadRate } = this.#stage.world.behaviour(community.code, offered);
    const random = this.#stage.streams(`group/${task.shareToken}`);
    const group = Math.min(GROUP_LIMIT, community.households * GROUP_SHARE);
    const opens = Math.min(OPENS_LIMIT, poisson(random, group * openRate));
    const offer: SharedOffer = { token: task.shareToken, community, offered, leadRate, over: false };
    for (let visitor = 0; visitor < opens; visitor++) {
      const delay = Math.min(LONGEST_DELAY, -Math.log(1 - random.next()) * MEAN_DELAY);
      const run = (): Promise<void> => this.#visit(offer, visitor);
      this.#stage.agenda.add(this.#stage.time.in(delay, random), { name: 'visit', run });
    }
  }

  async #visit(offer: SharedOffer, visitor: number): Promise<void> {
    if (offer.over) return;
    const { ask, tally, streams } = this.#stage;
    const path = `/api/growth/offers/${offer.token}`;
    const page = (await ask({ method: 'GET', path })).body as OfferAnswer;
    if (page.state !== 'open') {
      offer.over = true;
      return;
    }
    const visitorId = `visitor-${hash32(`${offer.token}/${visitor}`).toString(36)}-${visitor}`;
    await ask({ method: 'POST', path: `${path}/visits`, body: { visitorId } });
    tally.count('visit');
    const random = streams(`visitor/${offer.token}/${visitor}`);
    if (!happens(random, offer.leadRate)) return;
    const booker = somebodyOf(this.#stage.world, offer.community, random);
    if (booker === undefined || this.#customers.isPlayed(booker.resident)) return;
    const { community, offered, token } = offer;
    if (offered.scene === HOME_SCENE && happens(random, BOOKS)) {
      const wanted = { booker, communityName: community.name };
      if (await bookVisit(this.#stage, { token, visitorId, random }, wanted)) {
        this.#customers.wake(booker.resident);
        return;
      }
    }
    const { name, phone } = booker.resident;
    const need = await this.#need(offer, page, random);
    const body = { name, phone, need, note: '', consentVersion: page.consentVersion, visitorId };
    await ask({ method: 'POST', path: `${path}/leads`, body });
    tally.count('lead');
  }

  /** What the offer answers and is worst in the compound, in the words of the form; else the form's last choice. */
  async #need({ community, offered }: SharedOffer, page: OfferAnswer, random: Random): Promise<string> {
    const words = await this.#directory.needs();
    const worst = offered.topics.toSorted((a: Topic, b: Topic) => community.needs[b] - community.needs[a]);
    const fitting = worst
      .map((topic) => words.get(topic))
      .find((word) => word !== undefined && page.needs.includes(word));
    if (fitting !== undefined) return fitting;
    return page.needs.length === 0 ? '' : pick(random, page.needs);
  }

  #remember(taskId: string): void {
    if (this.#seen.size >= REMEMBERED) this.#seen.clear();
    this.#seen.add(taskId);
  }
}
