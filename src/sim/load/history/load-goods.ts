import { hash32 } from '#kernel/random';
import { addDays, businessDay, HOUR, MINUTE, startOfBusinessDay } from '#kernel/time';
import type { Runtime } from '#platform/context';
import type { Subscription } from '#platform/outbox';
import {
  askDueRefunds,
  askProvider,
  completeDueOrders,
  confirmArrival,
  expireTeams,
  returnUncollected,
  runSandbox,
  sendWave,
  settleGroupBuys,
  type OrderId,
} from '#modules/commerce';
import { availableStock, receiveStock } from '#modules/inventory';
import { Agenda } from '../../live/agenda.ts';
import { dailyList, teamGoods } from '../../world/daily-list.ts';
import { streamsOf, type World } from '../../world/index.ts';
import { ignoring } from '../ignoring.ts';
import { buy, collect, complain, decide, later, openCampaign, openOwn } from './goods-acts.ts';
import { cutOffMinute, pastDays, purchasesOn, type Purchase } from './goods-plan.ts';
import { openGoodsScene, type BusyCity, type BusyPlace, type GoodsScene } from './goods-scene.ts';
import { deliverInTime } from './moment.ts';

const MOST_ACTS = 20_000;
/** After midnight: lists of the next day open so soon after the last ones closed. */
const OPENS_AFTER_MINUTES = 10;
const WAVE_MINUTE = 5 * 60 + 30;
const ARRIVAL_MINUTE = 7 * 60 + 30;
/** Claims of the last hours wait for a person. */
const LEFT_TO_PEOPLE_HOURS = 30;

/**
 * Lives the group buys of the past days through the doors of the modules: lists open after the last ones closed,
 * neighbours order, what was ordered arrives the next morning and is fetched, some of it is claimed. Everything in the
 * order of time, up to now; what is open then is left to those who live. Can be repeated.
 */
export async function loadGoods(runtime: Runtime, world: World, subscriptions: readonly Subscription[]): Promise<void> {
  const scene = await openGoodsScene(runtime, world);
  const history = new GoodsHistory(scene);
  const deliver = (): Promise<void> => deliverInTime(runtime, subscriptions);
  for (const city of scene.cities) history.plan(city);
  for (const day of pastDays(world)) {
    history.at(day, 25, 'night', (at) => history.night(at));
    history.at(day, 4 * 60, 'deliver', deliver);
  }
  await history.live();
  await deliver();
}

class GoodsHistory {
  readonly #scene: GoodsScene;
  readonly #agenda = new Agenda(MOST_ACTS);

  constructor(scene: GoodsScene) {
    this.#scene = scene;
  }

  /** Something that happens so many minutes after the midnight of a business day. */
  at(day: string, minute: number, name: string, run: (at: Date) => Promise<unknown>): void {
    this.#on(new Date(startOfBusinessDay(day).getTime() + minute * MINUTE), name, run);
  }

