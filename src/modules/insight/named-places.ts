import type { CityId, CommunityId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { communitiesByIds } from '#modules/territory';

interface Place {
  readonly communityId: CommunityId;
  readonly cityId: CityId;
}

/** Where each row is, with the names of it, in the order of the rows. One read. */
export async function namedPlaces(
  ctx: Context,
  rows: readonly Place[],
): Promise<(Place & { readonly communityName: string; readonly cityName: string })[]> {
  const places = await communitiesByIds(
    ctx.db,
    rows.map((row) => row.communityId),
  );
  return rows.map(({ communityId, cityId }) => ({
    communityId,
    communityName: places.get(communityId)?.name ?? '',
    cityId,
    cityName: places.get(communityId)?.cityName ?? '',
  }));
}
