import type { Context } from '#platform/context';
import { LeadFollowedUp } from '../events.ts';
import { factsOf, followUp, type FollowUpStep, type Lead, type LeadId } from './lead.ts';
import { leadToActOn, takeStep } from './take-step.ts';

/**
 * Whoever owns the lead, or steers where it is, called, booked a visit or quoted. Throws NotFound, IllegalMove,
 * VisitTimePassed, LeadChangedMeanwhile, PersonErased.
 */
export async function followUpLead(
  ctx: Context,
  input: { readonly leadId: LeadId; readonly step: FollowUpStep; readonly note: string; readonly visitAt: Date | null },
): Promise<Lead> {
  return ctx.transaction(async (tx) => {
    const lead = await leadToActOn(ctx, tx, input.leadId);
    const { next, reached } = followUp(lead, input, tx.now);
    await takeStep(ctx, tx, next, { reason: null, note: input.note });
    await tx.announce(reached.map((step) => LeadFollowedUp(lead.leadId, { ...factsOf(next), step })));
    return next;
  });
}
