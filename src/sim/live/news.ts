import type { LeadsAnswer } from '#modules/growth/contract';
import type { TaskItem } from '#modules/touchpoints/contract';
import type { LiveMessage } from '#platform/http';
import type { Frontline } from './frontline.ts';
import { isFinal } from './requests.ts';
import type { Residents } from './residents.ts';
import type { Staff } from './staff.ts';
import type { Stage } from './stage.ts';

const PAGE = 200;
const MOST_PAGES = 5;
const REMEMBERED_FORWARDS = 2_000;
/** After a break, material that was forwarded this long ago is old news in a group. */
const OLD_NEWS_MS = 60 * 60_000;

interface TaskPage {
  readonly items: readonly TaskItem[];
  readonly nextCursor: string | null;
}

/**
 * Who got something to do. Live messages only say that there is something new of a kind; the next tick looks it up, one
 * page of the newest at a time, as far back as the last look.
 */
export class News {
  readonly #stage: Stage;
  readonly #staff: Staff;
  readonly #frontline: Frontline;
  readonly #residents: Residents;
  readonly #forwarded = new Set<string>();
  #offers = true;
  #leads = true;
  #catchUp = true;
  /** The newest offer and lead that were seen, as the server dates them. */
  #lastOffer = '';
  #lastLead = '';

  constructor(stage: Stage, staff: Staff, frontline: Frontline, residents: Residents) {
    this.#stage = stage;
    this.#staff = staff;
    this.#frontline = frontline;
    this.#residents = residents;
  }

  /** Everything may have changed: the live stream was away. */
  missed(): void {
    this.#offers = true;
    this.#leads = true;
    this.#catchUp = true;
  }

  hear({ type, id }: Pick<LiveMessage, 'type' | 'id'>): void {
    if (type === 'TaskOffered') this.#offers = true;
    if (type === 'LeadRecorded') this.#leads = true;
    if (type === 'TaskForwarded' && this.#forwarded.size < REMEMBERED_FORWARDS) this.#forwarded.add(id);
  }

  /** Looks up what is new. What fails is looked up again with the next tick. */
  async look(): Promise<void> {
    if (this.#catchUp) await this.#lookAtForwarded();
    if (this.#offers) await this.#lookAtOffers();
    if (this.#leads) await this.#lookAtLeads();
    for (const taskId of this.#forwarded) {
      await this.#residents.see(taskId).catch((error: unknown) => {
        if (!isFinal(error)) throw error;
        this.#stage.tally.fail('see', error.code);
      });
      this.#forwarded.delete(taskId);
    }
  }

  async #lookAtOffers(): Promise<void> {
    this.#offers = false;
    const until = this.#lastOffer;
    try {
      let cursor: string | null = '';
      for (let page = 0; cursor !== null && page < MOST_PAGES; page++) {
        const { items, nextCursor }: TaskPage = await this.#tasks('offered', cursor);
        for (const { touchpointId } of items) if (touchpointId !== null) this.#frontline.wake(touchpointId);
        this.#lastOffer = items.reduce((last, { offeredAt }) => (offeredAt > last ? offeredAt : last), this.#lastOffer);
        cursor = items.some(({ offeredAt }) => offeredAt < until) ? null : nextCursor;
      }
    } catch (error) {
      this.#offers = true;
      this.#lastOffer = until;
      throw error;
    }
  }

  async #lookAtForwarded(): Promise<void> {
    this.#catchUp = false;
    try {
      const since = new Date(this.#stage.clock.now().getTime() - OLD_NEWS_MS).toISOString();
      const { items } = await this.#tasks('forwarded', '');
      for (const { taskId, forwardedAt } of items) if ((forwardedAt ?? '') >= since) this.#forwarded.add(taskId);
      const accepted = await this.#tasks('accepted', '');
      for (const { touchpointId } of [...items, ...accepted.items])
        if (touchpointId !== null) this.#frontline.wake(touchpointId);
    } catch (error) {
      this.#catchUp = true;
      throw error;
    }
  }

  async #lookAtLeads(): Promise<void> {
    this.#leads = false;
    const until = this.#lastLead;
    try {
      let cursor: string | null = '';
      for (let page = 0; cursor !== null && page < MOST_PAGES; page++) {
        const path = `/api/growth/leads?view=open&limit=${PAGE}${after(cursor)}`;
        const found: LeadsAnswer = await this.#staff.ask('operator', { method: 'GET', path });
        for (const { touchpointId } of found.items) this.#frontline.wake(touchpointId);
        this.#lastLead = found.items.reduce(
          (last, { createdAt }) => (createdAt > last ? createdAt : last),
          this.#lastLead,
        );
        cursor = found.items.some(({ createdAt }) => createdAt < until) ? null : found.nextCursor;
      }
    } catch (error) {
      this.#leads = true;
      this.#lastLead = until;
      throw error;
    }
  }

  #tasks(state: string, cursor: string): Promise<TaskPage> {
    const path = `/api/touchpoints/tasks?state=${state}&limit=${PAGE}${after(cursor)}`;
    return this.#staff.ask<TaskPage>('operator', { method: 'GET', path });
  }
}

const after = (cursor: string): string => (cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`);
