import type { CommunityId, StoreId } from '#kernel/ids';
import { addDays, businessDay, dayAfter, startOfBusinessDay } from '#kernel/time';
import type { z } from 'zod';
import type { Context } from '#platform/context';
import { communitiesByIds, storesByIds } from '#modules/territory';
import { npsOf } from './nps.ts';
import { countInvited, distributionOf, distributionsBy, lastAnswered, type NpsFilter } from './nps-store.ts';
import type { NpsAnswer, npsQuery } from './survey-contract.ts';

const DEFAULT_DAYS = 90;
const LAST_ANSWERS = 20;

/** NPS of a period within the reader's scope: all of it, by community or store, and the last answers without names. */
export async function readNps(ctx: Context, query: z.output<typeof npsQuery>): Promise<NpsAnswer> {
  const { by, from: asked, to: until, ...places } = query;
  const to = until ?? businessDay(ctx.clock.now());
  const from = asked ?? dayAfter(to, 1 - DEFAULT_DAYS);
  const filter: NpsFilter = { ...places, from: startOfBusinessDay(from), before: addDays(startOfBusinessDay(to), 1) };
  const distribution = await distributionOf(ctx.db, ctx.scope, filter);
  const groups = await distributionsBy(ctx.db, ctx.scope, filter, by);
  const last = await lastAnswered(ctx.db, ctx.scope, filter, LAST_ANSWERS);
  const communities = await communitiesByIds(ctx.db, [
    ...last.map((survey) => survey.communityId),
    ...(by === 'community' ? groups.map((group) => group.placeId as CommunityId) : []),
  ]);
  const stores = await storesByIds(ctx.db, by === 'store' ? groups.map((group) => group.placeId as StoreId) : []);
  const named = (placeId: string): string =>
    (by === 'store' ? stores.get(placeId as StoreId)?.name : communities.get(placeId as CommunityId)?.name) ?? '';
  return {
    from,
    to,
    invited: await countInvited(ctx.db, ctx.scope, filter),
    ...npsOf(distribution),
    distribution,
    groups: groups.map((group) => ({
      id: group.placeId,
      name: named(group.placeId),
      ...npsOf(group.distribution),
    })),
    lastAnswers: last.flatMap((survey) =>
      survey.score === null || survey.answeredAt === null
        ? []
        : {
            surveyId: survey.surveyId,
            projectId: survey.projectId,
            communityId: survey.communityId,
            communityName: communities.get(survey.communityId)?.name ?? '',
            storeId: survey.storeId,
            score: survey.score,
            hasComment: survey.commentSealed !== null,
            answeredAt: survey.answeredAt.toISOString(),
          },
    ),
  };
}
