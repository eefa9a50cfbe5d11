import type { CityId, CommunityId, RegionId, StoreId } from '#kernel/ids';
import type { Context, Database, DatabaseTransaction } from '#platform/context';
import { covers } from '#platform/permission';
import { cities, citiesInScope, communitiesByIds, regions, storesByIds, storesServing } from '#modules/territory';
import { PriceAreaUnknown, type Area, type AreaKind, type EntryPlace } from './area-entry.ts';

type Db = Database | DatabaseTransaction;

export interface AreaAsked {
  readonly areaKind: AreaKind;
  /** Null exactly for `all`. */
  readonly areaId: string | null;
}

export interface NamedArea {
  readonly area: Area;
  readonly areaName: string;
}

/** The area with its name, if the signer may say something for all of it. @throws PriceAreaUnknown */
export async function signingArea(ctx: Context, db: Db, asked: AreaAsked): Promise<NamedArea> {
  const found = await findArea(db, asked);
  if (found === undefined) throw new PriceAreaUnknown();
  const { area } = found;
  const mine = area.kind === 'all' || area.kind === 'region' ? ctx.scope.everything : covers(ctx.scope, area);
  if (!mine) throw new PriceAreaUnknown();
  return found;
}

/** The area with its name, whoever asks; undefined for one that there is not. */
export async function findArea(db: Db, { areaKind: kind, areaId: id }: AreaAsked): Promise<NamedArea | undefined> {
  if ((kind === 'all') !== (id === null)) return undefined;
  switch (kind) {
    case 'all':
      return { area: { kind }, areaName: '全国' };
    case 'region': {
      const region = (await regions(db)).find((each) => each.id === id);
      return region && { area: { kind, regionId: id as RegionId }, areaName: region.name };
    }
    case 'city': {
      const city = (await cities(db)).find((each) => each.id === id);
      return city && { area: { kind, cityId: id as CityId }, areaName: city.name };
    }
    case 'store': {
      const storeId = id as StoreId;
      const store = (await storesByIds(db, [storeId])).get(storeId);
      return store && { area: { kind, cityId: store.cityId, storeId }, areaName: store.name };
    }
    case 'community': {
      const communityId = id as CommunityId;
      const community = (await communitiesByIds(db, [communityId])).get(communityId);
      return community && { area: { kind, cityId: community.cityId, communityId }, areaName: community.name };
    }
  }
}

/** Everything that an area lies in: what holds for all of it. The store of a community is the nearest that serves it. */
export async function placeOfArea(db: Db, area: Area): Promise<EntryPlace> {
  const nowhere = { regionId: null, cityId: null, storeId: null, communityId: null };
  if (area.kind === 'all') return nowhere;
  if (area.kind === 'region') return { ...nowhere, regionId: area.regionId };
  const { cityId } = area;
  const regionId = (await cities(db)).find((each) => each.id === cityId)?.regionId ?? null;
  if (area.kind === 'city') return { ...nowhere, regionId, cityId };
  if (area.kind === 'store') return { ...nowhere, regionId, cityId, storeId: area.storeId };
  const { communityId } = area;
  const storeId = (await storesServing(db, [communityId])).get(communityId)?.[0]?.id ?? null;
  return { regionId, cityId, storeId, communityId };
}

/** The cities and regions in which the reader has places. */
export async function placesOf(ctx: Context): Promise<{ cityIds: CityId[]; regionIds: RegionId[] }> {
  const cities = await citiesInScope(ctx.db, ctx.scope);
  return { cityIds: cities.map(({ id }) => id), regionIds: [...new Set(cities.map(({ regionId }) => regionId))] };
}

/** Null exactly for `all`. */
export function areaIdOf(area: Area): string | null {
  switch (area.kind) {
    case 'all':
      return null;
    case 'region':
      return area.regionId;
    case 'city':
      return area.cityId;
    case 'store':
      return area.storeId;
    case 'community':
      return area.communityId;
  }
}
