import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '#kernel/time';
import type { Logger } from '#platform/telemetry';
import { streamsOf, type World } from '../world/index.ts';
import { Agenda, type Act } from './agenda.ts';
import { Callbacks } from './callbacks.ts';
import { Chatter } from './chatter.ts';
import { busyCommunities } from '../load/history/goods-plan.ts';
import { ClaimDesk } from './claim-desk.ts';
import type { WorldAnswer } from './contract.ts';
import { Counter } from './counter.ts';
import { Customers } from './customers.ts';
import { DealNews } from './deal-news.ts';
import { Depot } from './depot.ts';
import { Directory } from './directory.ts';
import { Frontline } from './frontline.ts';
import { Integrations, type KeyRing } from './integrations.ts';
import { listen } from './listen.ts';
import { Neighbours, ORDERS_A_DAY } from './neighbours.ts';
import { News } from './news.ts';
import { PACE, Pace, type PaceLimits, type Timing } from './pace.ts';
import { PassersBy } from './passers-by.ts';
import { Phones } from './phones.ts';
import { ActRefused, httpSend, type Send } from './requests.ts';
import { Residents } from './residents.ts';
import { BEAT_MS, everyByTimer, Scheduler, type Every } from './scheduler.ts';
import { Staff } from './staff.ts';
import { NotNow, type Stage } from './stage.ts';
import { StoreRoom } from './store-room.ts';
import { Tally } from './tally.ts';
import { Till } from './till.ts';
import { WorldTime } from './world-time.ts';

export interface LiveWorldOptions {
  readonly world: World;
  readonly keys: KeyRing;
  readonly clock: Clock;
  readonly log: Logger;
  /** Phones and logins of whom the people of the demo play: the world does nothing in their name. */
  readonly playedByPeople: ReadonlySet<string>;
  /** How requests go out, the beat and the waits: over HTTP, by timers, unless a test says otherwise. */
  readonly send?: Send;
  readonly every?: Every;
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Milliseconds in which a tick may begin acts. */
  readonly tickBudgetMs?: number;
  readonly limits?: PaceLimits;
  /** Orders of goods on a day in a city; twenty unless a test says otherwise, and without any nobody runs the depots. */
  readonly goodsOrdersADay?: number;
}

/** Acts that wait for their time, at most; what does not fit does not happen. */
const AGENDA_LIMIT = 20_000;
/** Real time after which a tick begins no more acts, so that the next one is not late; the others wait for it. */
const TICK_BUDGET_MS = 0.7 * BEAT_MS;
const LANES = 4;
const LISTEN_AGAIN_MS = 3_000;

/**
 * The demo city while the server runs: residents, people at the front and integrations, who reach the server by its own
 * address as anybody would. Nobody of headquarters decides anything here. See README.md.
 */
export class LiveWorld {
  readonly #options: LiveWorldOptions;
  readonly #scheduler: Scheduler;
  readonly #stage: Stage;
  readonly #staff: Staff;
  readonly #news: News;
  readonly #dealNews: DealNews;
  readonly #passersBy: PassersBy;
  readonly #chatter: Chatter;
  readonly #till: Till;
  readonly #storeRoom: StoreRoom;
  readonly #neighbours: Neighbours;
  readonly #depot: Depot;
  #address: string | undefined;
  /** Aborted when the world pauses. */
  #running = new AbortController();
  #listening: Promise<void> | undefined;

