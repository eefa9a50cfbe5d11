import type { CityId, CommunityId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { covers } from '#platform/permission';
import { communitiesByIds } from '#modules/territory';
import { UnknownCommunity } from './touchpoint.ts';

/**
 * The cities of communities that somebody is to serve. What lies outside the reach of whoever decides it is as unknown
 * as what does not exist. Throws UnknownCommunity.
 */
export async function communitiesInReach(
  ctx: Context,
  communityIds: readonly CommunityId[],
): Promise<Map<CommunityId, CityId>> {
  const asked = [...new Set(communityIds)];
  const found = await communitiesByIds(ctx.db, asked);
  const isReached = (communityId: CommunityId): boolean => {
    const community = found.get(communityId);
    return community !== undefined && covers(ctx.scope, { cityId: community.cityId, communityId });
  };
  const unknown = asked.filter((communityId) => !isReached(communityId));
  if (unknown.length > 0) throw new UnknownCommunity(unknown.slice(0, 5));
  return new Map([...found.values()].map((community) => [community.id, community.cityId]));
}
