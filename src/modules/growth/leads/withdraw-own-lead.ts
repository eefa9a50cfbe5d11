import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { endLead } from './close-lead.ts';
import { close, type Lead, type LeadId } from './lead.ts';
import { ownLead } from './own-lead-store.ts';

/**
 * A resident calls their own lead off: nobody calls them about it any more, and the consent ends with it.
 * Throws NotFound, IllegalMove once it is signed or over, LeadChangedMeanwhile.
 */
export async function withdrawOwnLead(ctx: Context, leadId: LeadId): Promise<Lead> {
  return ctx.transaction(async (tx) => {
    const lead = await ownLead(tx.db, ctx.scope, leadId);
    if (lead === undefined) throw new NotFound('lead');
    const next = close(lead, { outcome: 'lost', reason: 'withdrew', amountFen: null }, tx.now);
    await endLead(ctx, tx, next, { note: '', by: 'resident' });
    return next;
  });
}
