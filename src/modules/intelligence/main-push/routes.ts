import type { z } from 'zod';
import { defineRoute, idFromCursor, pageOf, type Route } from '#platform/http';
import {
  bulkAnswer,
  communityMainPushAnswer,
  communityParams,
  mainPushAcceptBody,
  mainPushCountAnswer,
  mainPushDismissBody,
  mainPushesAnswer,
  mainPushesQuery,
  type MainPushRow,
} from '../contract.ts';
import { acceptMainPushes, dismissMainPushes } from './decide-main-pushes.ts';
import { countProposed } from './main-push-store.ts';
import { browseMainPushes, readCommunityPush, type CommunityPush, type NamedPush } from './read-main-pushes.ts';

const read = { permission: 'play.read' } as const;
const decide = { permission: 'play.decide' } as const;

/** Only what is proposed is listed; the row says so to the types. */
function rowJson(push: NamedPush): MainPushRow[] {
  if (push.proposedPackageId === null || push.proposedAt === null) return [];
  return [
    {
      communityId: push.communityId,
      communityName: push.communityName,
      cityId: push.cityId,
      cityName: push.cityName,
      currentPackageId: push.currentPackageId,
      currentPackageName: push.currentPackageName,
      proposedPackageId: push.proposedPackageId,
      proposedPackageName: push.proposedPackageName,
      proposedAt: push.proposedAt.toISOString(),
      reasons: [...push.reasons],
    },
  ];
}

function communityJson({
  communityId,
  push,
  outlooks,
  history,
  nameOf,
}: CommunityPush): z.input<typeof communityMainPushAnswer> {
  const current = push?.currentPackageId ?? null;
  const proposed = push?.proposedPackageId ?? null;
  return {
    communityId,
    currentPackageId: current,
    currentPackageName: current === null ? null : nameOf(current),
    acceptedAt: push?.acceptedAt?.toISOString() ?? null,
    acceptedBy: push?.acceptedBy ?? null,
    proposal:
      proposed === null
        ? null
        : {
            packageId: proposed,
            packageName: nameOf(proposed),
            proposedAt: push?.proposedAt?.toISOString() ?? '',
            reasons: [...(push?.reasons ?? [])],
          },
    outlooks: outlooks.map((each) => ({ ...each, packageName: nameOf(each.packageId) })),
    history: history.map(({ kind, packageId, previousPackageId, decidedBy, reason, reasons, decidedAt }) => ({
      kind,
      packageId,
      packageName: nameOf(packageId),
      previousPackageId,
      decidedBy,
      reason,
      reasons: [...reasons],
      decidedAt: decidedAt.toISOString(),
    })),
  };
}

export const mainPushRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/intelligence/main-pushes',
    summary: 'Main pushes that are proposed and wait for a person, the newest first',
    access: read,
    query: mainPushesQuery,
    answer: mainPushesAnswer,
    handle: async (ctx, { query: { cursor, limit, ...filter } }) => {
      const rows = await browseMainPushes(ctx, filter, { before: idFromCursor(cursor), limit: limit + 1 });
      const { items, nextCursor } = pageOf(rows, limit, (row) => [row.proposalId ?? '']);
      return { items: items.flatMap(rowJson), nextCursor };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/intelligence/main-pushes/count',
    summary: 'How many proposals of main pushes wait',
    access: read,
    answer: mainPushCountAnswer,
    handle: async ({ db, scope }) => ({ proposed: await countProposed(db, scope) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/intelligence/communities/:communityId/main-push',
    summary: 'What is pushed in a community, what is proposed and why, what came of each package, and the history',
    access: read,
    params: communityParams,
    answer: communityMainPushAnswer,
    handle: async (ctx, { params: { communityId } }) => communityJson(await readCommunityPush(ctx, communityId)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/intelligence/main-pushes/accept',
    summary: 'Makes proposals the main push of their communities; each is decided for itself',
    access: decide,
    body: mainPushAcceptBody,
    answer: bulkAnswer,
    handle: (ctx, { body }) => acceptMainPushes(ctx, body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/intelligence/main-pushes/dismiss',
    summary: 'Takes proposals away with a reason; each is decided for itself',
    access: decide,
    body: mainPushDismissBody,
    answer: bulkAnswer,
    handle: (ctx, { body }) => dismissMainPushes(ctx, body),
  }),
];
