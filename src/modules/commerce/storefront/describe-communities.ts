import type { CommunityId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { EVERYTHING } from '#platform/permission';
import { communitiesByIds, searchCommunities } from '#modules/territory';
import { communitiesWithGroupBuys, openGroupBuysIn } from './community-store.ts';
import type { ShopCommunities, ShopCommunity } from './storefront-contract.ts';

const SHOWN = 20;

type Reader = Pick<Context, 'db' | 'clock'>;

/** Communities by a part of their name; without one, those in which something is sold together today. */
export async function shopCommunities(ctx: Reader, text: string): Promise<ShopCommunities> {
  if (text === '') {
    const ids = await communitiesWithGroupBuys(ctx.db, ctx.clock.now(), SHOWN);
    const found = await describeCommunities(ctx, ids);
    return { items: ids.flatMap((id) => found.get(id) ?? []) };
  }
  // Where a company sells is everybody's to see, whoever asks.
  const ids = (await searchCommunities(ctx.db, EVERYTHING, text, SHOWN)).map((one) => one.id);
  const found = await describeCommunities(ctx, ids);
  return { items: ids.flatMap((id) => found.get(id) ?? []) };
}

/** What the shop says of communities; unknown ones are absent. */
export async function describeCommunities(
  { db, clock }: Reader,
  ids: readonly CommunityId[],
): Promise<Map<CommunityId, ShopCommunity>> {
  const open = await openGroupBuysIn(db, ids, clock.now());
  return new Map(
    [...(await communitiesByIds(db, ids))].map(([id, { name, district, cityName }]) => [
      id,
      { communityId: id, name, district, cityName, openGroupBuys: open.get(id) ?? 0 },
    ]),
  );
}
