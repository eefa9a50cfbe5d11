import type { CityId, CommunityId, CustomerKey, TouchpointId } from '#kernel/ids';
import type { Random } from '#kernel/random';
import { addDays, HOUR } from '#kernel/time';
import { customerOf } from '#platform/auth';
import type { Context, Runtime } from '#platform/context';
import { findSlots, type Slot } from '#modules/fulfilment';
import { touchpointsByIds } from '#modules/touchpoints';
import type { DealPlan } from './deal-plan.ts';
import { glanceAt, momentOf, type Acting } from './moment.ts';

/** A telephone as its browser names itself. */
export const DEVICE =
  'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36 MicroMessenger/8.0';

/** Where a deal is, by the ids of the server. */
export interface DealPlace {
  readonly communityId: CommunityId;
  readonly cityId: CityId;
}

/** One renewal while it is being lived: whose it is, where, and how late it is there. */
export class Deal {
  readonly plan: DealPlan;
  readonly place: DealPlace;
  readonly random: Random;
  readonly #runtime: Runtime;
  readonly #now: Date;
  /** The moment of the last thing that happened. */
  at: Date;
  #customer: Acting | undefined;

  constructor(
    runtime: Runtime,
    opened: { readonly plan: DealPlan; readonly place: DealPlace; readonly random: Random; readonly now: Date },
  ) {
    this.#runtime = runtime;
    this.plan = opened.plan;
    this.place = opened.place;
    this.random = opened.random;
    this.#now = opened.now;
    this.at = opened.plan.bookedAt;
  }

  /** Whether that would be later than now: what has not happened yet is left to those who live. */
  isAhead(at: Date): boolean {
    return at >= this.#now;
  }

  /** Time goes on; false where it would run ahead of now, and nothing more happens in this deal. */
  goesOnTo(at: Date): boolean {
    if (this.isAhead(at)) return false;
    if (at > this.at) this.at = at;
    return true;
  }

  /** Looks around at this moment, without anything being kept. */
  glance(): Context {
    return glanceAt(this.#runtime, this.at);
  }

  visitor(act: string): Context {
    return momentOf(this.#runtime, this.at, { kind: 'visitor' }, `${this.plan.code}/${act}`);
  }

  async customer(act: string): Promise<Context> {
    this.#customer ??= await this.#signedIn();
    return momentOf(this.#runtime, this.at, this.#customer, `${this.plan.code}/${act}`);
  }

  async worker(touchpointId: TouchpointId, act: string): Promise<Context> {
    const [person] = await touchpointsByIds(this.#runtime.db, [touchpointId]);
    if (person === undefined) throw new Error(`touchpoint ${touchpointId} does not exist`);
    const who = { kind: 'touchpoint', userId: person.userId, touchpointId } as const;
    return momentOf(this.#runtime, this.at, who, `${this.plan.code}/${act}`);
  }

  /** A free time of the next days, not before `from`; undefined where nobody can come. */
  async freeTime(service: string, from: Date): Promise<Slot | undefined> {
    const asked = { service, communityId: this.place.communityId, from, days: DAYS_LOOKED_AT };
    const free = (await findSlots(this.#runtime.db, this.at, asked)).filter((slot) => slot.startsAt >= from);
    const nearest = free.filter((slot) => slot.startsAt < addDays(free[0]?.startsAt ?? from, 1));
    return nearest[Math.floor(this.random.next() * nearest.length)];
  }

  async #signedIn(): Promise<Acting> {
    const ctx = this.glance();
    const { phone } = this.plan.resident;
    const userId = await ctx.transaction((tx) => customerOf(ctx, tx, phone));
    return { kind: 'customer', userId, customerKey: ctx.services.vault.hash('phone', phone) as CustomerKey };
  }
}

const DAYS_LOOKED_AT = 6;

export const hoursLater = (at: Date, hours: number): Date => new Date(at.getTime() + hours * HOUR);
