import { fen, type Fen } from '#kernel/money';
import { businessDay } from '#kernel/time';
import { EVERYTHING } from '#platform/permission';
import type { Tx } from '#platform/context';
import { StandingApprovalChanged } from '../events.ts';
import { type Package, packagesByIds } from '#modules/commerce';
import type { Play } from '../plays/play.ts';
import { approvalInScope, countDay, moveApproval, release, spend, uncountDay } from './approval-store.ts';
import { approvalAfter, type Shortfall, type StandingApproval } from './standing-approval.ts';

const NOT_ENDED = { by: null, at: null, reason: null } as const;

/**
 * Part: sets the cost of a play aside from an approval's budget and counts it against the day. Both are conditional
 * updates in one order (day, then budget), so that parallel plays never overspend; answers why where it cannot be done.
 */
export async function spendBudget(
  tx: Tx,
  approval: StandingApproval,
  costFen: Fen,
  packages: ReadonlyMap<string, Package>,
): Promise<Shortfall | undefined> {
  const day = businessDay(tx.now);
  if (!(await countDay(tx.db, approval, day))) return { kind: 'day', plays: approval.maxPlaysADay };
  const spent = await spend(tx.db, approval.id, costFen, tx.now);
  if (spent === undefined) {
    await uncountDay(tx.db, approval.id, day);
    return shortfallOf(tx, approval, costFen);
  }
  if (spent.leftFen < cheapest(approval, packages)) {
    const state = approvalAfter('live', 'exhaust');
    await moveApproval(tx.db, approval.id, 'live', state, NOT_ENDED);
    await tx.announce([StandingApprovalChanged(approval.id, { standingApprovalId: approval.id, state })]);
  }
  return undefined;
}

/** Part: frees what a standing approval had set aside for a play that is taken back. */
export async function releaseBudget(tx: Tx, play: Play): Promise<void> {
  if (play.standingApprovalId === null) return;
  const approval = await release(tx.db, play.standingApprovalId, play.costFen);
  if (approval === undefined || approval.state !== 'exhausted') return;
  const packages = await packagesByIds(tx.db, approval.packageIds);
  if (approval.budgetFen - approval.spentFen < cheapest(approval, packages)) return;
  const state = approvalAfter('exhausted', 'refill');
  await moveApproval(tx.db, approval.id, 'exhausted', state, NOT_ENDED);
  await tx.announce([StandingApprovalChanged(approval.id, { standingApprovalId: approval.id, state })]);
}

/** Below this nothing more can be issued. */
function cheapest(approval: StandingApproval, packages: ReadonlyMap<string, Package>): number {
  const costs = approval.packageIds.flatMap((id) => packages.get(id)?.costFen ?? []);
  return costs.length === 0 ? 0 : Math.min(...costs);
}

async function shortfallOf(tx: Tx, approval: StandingApproval, neededFen: Fen): Promise<Shortfall> {
  const now = await approvalInScope(tx.db, EVERYTHING, approval.id);
  if (now === undefined || now.state === 'revoked' || now.state === 'expired' || now.validUntil <= tx.now) {
    return { kind: 'ended' };
  }
  return { kind: 'budget', leftFen: fen(now.budgetFen - now.spentFen), neededFen };
}
