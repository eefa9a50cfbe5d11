import type { CityId, CommunityId, StockPlaceId, TouchpointId, WarehouseId } from '#kernel/ids';
import { hash32 } from '#kernel/random';
import type { Context } from '#platform/context';
import { skusByCodes } from '#modules/commerce';
import { adjustStock, availableStock } from '#modules/inventory';
import {
  cities,
  communitiesByCodes,
  pickupPointsByCodes,
  savePickupPoint,
  saveWarehouse,
  setSupply,
  storesByCodes,
  warehousesByCodes,
} from '#modules/territory';
import { touchpointsByCodes } from '#modules/touchpoints';
import { GOODS, type Good } from '../world/goods.ts';
import type { CommunityPlan, TouchpointPlan, World } from '../world/index.ts';

const KINDS = [
  ['central', 'C', '中心仓', 0.06],
  ['grid', 'G', '网格仓', 0.02],
  ['flash', 'F', '闪电仓', -0.01],
] as const;
const SUPPLIED_AT_ONCE = 500;
const POINTS_AT_ONCE = 4;

/** By the world's codes. */
export const warehouseCode = (cityCode: string, kind: (typeof KINDS)[number][0]): string =>
  `${cityCode}-W${KINDS.find(([each]) => each === kind)?.[1]}`;
export const pointCode = (communityCode: string): string => `${communityCode}-P`;

/** Warehouses of each city with what they supply, pick-up points with their keepers, and what lies there. Can be repeated. */
export async function loadSupply(ctx: Context, world: World): Promise<void> {
  const cityIds = new Map((await cities(ctx.db)).map((city) => [city.code, city.id]));
  const warehouses = await loadWarehouses(ctx, world, cityIds);
  await loadPoints(ctx, world);
  await loadStock(ctx, world, warehouses);
}

async function loadWarehouses(
  ctx: Context,
  world: World,
  cityIds: ReadonlyMap<string, CityId>,
): Promise<Map<string, WarehouseId>> {
  const codes = world.cities.flatMap((city) => KINDS.map(([kind]) => warehouseCode(city.code, kind)));
  const known = await warehousesByCodes(ctx.db, codes);
  const made = new Map([...known].map(([code, warehouse]) => [code, warehouse.id]));
  const communities = await communitiesByCodes(
    ctx.db,
    world.communities.map(({ code }) => code),
  );
  for (const city of world.cities) {
    const cityId = cityIds.get(city.code);
    if (cityId === undefined) throw new Error(`no city ${city.code}`);
    const here = world.communities.filter(({ cityCode }) => cityCode === city.code);
    const communityIds = here.flatMap(({ code }) => communities.get(code)?.communityId ?? []);
    for (const [kind, , name, away] of KINDS) {
      const externalCode = warehouseCode(city.code, kind);
      if (made.has(externalCode)) continue;
      const position = { lng: city.position.lng + away, lat: city.position.lat - away };
      const facts = { externalCode, kind, cityId, name: `${city.name}${name}`, position, active: true };
      const { id } = await saveWarehouse(ctx, { facts });
      if (kind !== 'central') await supply(ctx, kind, id, communityIds);
      made.set(externalCode, id);
    }
  }
  return made;
}

async function supply(
  ctx: Context,
  kind: 'grid' | 'flash',
  warehouseId: WarehouseId,
  communityIds: readonly CommunityId[],
): Promise<void> {
  for (let at = 0; at < communityIds.length; at += SUPPLIED_AT_ONCE) {
    await setSupply(ctx, { kind, warehouseId, communityIds: communityIds.slice(at, at + SUPPLIED_AT_ONCE) });
  }
}

/** Where leaders and staff hand goods over; nobody's home. */
const PLACES = [
  ['东门便利店', '东门右手第一家'],
  ['西门驿站', '西门快递柜旁'],
  ['社区活动室', '中心花园北侧一楼'],
  ['南门水果店', '南门外第二间'],
  ['北门洗衣店', '北门岗亭对面'],
] as const;

/** Who keeps the point of each community: its leader, else its steward, in the world's order. */
export function keepersOf(world: World): Map<string, TouchpointPlan> {
  const keepers = new Map<string, TouchpointPlan>();
  for (const role of ['group_leader', 'property_steward'] as const) {
    for (const plan of world.touchpoints()) {
      if (plan.role !== role) continue;
      for (const code of plan.communityCodes) if (!keepers.has(code)) keepers.set(code, plan);
    }
  }
  return keepers;
}

