import { businessDay, HOUR } from '#kernel/time';
import type { GroupBuys, ParcelsAnswer, WaveAnswer } from '#modules/commerce/contract';
import type { StockAnswer } from '#modules/inventory/contract';
import { dailyList, TEAM_OFFER, teamGoods, type ListedGood } from '../world/index.ts';
import type { ClaimDesk } from './claim-desk.ts';
import type { Customers } from './customers.ts';
import type { Directory } from './directory.ts';
import type { Frontline } from './frontline.ts';
import { isFinal } from './requests.ts';
import type { Staff } from './staff.ts';
import type { Stage } from './stage.ts';

/** One round in so much of the world's time. */
const ROUND_MS = HOUR;
const PAGE = 200;
const REMEMBERED = 20_000;
/** What a flash warehouse has fewer of is brought to it again. */
const FEW = 10;
const BROUGHT = 40;
/** Leaders of the compounds where most is ordered think of lists of their own, once a day. */
const LEADERS_WOKEN = 12;

/** Nobody paid for it, or it will not be sent. */
const NOT_YET: ReadonlySet<string> = new Set(['not_paid', 'group_unformed', 'order_cancelled', 'refund_open']);

interface Ground {
  readonly cityId: string;
  readonly skus: ReadonlyMap<string, string>;
}

/**
 * What runs by itself at headquarters every day: the list of each city is opened when the one before has closed, goods
 * are received and sent to the points, and whoever has to do with them is woken. It decides about nothing and nobody.
 */
export class Depot {
  readonly #stage: Stage;
  readonly #staff: Staff;
  readonly #directory: Directory;
  readonly #who: { readonly customers: Customers; readonly frontline: Frontline; readonly claims: ClaimDesk };
  /** Until when the list of a city runs, by the city's code. */
  readonly #runsUntil = new Map<string, number>();
  readonly #told = new Set<string>();
  #nextRound = 0;
  #wokeOn = '';

  constructor(
    stage: Stage,
    staff: Staff,
    directory: Directory,
    who: { readonly customers: Customers; readonly frontline: Frontline; readonly claims: ClaimDesk },
  ) {
    this.#stage = stage;
    this.#staff = staff;
    this.#directory = directory;
    this.#who = who;
  }

