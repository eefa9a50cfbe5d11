import { NotFound } from '#kernel/errors';
import type { TouchpointId } from '#kernel/ids';
import type { Context, Tx } from '#platform/context';
import { NotPermitted } from '#platform/http';
import type { Opportunity, VisitId } from './opportunity.ts';
import { lockOpportunity, opportunityInScope } from './opportunity-store.ts';

/** Whoever sells: only people at the front do. @throws NotPermitted */
export function seller(ctx: Context): TouchpointId {
  if (ctx.scope.touchpoint === undefined) throw new NotPermitted('quote.act');
  return ctx.scope.touchpoint;
}

/** One's own opportunity. @throws NotFound, NotPermitted */
export async function ownSale(ctx: Context, visitId: VisitId): Promise<Opportunity> {
  const me = seller(ctx);
  const found = await opportunityInScope(ctx.db, ctx.scope, visitId);
  if (found === undefined || found.seller?.touchpointId !== me) throw new NotFound('opportunity');
  return found;
}

/** Locks one's own opportunity for quoting. @throws NotFound, NotPermitted */
export async function lockOwnSale(ctx: Context, tx: Tx, visitId: VisitId): Promise<Opportunity> {
  const me = seller(ctx);
  const found = await opportunityInScope(tx.db, ctx.scope, visitId);
  const locked = found && (await lockOpportunity(tx.db, found.cityId, visitId));
  // The visit may have gone to somebody else while it was waited for.
  if (locked === undefined || locked.seller?.touchpointId !== me) throw new NotFound('opportunity');
  return locked;
}