  constructor(options: LiveWorldOptions) {
    const { world, clock } = options;
    this.#options = options;
    this.#scheduler = new Scheduler((minutes) => this.tick(minutes), options.every ?? everyByTimer);
    const startedAt = clock.now();
    const timing: Timing = {
      now: () => clock.now().getTime(),
      sleep: (ms) => (options.sleep ?? sleepUnlessAborted)(ms, this.#running.signal),
    };
    const limits = options.limits ?? PACE;
    const pace = new Pace((asked) => this.#send(asked), timing, limits);
    const tally = new Tally(clock);
    this.#stage = {
      world,
      clock,
      time: new WorldTime(startedAt),
      agenda: new Agenda(AGENDA_LIMIT),
      tally,
      streams: streamsOf(`${world.options.seed}/live`),
      start: startedAt.getTime() * 1_000,
      ask: (asked) => pace.ask(asked),
    };
    this.#staff = new Staff(this.#stage);
    const directory = new Directory(this.#stage, this.#staff);
    const integrations = new Integrations(this.#stage, this.#staff, options.keys);
    const phones = new Phones(this.#stage, this.#staff, limits.signInsAMinute);
    const frontline = new Frontline(this.#stage, phones, directory, options.playedByPeople);
    const counter = new Counter(this.#stage, directory, frontline);
    const customers = new Customers(this.#stage, phones, { directory, counter }, options.playedByPeople);
    const claims = new ClaimDesk(this.#stage, this.#staff, directory, options.playedByPeople);
    this.#depot = new Depot(this.#stage, this.#staff, directory, { customers, frontline, claims });
    const goods = { ordersADay: options.goodsOrdersADay ?? ORDERS_A_DAY, busy: busyCommunities(world) };
    this.#neighbours = new Neighbours(this.#stage, directory, customers, goods);
    const callbacks = new Callbacks(this.#stage, this.#staff, directory, options.playedByPeople);
    const residents = new Residents(this.#stage, this.#staff, directory, customers);
    this.#dealNews = new DealNews(this.#stage, this.#staff, { customers, frontline, callbacks });
    this.#passersBy = new PassersBy(this.#stage, this.#staff, directory, customers);
    this.#news = new News(this.#stage, this.#staff, frontline, residents);
    this.#chatter = new Chatter(this.#stage, integrations);
    this.#storeRoom = new StoreRoom(this.#stage, this.#staff);
    this.#till = new Till(this.#stage, integrations, (sold) => this.#storeRoom.note(sold));
  }

  /** The server listens at `address`: the world begins to live, unless its speed is 0. */
  start(options: { readonly address: string; readonly speed: number }): void {
    this.#address = options.address;
    this.setSpeed(options.speed);
  }

  /** Simulated minutes a real minute; 0 pauses: nothing is asked, listened to or waited for any more. */
  setSpeed(speed: number): void {
    this.#scheduler.setSpeed(speed);
    if (speed === 0) this.#running.abort();
    else this.#resume();
  }

  state(): WorldAnswer {
    const { time, tally, agenda } = this.#stage;
    return {
      speed: this.#scheduler.speed,
      running: this.#scheduler.speed > 0,
      simulatedNow: time.now.toISOString(),
      acts: tally.acts,
      waiting: agenda.size,
      skippedTicks: this.#scheduler.skipped,
      lastErrors: tally.lastErrors,
    };
  }

  /** Lets some simulated minutes pass and does what is due in them; never throws. The scheduler's, and a test's. */
  async tick(minutes: number): Promise<void> {
    if (this.#running.signal.aborted) this.#running = new AbortController();
    const { time } = this.#stage;
    const from = time.now;
    time.advance(minutes);
    const first = [this.#chatter.between(from, time.now), this.#till.between(from, time.now)].flatMap(
      (act) => act ?? [],
    );
    const to = time.now;
    first.push(
      { name: 'news', run: () => this.#news.look() },
      { name: 'deal-news', run: () => this.#dealNews.look() },
      { name: 'passers-by', run: () => this.#passersBy.pass(from, to) },
      ...(this.#options.goodsOrdersADay === 0
        ? []
        : [
            { name: 'depot', run: () => this.#depot.look() },
            { name: 'store-room', run: () => this.#storeRoom.look() },
          ]),
      ...this.#neighbours.between(from, to),
    );
    const until = this.#options.clock.now().getTime() + (this.#options.tickBudgetMs ?? TICK_BUDGET_MS);
    await Promise.all(Array.from({ length: LANES }, () => this.#runDue(first, until)));
  }

  /** Pauses and waits until nothing is under way. */
  async stop(): Promise<void> {
    this.#running.abort();
    await this.#scheduler.stop();
    await this.#listening;
  }

  /** One of the lanes: does what comes first, then what is due, until nothing is left or the time is over. */
  async #runDue(first: Act[], until: number): Promise<void> {
    const { time, agenda, clock } = this.#stage;
    const next = (): Act | undefined => {
      if (this.#running.signal.aborted) return undefined;
      return first.shift() ?? (clock.now().getTime() < until ? agenda.takeDue(time.now) : undefined);
    };
    for (let act = next(); act !== undefined; act = next()) await this.#run(act);
  }

  async #run(act: Act): Promise<void> {
    try {
      await act.run();
    } catch (error) {
      this.#failed(act.name, error);
    }
  }

  #failed(act: string, error: unknown): void {
    if (this.#running.signal.aborted || error instanceof NotNow) return;
    if (error instanceof ActRefused) this.#stage.tally.fail(act, error.code);
    else if (isUnreachable(error)) this.#stage.tally.fail(act, 'unreachable');
    else {
      this.#stage.tally.fail(act, 'bug');
      this.#options.log.warn({ error, act }, 'demo world: an act failed');
    }
  }

  #send: Send = (asked) => {
    if (this.#options.send !== undefined) return this.#options.send(asked);
    return httpSend(this.#address ?? '', () => this.#running.signal)(asked);
  };

  #resume(): void {
    if (this.#running.signal.aborted) this.#running = new AbortController();
    if (this.#address === undefined || this.#options.send !== undefined) return;
    const { signal } = this.#running;
    const before = this.#listening ?? Promise.resolve();
    this.#listening = before.then(() => this.#follow(this.#address ?? '', signal));
  }

  /** Follows the live messages until the world pauses. */
  async #follow(address: string, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const session = await this.#staff.session('operator');
        await listen(address, session, signal, {
          opened: () => {
            this.#news.missed();
            this.#dealNews.missed();
          },
          message: (message) => {
            this.#news.hear(message);
            this.#dealNews.hear(message);
          },
        });
      } catch (error) {
        if (error instanceof ActRefused && error.status === 401) this.#staff.forget('operator');
        if (!signal.aborted) this.#failed('listen', error);
      }
      await sleepUnlessAborted(LISTEN_AGAIN_MS, signal).catch(() => undefined);
    }
  }
}

const sleepUnlessAborted = async (ms: number, signal: AbortSignal): Promise<void> => {
  await sleep(ms, undefined, { signal, ref: false });
};

/** What fetch throws when there is no answer: the server is away or took too long. */
function isUnreachable(error: unknown): boolean {
  return (
    (error instanceof TypeError && error.cause !== undefined) ||
    (error instanceof DOMException && ['TimeoutError', 'AbortError'].includes(error.name))
  );
}