  /** Makes a round when it is time. What is refused is left for the next one. */
  async look(): Promise<void> {
    const now = this.#stage.time.now.getTime();
    if (now < this.#nextRound) return;
    this.#nextRound = now + ROUND_MS;
    await this.#attempt('campaign', () => this.#openLists());
    await this.#attempt('wave', () => this.#send());
    await this.#attempt('goods-news', () => this.#wakeAll());
    await this.#attempt('claims', () => this.#who.claims.look());
  }

  async #attempt(name: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!isFinal(error)) throw error;
      this.#stage.tally.fail(name, error.code);
    }
  }

  /** In each city where no list of headquarters runs any more, the next one. */
  async #openLists(): Promise<void> {
    const now = this.#stage.clock.now();
    for (const { code } of this.#stage.world.cities) {
      if ((this.#runsUntil.get(code) ?? 0) > now.getTime()) continue;
      const ground = await this.#ground(code);
      if (ground === undefined) continue;
      const { cityId } = ground;
      const path = `/api/commerce/group-buys?state=open&cityId=${cityId}&order=latest&limit=${PAGE}`;
      const { items } = await this.#get<GroupBuys>(path);
      const running = items.find(({ openedBy }) => openedBy === 'headquarters');
      if (running === undefined) {
        const random = this.#stage.streams(`daily-list/${code}/${now.toISOString()}`);
        const month = Number(businessDay(now).slice(5, 7));
        await this.#open(ground, '今日鲜选接龙', dailyList(random, month), null);
        await this.#open(ground, `${TEAM_OFFER.size}人拼团·囤货装`, teamGoods(), TEAM_OFFER);
      } else this.#runsUntil.set(code, new Date(running.cutOffAt).getTime());
    }
  }

  async #open(
    { cityId, skus }: Ground,
    title: string,
    goods: readonly ListedGood[],
    team: { readonly size: number; readonly hours: number } | null,
  ): Promise<void> {
    const items = goods.flatMap(({ code, ...terms }) => {
      const skuId = skus.get(code);
      return skuId === undefined ? [] : [{ skuId, ...terms }];
    });
    const kind = team === null ? 'open_list' : 'min_size';
    const terms = { kind, teamSize: team?.size ?? null, teamHours: team?.hours ?? null, tierBy: null };
    const times = { opensAt: this.#stage.clock.now().toISOString(), cutOffAt: null, target: null };
    const body = { title, words: '', ...terms, cityIds: [cityId], communityIds: [], items, ...times };
    const { campaignId } = await this.#post<{ campaignId: string }>('/api/commerce/campaigns', body);
    await this.#post(`/api/commerce/campaigns/${campaignId}/launch`, {});
    this.#stage.tally.count('campaign');
  }

  async #ground(cityCode: string): Promise<Ground | undefined> {
    const community = this.#stage.world.communities.find((each) => each.cityCode === cityCode);
    const cityId = community === undefined ? undefined : await this.#directory.cityIdOf(community);
    return cityId === undefined ? undefined : { cityId, skus: await this.#directory.skus() };
  }

  /** What waits in a warehouse leaves it: of group buys on their day, of the rest at once. */
  async #send(): Promise<void> {
    const today = businessDay(this.#stage.clock.now());
    const waiting = `/api/commerce/parcels?state=waiting&mode=pickup&limit=${PAGE}`;
    const ofToday = await this.#get<ParcelsAnswer>(`${waiting}&pickupOn=${today}`);
    const newest = await this.#get<ParcelsAnswer>(waiting);
    const due = [...ofToday.items, ...newest.items].filter(
      ({ pickupOn, blocked }) => (pickupOn === null || pickupOn <= today) && !NOT_YET.has(blocked?.code ?? ''),
    );
    const waves = new Map(due.map(({ placeId, pickupOn }) => [`${placeId}/${pickupOn}`, { placeId, pickupOn }]));
    for (const wave of waves.values()) {
      await this.#attempt('wave', async () => {
        await this.#receive(wave.placeId, wave.pickupOn === null);
        await this.#post<WaveAnswer>('/api/commerce/waves', wave);
        this.#stage.tally.count('wave');
      });
    }
  }

  /** What was ordered and does not lie there yet comes; what sells at once is brought again before it is out. */
  async #receive(placeId: string, refill: boolean): Promise<void> {
    const { items } = await this.#get<StockAnswer>(`/api/inventory/stock?placeId=${placeId}&limit=${PAGE}`);
    const lines = items.flatMap(({ skuId, onHand, reserved, available }) => {
      const missing = Math.max(0, reserved - onHand);
      const received = missing + (refill && available < FEW ? BROUGHT : 0);
      return received === 0 ? [] : [{ skuId, received, missing: 0 }];
    });
    if (lines.length > 0) await this.#post('/api/inventory/receipts', { placeId, lines });
  }

  /** Keepers hear of what is on its way, customers of what lies there for them, and leaders of the morning. */
  async #wakeAll(): Promise<void> {
    const { customers, frontline } = this.#who;
    for (const { pickupPointId } of await this.#newIn('on_the_way')) {
      const keeperId = pickupPointId === null ? null : await this.#directory.keeperOf(pickupPointId);
      if (keeperId !== null) frontline.wake(keeperId);
    }
    for (const { communityId, customerPhone } of await this.#newIn('arrived')) {
      if (communityId !== null) await customers.wakeMasked(communityId, customerPhone);
    }
    await this.#wakeLeaders();
  }

  /** Parcels that were not in a state before: whoever was woken for them goes on by themselves. */
  async #newIn(state: 'on_the_way' | 'arrived'): Promise<ParcelsAnswer['items']> {
    const { items } = await this.#get<ParcelsAnswer>(`/api/commerce/parcels?state=${state}&limit=${PAGE}`);
    const fresh = items.filter(({ parcelId }) => !this.#told.has(`${state}/${parcelId}`));
    if (this.#told.size >= REMEMBERED) this.#told.clear();
    for (const { parcelId } of fresh) this.#told.add(`${state}/${parcelId}`);
    return fresh;
  }

  async #wakeLeaders(): Promise<void> {
    const { now } = this.#stage.time;
    const today = businessDay(now);
    if (this.#wokeOn === today) return;
    this.#wokeOn = today;
    const path = `/api/commerce/group-buys?state=open&order=soonest&limit=${PAGE}`;
    const { items } = await this.#get<GroupBuys>(path);
    const busiest = items.toSorted((a, b) => b.orders - a.orders).slice(0, LEADERS_WOKEN);
    for (const { touchpointId } of busiest) if (touchpointId !== null) this.#who.frontline.wake(touchpointId);
  }

  #get<T>(path: string): Promise<T> {
    return this.#staff.ask<T>('operator', { method: 'GET', path });
  }

  #post<T>(path: string, body: unknown): Promise<T> {
    return this.#staff.ask<T>('operator', { method: 'POST', path, body });
  }
}