async function loadPoints(ctx: Context, world: World): Promise<void> {
  const keepers = keepersOf(world);
  const guides = [...world.touchpoints()].filter(({ role }) => role === 'guide');
  const people = await touchpointsByCodes(ctx.db, [
    ...new Set([...keepers.values(), ...guides].map(({ code }) => code)),
  ]);
  const idOf = (plan: TouchpointPlan | undefined): TouchpointId | null =>
    (plan === undefined ? undefined : people.get(plan.code)?.touchpointId) ?? null;
  const ofCommunities = world.communities.map((community) => ({
    code: pointCode(community.code),
    communityCode: community.code,
    ...placeOf(community, keepers.get(community.code)),
    keeperId: idOf(keepers.get(community.code)),
  }));
  // A store hands over too, through one of its guides, in the first community that it serves.
  const ofStores = world.places.stores.flatMap((store) => {
    const [communityCode] = store.communityCodes;
    if (communityCode === undefined) return [];
    const guide = guides.find(({ storeCode }) => storeCode === store.code);
    const words = { name: `${store.name}自提台`, address: `${store.name}收银台旁`, pickupOnly: true, restDays: [] };
    return [{ code: `${store.code}-P`, communityCode, ...words, keeperId: idOf(guide) }];
  });
  await savePoints(ctx, [...ofCommunities, ...ofStores]);
}

interface PlannedPoint {
  readonly code: string;
  readonly communityCode: string;
  readonly name: string;
  readonly address: string;
  readonly keeperId: TouchpointId | null;
  readonly pickupOnly: boolean;
  readonly restDays: readonly number[];
}

function placeOf(
  { code }: CommunityPlan,
  keeper: TouchpointPlan | undefined,
): Pick<PlannedPoint, 'name' | 'address' | 'pickupOnly' | 'restDays'> {
  const draw = hash32(code);
  if (keeper?.role === 'property_steward') {
    return { name: '物业服务中心', address: '正门左手物业前台', pickupOnly: false, restDays: [] };
  }
  const [name, address] = PLACES[draw % PLACES.length] ?? PLACES[0];
  return { name, address, pickupOnly: false, restDays: draw % 17 === 0 ? [7] : [] };
}

async function savePoints(ctx: Context, points: readonly PlannedPoint[]): Promise<void> {
  const known = await pickupPointsByCodes(
    ctx.db,
    points.map(({ code }) => code),
  );
  const communities = await communitiesByCodes(ctx.db, [...new Set(points.map((point) => point.communityCode))]);
  const left = points.filter(({ code }) => !known.has(code)).values();
  const lane = async (): Promise<void> => {
    for (const { code, communityCode, ...words } of left) {
      const communityId = communities.get(communityCode)?.communityId;
      if (communityId === undefined) continue;
      const facts = { ...words, externalCode: code, communityId, parentId: null, active: true };
      await savePickupPoint(ctx, { facts });
    }
  };
  await Promise.all(Array.from({ length: POINTS_AT_ONCE }, lane));
}

/** Units of a good that lie in a place of a kind: what keeps lies there, what does not comes when it was ordered. */
const LYING = { central: 2_000, flash: 60, store: 40 } as const;
const IN_GRID = { keeps: 400, fresh: 60 } as const;
const DEAR_FEN = 50_000;

/** Of some fresh goods a store has nearly run out, of a few it has far too much: what a buyer finds in the morning. */
function freshIn(storeCode: string, { code, weight }: Good): number {
  const draw = hash32(`${storeCode}/${code}`) % 12;
  return draw === 0 ? 4 * weight : 1 + Math.round((draw * weight) / 12);
}

/** Sizes of a good have codes that begin with its own. */
const sizesOf = (code: string): string[] => [code, `${code}-2`];

async function loadStock(ctx: Context, world: World, warehouses: ReadonlyMap<string, WarehouseId>): Promise<void> {
  const skus = await skusByCodes(
    ctx.db,
    GOODS.flatMap(({ code }) => sizesOf(code)),
  );
  const stores = await storesByCodes(
    ctx.db,
    world.places.stores.map(({ code }) => code),
  );
  const lay = async (placeId: StockPlaceId, unitsOf: (good: Good) => number): Promise<void> => {
    const lines = GOODS.flatMap((good) => {
      const counted = Math.ceil(unitsOf(good) / (good.priceFen > DEAR_FEN ? 20 : 1));
      const skuIds = counted === 0 ? [] : sizesOf(good.code).flatMap((code) => skus.get(code)?.skuId ?? []);
      return skuIds.map((skuId) => ({ skuId, counted }));
    });
    const lying = await availableStock(
      ctx.db,
      [placeId],
      lines.map(({ skuId }) => skuId),
    );
    if (lying.size === 0 && lines.length > 0) await adjustStock(ctx, { placeId, reason: 'counted', lines });
  };
  for (const { code } of world.cities) {
    for (const [kind] of KINDS) {
      const placeId = warehouses.get(warehouseCode(code, kind));
      if (placeId === undefined) continue;
      if (kind === 'grid') await lay(placeId, (good) => (good.kind === 'fresh' ? IN_GRID.fresh : IN_GRID.keeps));
      // The central one keeps no fresh goods: they go past it.
      else if (kind === 'central') await lay(placeId, (good) => (good.kind === 'fresh' ? 0 : LYING.central));
      else await lay(placeId, (good) => (good.priceFen > DEAR_FEN ? 0 : LYING.flash));
    }
  }
  for (const { id, externalCode } of stores.values()) {
    await lay(id, (good) => (good.kind === 'fresh' ? freshIn(externalCode, good) : LYING.store));
  }
}
