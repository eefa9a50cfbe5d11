import type {
  CityId,
  CommunityId,
  CustomerKey,
  PersonId,
  PickupPointId,
  SkuId,
  TouchpointId,
  WarehouseId,
} from '#kernel/ids';
import { customerOf } from '#platform/auth';
import type { Context, Runtime } from '#platform/context';
import { skusByCodes } from '#modules/commerce';
import { communitiesByCodes, pickupPointsByCodes, warehousesByCodes } from '#modules/territory';
import { touchpointsByCodes } from '#modules/touchpoints';
import { GOODS } from '../../world/goods.ts';
import type { World } from '../../world/index.ts';
import { pointCode, warehouseCode } from '../supply.ts';
import { busyIn, type BusyCommunity, type Shopper } from './goods-plan.ts';
import { glanceAt, momentOf, type Acting } from './moment.ts';

/** A compound in which goods are sold together, by the ids of the server. */
export interface BusyPlace {
  readonly busy: BusyCommunity;
  readonly communityId: CommunityId;
  readonly pickupPointId: PickupPointId;
  readonly keeper: Extract<Acting, { kind: 'touchpoint' }>;
}

export interface BusyCity {
  readonly code: string;
  readonly cityId: CityId;
  readonly gridId: WarehouseId;
  readonly places: readonly BusyPlace[];
}

/** The stage of the past weeks of goods: places, people and goods by the server's ids, and how people act there. */
export class GoodsScene {
  readonly runtime: Runtime;
  readonly world: World;
  readonly cities: readonly BusyCity[];
  readonly skus: ReadonlyMap<string, SkuId>;
  readonly #customers = new Map<string, Promise<Acting>>();

  constructor(opened: Pick<GoodsScene, 'runtime' | 'world' | 'cities' | 'skus'>) {
    this.runtime = opened.runtime;
    this.world = opened.world;
    this.cities = opened.cities;
    this.skus = opened.skus;
  }

  /** The first moment that has not been. */
  get now(): Date {
    return this.world.options.until;
  }

  system(at: Date, act: string): Context {
    return momentOf(this.runtime, at, { kind: 'system' }, `goods/${act}`);
  }

  /** What may be done again as often as one likes. */
  glance(at: Date): Context {
    return glanceAt(this.runtime, at);
  }

  keeper(place: BusyPlace, at: Date, act: string): Context {
    return momentOf(this.runtime, at, place.keeper, `goods/${act}`);
  }

  async shopper(shopper: Shopper, at: Date, act: string): Promise<Context> {
    let signedIn = this.#customers.get(shopper.phone);
    if (signedIn === undefined) {
      signedIn = this.#signIn(shopper, at);
      this.#customers.set(shopper.phone, signedIn);
    }
    return momentOf(this.runtime, at, await signedIn, `goods/${act}`);
  }

  async #signIn({ phone }: Shopper, at: Date): Promise<Acting> {
    const ctx = this.glance(at);
    const { vault } = ctx.services;
    const userId = await ctx.transaction((tx) => customerOf(ctx, tx, phone));
    const [personId] = await vault.find(ctx.db, 'phone', phone);
    if (personId === undefined) throw new Error('nobody has the phone of a shopper');
    return {
      kind: 'customer',
      userId,
      customerKey: vault.hash('phone', phone) as CustomerKey,
      personId: personId as PersonId,
    };
  }
}

export async function openGoodsScene(runtime: Runtime, world: World): Promise<GoodsScene> {
  const skus = await skusByCodes(runtime.db, [...GOODS.map(({ code }) => code), 'B002']);
  const cities: BusyCity[] = [];
  for (const { code } of world.cities) {
    const city = await busyCity(runtime, code, busyIn(world, code));
    if (city !== undefined) cities.push(city);
  }
  return new GoodsScene({ runtime, world, cities, skus: new Map([...skus].map(([code, sku]) => [code, sku.skuId])) });
}

async function busyCity({ db }: Runtime, code: string, busy: readonly BusyCommunity[]): Promise<BusyCity | undefined> {
  const codes = busy.map(({ community }) => community.code);
  const communities = await communitiesByCodes(db, codes);
  const points = await pickupPointsByCodes(db, codes.map(pointCode));
  const people = await touchpointsByCodes(
    db,
    busy.map(({ keeperCode }) => keeperCode),
  );
  const grid = (await warehousesByCodes(db, [warehouseCode(code, 'grid')])).get(warehouseCode(code, 'grid'));
  const places = busy.flatMap((each): BusyPlace[] => {
    const communityId = communities.get(each.community.code)?.communityId;
    const pickupPointId = points.get(pointCode(each.community.code))?.id;
    const person = people.get(each.keeperCode);
    if (communityId === undefined || pickupPointId === undefined || person === undefined) return [];
    const touchpointId: TouchpointId = person.touchpointId;
    return [
      { busy: each, communityId, pickupPointId, keeper: { kind: 'touchpoint', userId: person.userId, touchpointId } },
    ];
  });
  return grid === undefined || places.length === 0 ? undefined : { code, cityId: grid.cityId, gridId: grid.id, places };
}
