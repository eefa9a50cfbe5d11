import { BUYING_HOURS, poisson } from '../world/index.ts';
import type { Act } from './agenda.ts';
import type { Integrations, TrackEvent } from './integrations.ts';
import type { Stage } from './stage.ts';
import { Weighted } from './weighted.ts';
import { hoursOf } from './world-time.ts';

const BUYING = new Map(BUYING_HOURS);
const ALL_HOURS = BUYING_HOURS.reduce((sum, [, weight]) => sum + weight, 0);
/** People with a record in a household, on average. */
const PEOPLE_A_HOUSEHOLD = 2.2;
const DAYS_A_MONTH = 30.4;
/** A receipt makes its community's households again, so a tick holds a few only. */
const ORDERS_A_TICK = 20;

/** What went over the counter of a store. */
export interface SoldLine {
  readonly storeCode: string;
  readonly code: string;
  readonly quantity: number;
}

/** The tills of the stores: receipts of people who showed their phone or card. */
export class Till {
  readonly #stage: Stage;
  readonly #integrations: Integrations;
  readonly #communities = new Weighted<string>();
  readonly #onSold: (sold: SoldLine) => void;
  #rungUp = 0;

  constructor(stage: Stage, integrations: Integrations, onSold: (sold: SoldLine) => void) {
    this.#stage = stage;
    this.#onSold = onSold;
    this.#integrations = integrations;
    const { options, communities } = stage.world;
    for (const { code, residents, spending } of communities) {
      const households = residents / PEOPLE_A_HOUSEHOLD;
      this.#communities.add(code, (households * options.ordersPerHouseholdMonth * spending) / DAYS_A_MONTH);
    }
  }

  /** The receipts between two moments of the world as one act; undefined when nobody buys. */
  between(from: Date, to: Date): Act | undefined {
    const events = this.#ordersBetween(from, to);
    if (events.length === 0) return undefined;
    return {
      name: 'order',
      run: async () => this.#stage.tally.count('order', await this.#integrations.send('till', events)),
    };
  }

  #ordersBetween(from: Date, to: Date): TrackEvent[] {
    const random = this.#stage.streams(`till/${from.toISOString()}`);
    const events: TrackEvent[] = [];
    for (const { at, hour, minutes } of hoursOf(from, to)) {
      const share = ((BUYING.get(hour) ?? 0) / ALL_HOURS) * (minutes / 60);
      const wanted = Math.min(poisson(random, this.#communities.total * share), ORDERS_A_TICK - events.length);
      for (let left = wanted; left > 0; left--) events.push(...this.#order(this.#communities.pick(random), at));
    }
    return events;
  }

  /** Nothing for a buyer who stays unknown: such a receipt says nothing about anybody. */
  #order(communityCode: string, at: Date): TrackEvent[] {
    const { world } = this.#stage;
    const nth = this.#stage.start + this.#rungUp++;
    const { buyer, lines, storeCode } = world.liveOrder(communityCode, world.dayAt(at), nth);
    if (buyer?.phone == null) return [];
    for (const { good, quantity } of lines) this.#onSold({ storeCode, code: good.code, quantity });
    const amountFen = lines.reduce((sum, { good, quantity }) => sum + good.priceFen * quantity, 0);
    const products = lines.map(({ good, quantity }) => ({
      sku: good.code,
      name: good.name,
      category: good.category,
      quantity,
      price: good.priceFen / 100,
    }));
    return [
      {
        event: 'Order Completed',
        messageId: `order-${nth}`,
        communityCode,
        channel: 'store',
        properties: { order_id: `POS-${nth}`, storeCode, products, total: amountFen / 100, currency: 'CNY' },
        traits: { phone: buyer.phone, ...(buyer.memberCard !== null && { memberCard: buyer.memberCard }) },
      },
    ];
  }
}
