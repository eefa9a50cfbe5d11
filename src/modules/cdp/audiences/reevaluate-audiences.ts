import type { Context } from '#platform/context';
import type { CommunityKey } from '../communities/community-store.ts';
import { evaluateCommunities } from './evaluate-communities.ts';
import { communityKeys } from './evaluation-store.ts';

/** Communities decided in one transaction: short enough not to hold up news about them. */
const BATCH = 200;

/** Decides every live audience anew for every community: windows slide though nothing happens. */
export async function reevaluateAudiences(ctx: Context): Promise<void> {
  let after: CommunityKey | undefined;
  for (;;) {
    const communities = await communityKeys(ctx.db, { after, limit: BATCH });
    after = communities.at(-1);
    if (after === undefined) return;
    await evaluateCommunities(ctx.under(after.communityId), { communities, cause: 'window' });
  }
}
