import { NotFound } from '#kernel/errors';
import type { Context, Tx } from '#platform/context';
import { leadInScope, saveLead } from './lead-store.ts';
import { LeadChangedMeanwhile, type Lead, type LeadId } from './lead.ts';
import { insertStep } from './step-store.ts';

/** The lead that somebody acts on: their own, or one within the area of who steers. @throws NotFound */
export async function leadToActOn(ctx: Context, tx: Tx, leadId: LeadId): Promise<Lead> {
  const lead = await leadInScope(tx.db, ctx.scope, leadId);
  if (lead === undefined) throw new NotFound('lead');
  return lead;
}

/**
 * Part of the verbs that move a lead, in their transaction: saves the moved lead and writes the timeline, the note sealed
 * under the resident's key. Throws LeadChangedMeanwhile when somebody took a step since the lead was read, PersonErased.
 */
export async function takeStep(
  ctx: Context,
  tx: Tx,
  next: Lead,
  made: { readonly reason: string | null; readonly note: string; readonly by?: 'resident' },
): Promise<void> {
  if (!(await saveLead(tx.db, next))) throw new LeadChangedMeanwhile();
  const mine = ctx.scope.touchpoint;
  await insertStep(tx.db, next, {
    step: next.steps,
    move: next.state,
    by: made.by ?? (mine !== undefined ? 'touchpoint' : ctx.actor.kind === 'user' ? 'staff' : 'system'),
    userId: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
    touchpointId: made.by === undefined ? (mine ?? null) : null,
    reason: made.reason,
    noteSealed: made.note === '' ? null : await ctx.services.vault.seal(tx, next.personId, made.note),
    madeAt: tx.now,
  });
}
