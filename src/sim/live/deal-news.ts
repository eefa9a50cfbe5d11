import { addDays, businessDay } from '#kernel/time';
import type { OrdersAnswer, StaffQuotation } from '#modules/commerce/contract';
import type { VisitDetail, VisitItem, VisitsAnswer } from '#modules/fulfilment/contract';
import type { LiveMessage } from '#platform/http';
import type { Callbacks } from './callbacks.ts';
import type { Customers } from './customers.ts';
import type { Frontline } from './frontline.ts';
import { isFinal } from './requests.ts';
import type { Staff } from './staff.ts';
import type { Stage } from './stage.ts';

const PAGE = 200;
const MOST_PAGES = 5;
const REMEMBERED = 2_000;
const WORKED_DAYS_AGO = 30;

/**
 * Who has something to do with a visit, a quotation, an order or a ticket. After a break everybody with something open is
 * woken; from then on live messages name the visits.
 */
export class DealNews {
  readonly #stage: Stage;
  readonly #staff: Staff;
  readonly #customers: Customers;
  readonly #frontline: Frontline;
  readonly #callbacks: Callbacks;
  readonly #visits = new Set<string>();
  #catchUp = true;
  #tickets = true;

  constructor(
    stage: Stage,
    staff: Staff,
    who: { readonly customers: Customers; readonly frontline: Frontline; readonly callbacks: Callbacks },
  ) {
    this.#stage = stage;
    this.#staff = staff;
    this.#customers = who.customers;
    this.#frontline = who.frontline;
    this.#callbacks = who.callbacks;
  }

  missed(): void {
    this.#catchUp = true;
    this.#tickets = true;
  }

  hear({ type, id }: Pick<LiveMessage, 'type' | 'id'>): void {
    const isNews = type === 'VisitBooked' || type === 'VisitMoved';
    if (isNews && this.#visits.size < REMEMBERED) this.#visits.add(id);
    if (type === 'TicketOpened' || type === 'TicketMoved') this.#tickets = true;
  }

  /** Looks up what is new. What fails is looked up again with the next tick. */
  async look(): Promise<void> {
    if (this.#catchUp) {
      this.#catchUp = false;
      await this.#lookAtAll().catch((error: unknown) => {
        this.#catchUp = true;
        throw error;
      });
    }
    for (const visitId of this.#visits) {
      const path = `/api/fulfilment/visits/${visitId}`;
      const visit = await this.#staff.ask<VisitDetail>('operator', { method: 'GET', path }).catch((error: unknown) => {
        if (!isFinal(error)) throw error;
        this.#stage.tally.fail('visit', error.code);
        return undefined;
      });
      this.#visits.delete(visitId);
      if (visit !== undefined) await this.#wake(visit);
    }
    if (!this.#tickets) return;
    this.#tickets = false;
    await this.#callbacks.look().catch((error: unknown) => {
      this.#tickets = true;
      throw error;
    });
  }

  async #wake({ who, communityId, customerPhone }: VisitItem): Promise<void> {
    if (who !== null) this.#frontline.wake(who.touchpointId);
    await this.#customers.wakeMasked(communityId, customerPhone);
  }

  async #lookAtAll(): Promise<void> {
    for await (const visit of this.#pages<VisitItem>('/api/fulfilment/visits?view=open')) await this.#wake(visit);
    // Works go on after the day on which somebody was there.
    const since = businessDay(addDays(this.#stage.clock.now(), -WORKED_DAYS_AGO));
    const worked = `/api/fulfilment/visits?view=closed&service=install&from=${since}&limit=${PAGE}`;
    for (const { who } of (await this.#ask<VisitsAnswer>(worked)).items) {
      if (who !== null) this.#frontline.wake(who.touchpointId);
    }
    for await (const quotation of this.#pages<StaffQuotation>('/api/commerce/quotations?state=sent')) {
      this.#frontline.wake(quotation.touchpointId);
      await this.#customers.wakeMasked(quotation.communityId, quotation.customerPhone);
    }
    for await (const order of this.#pages<OrdersAnswer['items'][number]>('/api/commerce/orders?view=open')) {
      if (order.communityId !== null) await this.#customers.wakeMasked(order.communityId, order.customerPhone);
    }
    const measured = '/api/commerce/opportunities?state=open';
    for await (const { touchpointId } of this.#pages<{ touchpointId: string | null }>(measured)) {
      if (touchpointId !== null) this.#frontline.wake(touchpointId);
    }
  }

  async *#pages<T>(path: string): AsyncGenerator<T> {
    let cursor: string | null = '';
    for (let page = 0; cursor !== null && page < MOST_PAGES; page++) {
      const after: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const found: { items: T[]; nextCursor: string | null } = await this.#ask(`${path}&limit=${PAGE}${after}`);
      yield* found.items;
      cursor = found.nextCursor;
    }
  }

  #ask<T>(path: string): Promise<T> {
    return this.#staff.ask<T>('operator', { method: 'GET', path });
  }
}
