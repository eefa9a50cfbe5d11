import type { CityId } from '#kernel/ids';
import { businessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import type { Job } from '#platform/jobs';
import { cities, communitiesByIds } from '#modules/territory';
import { judgeMainPushes } from './judge-main-push.ts';
import { holdSegment, restateSegments, segmentsOf } from './main-push-store.ts';
import { rebuildSegments } from './result-store.ts';
import { ageOf, segmentOf } from './segment.ts';

/**
 * Puts every community into the segment that its building's age gives it now, adds the segments up afresh, and asks the
 * bandit about all communities. Answers how many new proposals there are.
 */
export async function refreshMainPushes(ctx: Context): Promise<{ proposed: number }> {
  let proposed = 0;
  for (const { id } of await cities(ctx.db)) {
    await restateCity(ctx.under(`restate-${id}`), id);
    for (const segment of await segmentsOf(ctx.db, id)) {
      const place = { cityId: id, segment };
      proposed += await ctx.under(`judge-${id}-${segment}`).transaction(async (tx) => {
        const pushes = await holdSegment(tx.db, id, segment);
        return judgeMainPushes(tx, ctx.random, place, pushes);
      });
    }
  }
  return { proposed };
}

async function restateCity(ctx: Context, cityId: CityId): Promise<void> {
  const year = Number(businessDay(ctx.clock.now()).slice(0, 4));
  await ctx.transaction(async (tx) => {
    const pushes = await holdSegment(tx.db, cityId);
    const known = await communitiesByIds(
      tx.db,
      pushes.map(({ communityId }) => communityId),
    );
    const segments = pushes.map(({ communityId }) => ({
      communityId,
      segment: segmentOf(ageOf(known.get(communityId)?.builtYear ?? null, year)),
    }));
    await restateSegments(tx.db, cityId, segments);
    await rebuildSegments(tx.db, cityId);
    return null;
  });
}

export const refreshMainPushesJob: Job = {
  name: 'intelligence.refresh-main-pushes',
  cron: '40 3 * * *',
  handle: async (ctx) => {
    await refreshMainPushes(ctx);
  },
};
