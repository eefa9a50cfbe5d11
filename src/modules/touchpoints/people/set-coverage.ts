import { NotFound } from '#kernel/errors';
import type { CommunityId, TouchpointId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { communitiesByIds } from '#modules/territory';
import { changed } from './add-touchpoints.ts';
import { deleteCoverage, insertCoverage, lockTouchpoint } from './touchpoint-store.ts';
import { UnknownCommunity } from './touchpoint.ts';

/** Replaces the communities that a touchpoint serves, the most important first. Throws NotFound, UnknownCommunity. */
export async function setCoverage(
  ctx: Context,
  input: { touchpointId: TouchpointId; communityIds: readonly CommunityId[] },
): Promise<{ communities: number }> {
  const asked = [...new Set(input.communityIds)];
  const found = await communitiesByIds(ctx.db, asked);
  const unknown = asked.filter((communityId) => !found.has(communityId));
  if (unknown.length > 0) throw new UnknownCommunity(unknown.slice(0, 5));
  return ctx.transaction(async (tx) => {
    const touchpoint = await lockTouchpoint(tx.db, ctx.scope, input.touchpointId);
    if (touchpoint === undefined) throw new NotFound('touchpoint');
    await deleteCoverage(tx.db, touchpoint.touchpointId);
    await insertCoverage(
      tx.db,
      [...found.values()].map((community) => ({
        touchpointId: touchpoint.touchpointId,
        communityId: community.id,
        cityId: community.cityId,
        rank: asked.indexOf(community.id) + 1,
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
