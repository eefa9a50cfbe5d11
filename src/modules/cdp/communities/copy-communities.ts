import type { CommunityId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { communitiesByIds, storesServing } from '#modules/territory';
import { announceFactsChanged } from './announce-facts.ts';
import { copyAttributes, type CommunityAttributes } from './community-store.ts';

/** Communities copied in one transaction. */
const BATCH = 500;

/**
 * Copies what the territory knows of communities into their profiles and announces those in which something changed.
 * Repeating it changes nothing.
 */
export async function copyCommunities(ctx: Context, input: { communityIds: readonly CommunityId[] }): Promise<void> {
  const ids = [...new Set(input.communityIds)].toSorted();
  for (let at = 0; at < ids.length; at += BATCH) {
    await copyBatch(ctx.under(`copy-${at}`), ids.slice(at, at + BATCH));
  }
}

async function copyBatch(ctx: Context, ids: readonly CommunityId[]): Promise<void> {
  await ctx.transaction(async (tx) => {
    const communities = await communitiesByIds(tx.db, ids);
    const serving = await storesServing(tx.db, ids);
    const attributes = [...communities.values()].map((community): CommunityAttributes => ({
      cityId: community.cityId,
      communityId: community.id,
      name: community.name,
      district: community.district,
      lng: community.position.lng,
      lat: community.position.lat,
      builtYear: community.builtYear,
      households: community.households,
      partnerId: community.partnerId,
      storeIds: (serving.get(community.id) ?? []).map((store) => store.id).toSorted(),
    }));
    await announceFactsChanged(tx, await copyAttributes(tx.db, attributes, tx.now));
    return null;
  });
}