  #on(at: Date, name: string, run: (at: Date) => Promise<unknown>): void {
    this.#agenda.add(at, { name, run: async () => void (await run(at)) });
  }

  /** Does all that has its time before now, the earliest first; what is done may bring more. */
  async live(): Promise<void> {
    const before = new Date(this.#scene.now.getTime() - 1);
    for (let act = this.#agenda.takeDue(before); act !== undefined; act = this.#agenda.takeDue(before)) await act.run();
  }

  plan(city: BusyCity): void {
    const { world } = this.#scene;
    const closes = cutOffMinute(world, city.code);
    const days = pastDays(world);
    const last = businessDay(addDays(startOfBusinessDay(days.at(-1) ?? ''), 1));
    for (const day of [...days, last]) {
      this.at(dayBefore(day), closes + OPENS_AFTER_MINUTES, 'open', (at) => this.#open(city, day, at));
      this.at(day, closes + 1, 'close', (at) => settleGroupBuys(this.#scene.glance(at)));
      this.at(day, WAVE_MINUTE, 'wave', (at) => this.#send(city, day, at));
      for (const place of city.places) {
        this.at(day, ARRIVAL_MINUTE + (hash32(`${place.busy.community.code}/${day}`) % 60), 'arrival', (at) =>
          this.#arrive(place, day, at),
        );
        for (const purchase of purchasesOn(world, place.busy, day)) {
          this.#on(purchase.at, 'buy', () => this.#buy(city, place, purchase));
        }
      }
    }
  }

  async #open(city: BusyCity, day: string, at: Date): Promise<void> {
    const { world } = this.#scene;
    const random = streamsOf(`${world.options.seed}/daily-lists`)(`${city.code}/${day}`);
    const month = Number(day.slice(5, 7));
    // What is still open now is everywhere; of what is over a few compounds tell enough.
    const closesAt = startOfBusinessDay(day).getTime() + cutOffMinute(world, city.code) * MINUTE;
    const everywhere = closesAt > this.#scene.now.getTime();
    const opening = { day, at, everywhere };
    await openCampaign(this.#scene, city, { ...opening, kind: 'list', goods: dailyList(random, month) });
    await openCampaign(this.#scene, city, { ...opening, everywhere: false, kind: 'team', goods: teamGoods() });
    const [, own] = city.places;
    if (own !== undefined) await openOwn(this.#scene, own, day, at);
  }

  async #buy(city: BusyCity, place: BusyPlace, purchase: Purchase): Promise<void> {
    const orderId = await buy(this.#scene, place, purchase);
    const { collectsAt } = purchase;
    if (orderId === undefined || collectsAt === null) return;
    this.#on(collectsAt, 'collect', (at) => this.#collect({ city, place, purchase, orderId }, at));
  }

  async #collect(
    bought: { city: BusyCity; place: BusyPlace; purchase: Purchase; orderId: OrderId },
    at: Date,
  ): Promise<void> {
    if (!(await collect(this.#scene, bought, at)) || bought.purchase.claim === null) return;
    this.#on(later(at, 1), 'claim', async (claimedAt) => {
      const claimId = await complain(this.#scene, bought, claimedAt);
      const isFresh = this.#scene.now.getTime() - claimedAt.getTime() < LEFT_TO_PEOPLE_HOURS * HOUR;
      if (claimId === undefined || isFresh) return;
      this.#on(later(claimedAt, 3), 'decide', (decidedAt) => decide(this.#scene, claimId, decidedAt));
    });
  }

  /** What was ordered comes to the grid warehouse, and leaves it. */
  async #send(city: BusyCity, day: string, at: Date): Promise<void> {
    const { gridId: placeId } = city;
    const skuIds = [...this.#scene.skus.values()];
    const stock = await availableStock(this.#scene.runtime.db, [placeId], skuIds);
    const lines = skuIds.flatMap((skuId) => {
      const level = stock.get(`${placeId}/${skuId}`);
      const received = level === undefined ? 0 : level.reserved - level.onHand;
      return received > 0 ? [{ skuId, received, missing: 0 }] : [];
    });
    const act = `wave/${city.code}/${day}`;
    if (lines.length > 0) await receiveStock(this.#scene.system(at, `${act}/receipt`), { placeId, lines });
    await ignoring('nothing-to-send', sendWave(this.#scene.system(at, act), { placeId, pickupOn: day, shortages: [] }));
  }

  async #arrive(place: BusyPlace, day: string, at: Date): Promise<void> {
    const ctx = this.#scene.keeper(place, at, `arrival/${place.busy.community.code}/${day}`);
    const { pickupPointId } = place;
    await ignoring('nothing-arrives', confirmArrival(ctx, { pickupPointId, pickupOn: day, exceptions: [] }));
  }

  /** What the clock does by night. */
  async night(at: Date): Promise<void> {
    await expireTeams(this.#scene.glance(at));
    await returnUncollected(this.#scene.glance(at));
    await completeDueOrders(this.#scene.glance(at));
    for (const minutes of [2, 4, 10]) {
      const ctx = this.#scene.glance(new Date(at.getTime() + minutes * MINUTE));
      await askDueRefunds(ctx);
      await runSandbox(ctx);
      await askProvider(ctx);
    }
  }
}

const dayBefore = (day: string): string => businessDay(addDays(startOfBusinessDay(day), -1));
