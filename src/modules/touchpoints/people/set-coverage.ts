import { NotFound } from '#kernel/errors';
import type { CommunityId, TouchpointId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { changed } from './add-touchpoints.ts';
import { communitiesInReach } from './communities-in-reach.ts';
import { deleteCoverage, insertCoverage, lockTouchpoint } from './touchpoint-store.ts';

/** Replaces the communities that a touchpoint serves, the most important first. Throws NotFound, UnknownCommunity. */
export async function setCoverage(
  ctx: Context,
  input: { touchpointId: TouchpointId; communityIds: readonly CommunityId[] },
): Promise<{ communities: number }> {
  const asked = [...new Set(input.communityIds)];
  const cities = await communitiesInReach(ctx, asked);
  return ctx.transaction(async (tx) => {
    const touchpoint = await lockTouchpoint(tx.db, ctx.scope, input.touchpointId);
    if (touchpoint === undefined) throw new NotFound('touchpoint');
    await deleteCoverage(tx.db, touchpoint.touchpointId);
    await insertCoverage(
      tx.db,
      [...cities].map(([communityId, cityId]) => ({
        touchpointId: touchpoint.touchpointId,
        communityId,
        cityId,
        rank: asked.indexOf(communityId) + 1,
      })),
    );
    await tx.announce([changed(touchpoint)]);
    await tx.audit({
      action: 'set-coverage',
      subject: { kind: 'touchpoint', id: touchpoint.touchpointId },
      details: { communities: asked.length },
    });
    return { communities: asked.length };
  });
}
