import type { Context } from '#platform/context';
import type { Job } from '#platform/jobs';
import { StandingApprovalChanged } from '../events.ts';
import { expireApprovals, spentOnPlays } from './approval-store.ts';

/** Marks approvals whose time is over. They stopped working at that moment, by the clock; this makes it seen. */
export async function expireStandingApprovals(ctx: Context): Promise<{ expired: number }> {
  return ctx.transaction(async (tx) => {
    const ids = await expireApprovals(tx.db, tx.now);
    await tx.announce(ids.map((id) => StandingApprovalChanged(id, { standingApprovalId: id, state: 'expired' })));
    return { expired: ids.length };
  });
}

/** Compares what approvals say they spent with what their plays cost; a difference is a fault of ours, loudly. */
export async function auditBudgets(ctx: Context): Promise<void> {
  const differing = await spentOnPlays(ctx.db);
  if (differing.length === 0) return;
  const listed = differing.map(({ id, countedFen, ledgerFen }) => `${id}: ${countedFen} counted, ${ledgerFen} issued`);
  throw new Error(`budgets of standing approvals differ from their plays: ${listed.join('; ')}`);
}

export const approvalJobs: readonly Job[] = [
  {
    name: 'intelligence.expire-standing-approvals',
    cron: '*/10 * * * *',
    handle: async (ctx) => {
      await expireStandingApprovals(ctx);
    },
  },
  { name: 'intelligence.audit-budgets', cron: '50 3 * * *', handle: auditBudgets },
];
