import type { CityId, CommunityId, WarehouseId } from '#kernel/ids';
import type { Database } from '#platform/context';
import { plannedGroupBuys } from '#modules/commerce';
import { communitiesSuppliedBy } from '#modules/territory';
import type { DemandSeries } from './demand-store.ts';

/** The share of a place's communities in which a group buy of an item was planned for a day, 0 to 1. */
export type ActivityOf = (at: Pick<DemandSeries, 'placeId' | 'skuId'>, day: string) => number;

/**
 * Planned group buys as an activity of communities, and of the warehouses that supply them. What stores do of their own is
 * told with their days.
 */
export async function readActivity(
  db: Database,
  asked: { readonly series: readonly DemandSeries[]; readonly from: string; readonly to: string },
): Promise<ActivityOf> {
  const { series, from, to } = asked;
  const cityIds: CityId[] = [...new Set(series.map(({ cityId }) => cityId))];
  const planned = new Map<string, ReadonlySet<string>>();
  for (const { communityId, skuId, days } of await plannedGroupBuys(db, { cityIds, from, to })) {
    planned.set(`${communityId}/${skuId}`, new Set(days));
  }
  const placeIds = [...new Set(series.map(({ placeId }) => placeId))];
  // A place that is no warehouse supplies nobody; a community stands for itself.
  const supplied = await communitiesSuppliedBy(db, placeIds as WarehouseId[]);
  return ({ placeId, skuId }, day) => {
    if (planned.size === 0) return 0;
    const communities = supplied.get(placeId as WarehouseId) ?? [placeId as CommunityId];
    const active = communities.filter((id) => planned.get(`${id}/${skuId}`)?.has(day) === true).length;
    return active / communities.length;
  };
}
