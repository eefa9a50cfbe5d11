import type { CityId, CommunityId } from '#kernel/ids';
import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { communitiesByIds, communityInScope } from '#modules/territory';
import { type PackageId, packagesByIds } from '#modules/commerce';
import type { MainPush, PushOutlook } from './main-push.ts';
import { listProposed, pushHistory, pushInScope, type KeptPushDecision } from './main-push-store.ts';
import { resultsOf } from './result-store.ts';

const HISTORY = 100;

export interface NamedPush extends MainPush {
  readonly communityName: string;
  readonly cityName: string;
  readonly currentPackageName: string | null;
  readonly proposedPackageName: string;
}

type NameOf = (id: PackageId) => string;

async function packageNames(ctx: Context, ids: readonly (PackageId | null)[]): Promise<NameOf> {
  const packages = await packagesByIds(
    ctx.db,
    ids.flatMap((id) => id ?? []),
  );
  return (id) => packages.get(id)?.name ?? '';
}

/** Door: proposals of main pushes that wait for a person within the reader's scope, the newest first. */
export async function browseMainPushes(
  ctx: Context,
  filter: { readonly cityId?: CityId | undefined; readonly packageId?: PackageId | undefined },
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<NamedPush[]> {
  const pushes = await listProposed(ctx.db, ctx.scope, filter, page);
  const nameOf = await packageNames(
    ctx,
    pushes.flatMap((push) => [push.currentPackageId, push.proposedPackageId]),
  );
  const communities = await communitiesByIds(
    ctx.db,
    pushes.map(({ communityId }) => communityId),
  );
  return pushes.map((push) => ({
    ...push,
    communityName: communities.get(push.communityId)?.name ?? '',
    cityName: communities.get(push.communityId)?.cityName ?? '',
    currentPackageName: push.currentPackageId === null ? null : nameOf(push.currentPackageId),
    proposedPackageName: push.proposedPackageId === null ? '' : nameOf(push.proposedPackageId),
  }));
}

export interface CommunityPush {
  readonly communityId: CommunityId;
  readonly push: MainPush | undefined;
  readonly outlooks: readonly (PushOutlook & { readonly won: number; readonly lost: number })[];
  readonly history: readonly KeptPushDecision[];
  readonly nameOf: NameOf;
}

/** Door: what is pushed in a community, what is proposed, what came of each package, and how it came. @throws NotFound */
export async function readCommunityPush(ctx: Context, communityId: CommunityId): Promise<CommunityPush> {
  const { db, scope } = ctx;
  if ((await communityInScope(db, scope, communityId)) === undefined) throw new NotFound('community');
  const push = await pushInScope(db, scope, communityId);
  const history = await pushHistory(db, scope, communityId, HISTORY);
  const results = await resultsOf(db, [communityId]);
  const judged = push?.record?.candidates ?? [];
  const outlooks = [...new Set([...judged, ...results].map(({ packageId }) => packageId))].map((packageId) => {
    const now = results.find((each) => each.packageId === packageId);
    const then = judged.find((each) => each.packageId === packageId);
    return {
      packageId,
      trials: now?.trials ?? 0,
      successes: now?.successes ?? 0,
      won: now?.won ?? 0,
      lost: now?.lost ?? 0,
      probabilityBest: then?.probabilityBest ?? 0,
      expectedRate: then?.expectedRate ?? 0,
      low: then?.low ?? 0,
      high: then?.high ?? 0,
    };
  });
  const nameOf = await packageNames(ctx, [
    ...outlooks.map(({ packageId }) => packageId),
    ...history.map(({ packageId }) => packageId),
    push?.currentPackageId ?? null,
    push?.proposedPackageId ?? null,
  ]);
  return { communityId, push, outlooks, history, nameOf };
}
