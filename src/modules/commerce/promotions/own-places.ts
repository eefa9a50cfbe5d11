import type { Context } from '#platform/context';
import { citiesInScope } from '#modules/territory';
import type { OwnPlaces } from './promotion-store.ts';

/** The cities and regions in which a reader has places: what holds for all of one is theirs to see. */
export async function ownPlaces(ctx: Pick<Context, 'db' | 'scope'>): Promise<OwnPlaces> {
  const cities = await citiesInScope(ctx.db, ctx.scope);
  return { cityIds: cities.map((city) => city.id), regionIds: [...new Set(cities.map((city) => city.regionId))] };
}
