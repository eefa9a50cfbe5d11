import { addDays, businessDay, HOUR } from '#kernel/time';
import type { MovementsAnswer, StockAnswer } from '#modules/inventory/contract';
import type { SupplyAnswerJson } from '#modules/intelligence/contract';
import { isFinal } from './requests.ts';
import type { Staff } from './staff.ts';
import type { Stage } from './stage.ts';
import type { SoldLine } from './till.ts';

/** One round in so much of the world's time. */
const ROUND_MS = HOUR;
const PAGE = 200;
const MOST_PAGES = 20;

interface Stores {
  readonly items: readonly { readonly id: string; readonly externalCode: string }[];
}

/**
 * What the stores' own system does in the back room: takes what the tills sold off the stock, by a count each hour, and in the
 * morning puts away what buyers had ordered. It decides about nothing.
 */
export class StoreRoom {
  readonly #stage: Stage;
  readonly #staff: Staff;
  /** Sold and not counted yet, by the codes of store and item. */
  readonly #sold = new Map<string, Map<string, number>>();
  readonly #putAwayOn = new Set<string>();
  #nextRound = 0;

  constructor(stage: Stage, staff: Staff) {
    this.#stage = stage;
    this.#staff = staff;
  }

  note({ storeCode, code, quantity }: SoldLine): void {
    const own = this.#sold.get(storeCode) ?? new Map<string, number>();
    own.set(code, (own.get(code) ?? 0) + quantity);
    this.#sold.set(storeCode, own);
  }

  async look(): Promise<void> {
    const now = this.#stage.time.now.getTime();
    if (now < this.#nextRound) return;
    this.#nextRound = now + ROUND_MS;
    await this.#attempt('delivery', () => this.#putAway());
    await this.#attempt('count', () => this.#count());
  }

  async #attempt(name: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!isFinal(error)) throw error;
      this.#stage.tally.fail(name, error.code);
    }
  }

  /** What was ordered for today and is not there yet. Real days: buyers see them. */
  async #putAway(): Promise<void> {
    const today = businessDay(this.#stage.clock.now());
    if (this.#putAwayOn.has(today)) return;
    const yesterday = businessDay(addDays(this.#stage.clock.now(), -1));
    for (const state of ['taken', 'changed'] as const) {
      const path = `/api/intelligence/supply?day=${yesterday}&kind=order&state=${state}&limit=${PAGE}`;
      const { items } = await this.#get<SupplyAnswerJson>(path);
      const due = items.filter(({ arrivesOn, decided }) => arrivesOn === today && (decided ?? 0) > 0);
      for (const [placeId, own] of Map.groupBy(due, (each) => each.placeId)) {
        // Nothing is remembered over a restart: the ledger says whether it was put away.
        if (await this.#isThere(placeId, own[0]!.skuId, today)) continue;
        const lines = own.map(({ skuId, decided }) => ({ skuId, received: decided, missing: 0 }));
        await this.#post('/api/inventory/receipts', { placeId, lines });
        this.#stage.tally.count('delivery');
      }
    }
    this.#putAwayOn.add(today);
  }

  async #isThere(placeId: string, skuId: string, today: string): Promise<boolean> {
    const path = `/api/inventory/stock/${placeId}/${skuId}/movements?kind=received&limit=1`;
    const { items } = await this.#get<MovementsAnswer>(path);
    return items.some(({ movedAt }) => businessDay(new Date(movedAt)) === today);
  }

  async #count(): Promise<void> {
    const { items: stores } = await this.#get<Stores>('/api/territory/stores?limit=200');
    for (const { id: placeId, externalCode } of stores) {
      const sold = this.#sold.get(externalCode);
      if (sold === undefined) continue;
      this.#sold.delete(externalCode);
      const lines = (await this.#stockOf(placeId)).flatMap(({ skuId, skuCode, onHand, reserved }) => {
        const units = sold.get(skuCode) ?? 0;
        // What is promised to orders is put aside and not sold over the counter.
        const counted = Math.max(reserved, onHand - units);
        return units === 0 || counted >= onHand ? [] : [{ skuId, counted }];
      });
      if (lines.length > 0) await this.#post('/api/inventory/counts', { placeId, reason: 'counted', lines });
    }
  }

  async #stockOf(placeId: string): Promise<StockAnswer['items']> {
    const rows: StockAnswer['items'] = [];
    let cursor = '';
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const path = `/api/inventory/stock?placeId=${placeId}&limit=${PAGE}${cursor}`;
      const { items, nextCursor } = await this.#get<StockAnswer>(path);
      rows.push(...items);
      if (nextCursor === null) break;
      cursor = `&cursor=${encodeURIComponent(nextCursor)}`;
    }
    return rows;
  }

  #get<T>(path: string): Promise<T> {
    return this.#staff.ask<T>('operator', { method: 'GET', path });
  }

  #post<T>(path: string, body: unknown): Promise<T> {
    return this.#staff.ask<T>('operator', { method: 'POST', path, body });
  }
}
