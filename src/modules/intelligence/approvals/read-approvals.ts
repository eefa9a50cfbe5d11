import { NotFound } from '#kernel/errors';
import { businessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { readAudiences } from '#modules/cdp';
import { packagesByIds } from '#modules/commerce';
import type { ApprovalId } from '../plays/play.ts';
import { approvalInScope, listApprovals, usesOf, type ApprovalUse } from './approval-store.ts';
import type { ApprovalState, StandingApproval } from './standing-approval.ts';

/** An approval with the names of what it speaks of, and how often it was used. */
export interface NamedApproval extends StandingApproval, ApprovalUse {
  readonly packageNames: readonly string[];
  readonly audienceNames: readonly string[];
}

/** Door: a page of approvals that the reader may see, the newest first. */
export async function browseApprovals(
  ctx: Context,
  filter: { readonly state?: ApprovalState | undefined },
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<NamedApproval[]> {
  return nameApprovals(ctx, await listApprovals(ctx.db, ctx.scope, filter, page));
}

/** Door: one approval. @throws NotFound */
export async function readApproval(ctx: Context, id: ApprovalId): Promise<NamedApproval> {
  const approval = await approvalInScope(ctx.db, ctx.scope, id);
  const [named] = approval === undefined ? [] : await nameApprovals(ctx, [approval]);
  if (named === undefined) throw new NotFound('standing-approval');
  return named;
}

/** One whose time is over is shown as such before the job says so: it stopped working at that moment. */
async function nameApprovals(ctx: Context, approvals: readonly StandingApproval[]): Promise<NamedApproval[]> {
  const now = ctx.clock.now();
  const packages = await packagesByIds(
    ctx.db,
    approvals.flatMap(({ packageIds }) => packageIds),
  );
  const audiences = await readAudiences(ctx, [...new Set(approvals.flatMap(({ audienceIds }) => audienceIds))]);
  const uses = await usesOf(
    ctx.db,
    approvals.map(({ id }) => id),
    businessDay(now),
  );
  return approvals.map((it) => ({
    ...it,
    ...(uses.get(it.id) ?? { plays: 0, playsToday: 0 }),
    state: (it.state === 'live' || it.state === 'exhausted') && it.validUntil <= now ? 'expired' : it.state,
    packageNames: it.packageIds.map((id) => packages.get(id)?.name ?? ''),
    audienceNames: it.audienceIds.map((id) => audiences.get(id)?.name ?? ''),
  }));
}
