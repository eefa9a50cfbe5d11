import type { PackageAnswer } from '#modules/commerce/contract';
import type { LeadChoices } from '#modules/growth/contract';
import { TOPICS, type CommunityPlan, type Topic, type TouchpointPlan } from '../world/index.ts';
import type { Customer } from './customers.ts';
import type { Stage } from './stage.ts';
import type { Staff } from './staff.ts';

/** What residents judge an offer by. */
export interface Offered {
  readonly code: string;
  readonly topics: readonly Topic[];
  readonly priceFen: number;
  readonly scene: string;
}

interface FoundPlace {
  readonly id: string;
  readonly cityId: string;
  readonly externalCode: string;
}

interface SoldProduct {
  readonly skus: readonly { readonly code: string; readonly skuId: string }[];
}

const REMEMBERED = 10_000;

/** `160****0001`, as the server shows it to those who may not see all of it. */
const maskOf = (phone: string): string => `${phone.slice(0, 3)}****${phone.slice(-4)}`;

/** Who and what stands behind the server's ids: asked for once, as the operator. */
export class Directory {
  readonly #stage: Stage;
  readonly #staff: Staff;
  readonly #memory = new Map<string, Promise<unknown>>();
  #people: ReadonlyMap<string, TouchpointPlan> | undefined;

  constructor(stage: Stage, staff: Staff) {
    this.#stage = stage;
    this.#staff = staff;
  }

  /** Undefined for somebody who is not of this world: a person added them by hand. */
  async touchpoint(touchpointId: string): Promise<TouchpointPlan | undefined> {
    const path = `/api/touchpoints/people/${touchpointId}`;
    const { externalCode } = await this.#once<{ externalCode: string }>(path);
    this.#people ??= new Map([...this.#stage.world.touchpoints()].map((plan) => [plan.code, plan]));
    return this.#people.get(externalCode);
  }

  async community(communityId: string): Promise<CommunityPlan | undefined> {
    const { externalCode } = await this.#once<{ externalCode: string }>(`/api/territory/communities/${communityId}`);
    return this.#stage.world.communities.find(({ code }) => code === externalCode);
  }

  /** The server's id of a community of the world. */
  async communityId({ code, name }: CommunityPlan): Promise<string | undefined> {
    return (await this.#placeOf({ code, name }))?.id;
  }

  async cityIdOf({ code, name }: CommunityPlan): Promise<string | undefined> {
    return (await this.#placeOf({ code, name }))?.cityId;
  }

  async #placeOf({ code, name }: Pick<CommunityPlan, 'code' | 'name'>): Promise<FoundPlace | undefined> {
    const path = `/api/territory/communities?text=${encodeURIComponent(name)}&limit=50`;
    const { items } = await this.#once<{ items: FoundPlace[] }>(path);
    return items.find(({ externalCode }) => externalCode === code);
  }

  /** The server's ids of what is sold, by the code of the SKU. */
  async skus(): Promise<ReadonlyMap<string, string>> {
    const { items } = await this.#once<{ items: readonly SoldProduct[] }>('/api/commerce/products?limit=200');
    return new Map(items.flatMap(({ skus }) => skus.map(({ code, skuId }) => [code, skuId] as const)));
  }

  /** Who keeps a pick-up point; null for nobody. */
  async keeperOf(pickupPointId: string): Promise<string | null> {
    const path = `/api/territory/pickup-points/${pickupPointId}`;
    return (await this.#once<{ keeperId: string | null }>(path)).keeperId;
  }

  async storeCode(storeId: string): Promise<string> {
    return (await this.#once<{ externalCode: string }>(`/api/territory/stores/${storeId}`)).externalCode;
  }

  /** The resident of a community whose phone shows like this; undefined for nobody, or for more than one. */
  async customer(communityId: string, maskedPhone: string): Promise<Customer | undefined> {
    const community = await this.community(communityId);
    if (community === undefined) return undefined;
    const found = new Map<string, Customer>();
    for (const { members } of this.#stage.world.householdsOf(community.code)) {
      for (const member of members) {
        const { phone } = member;
        // Two of a household may share one: it is the first's.
        if (phone !== null && !found.has(phone) && maskOf(phone) === maskedPhone)
          found.set(phone, { ...member, phone });
      }
    }
    const [only, ...others] = found.values();
    return others.length === 0 ? only : undefined;
  }

  async offered(packageId: string): Promise<Offered> {
    const found = await this.#once<PackageAnswer>(`/api/commerce/packages/${packageId}`);
    const topics = TOPICS.filter((topic) => found.topics.includes(topic));
    return { code: found.code, topics, priceFen: found.priceFen, scene: found.scene };
  }

  /** Needs in words, by code. */
  async needs(): Promise<ReadonlyMap<string, string>> {
    const { needs } = await this.#once<LeadChoices>('/api/growth/lead-choices');
    return new Map(needs.map(({ code, name }) => [code, name]));
  }

  #once<T>(path: string): Promise<T> {
    const known = this.#memory.get(path);
    if (known !== undefined) return known as Promise<T>;
    if (this.#memory.size >= REMEMBERED) this.#memory.clear();
    const asking = this.#staff.ask<T>('operator', { method: 'GET', path }).catch((error: unknown) => {
      this.#memory.delete(path);
      throw error;
    });
    this.#memory.set(path, asking);
    return asking;
  }
}
