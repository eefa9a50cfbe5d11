import type { Fen } from '#kernel/money';
import type { Context } from '#platform/context';
import { withdrawConsents } from '../consents/consent-store.ts';
import { LeadOutcomeRecorded } from '../events.ts';
import { close, factsOf, LOST_REASONS, type Lead, type LeadId, type LostReason } from './lead.ts';
import { leadToActOn, takeStep } from './take-step.ts';

/**
 * How the lead ended. Somebody who asked not to be called any more takes back their consent with it: their phone is not
 * shown again. Throws NotFound, IllegalMove, LostReasonMissing, LeadChangedMeanwhile, PersonErased.
 */
export async function closeLead(
  ctx: Context,
  input: {
    readonly leadId: LeadId;
    readonly outcome: 'won' | 'lost';
    /** For `lost` only. */
    readonly reason: LostReason | null;
    readonly note: string;
    /** For `won` only; null where it was not said. */
    readonly amountFen: Fen | null;
  },
): Promise<Lead> {
  return ctx.transaction(async (tx) => {
    const lead = await leadToActOn(ctx, tx, input.leadId);
    const next = close(lead, input, tx.now);
    await takeStep(ctx, tx, next, { reason: next.lostReason, note: input.note });
    if (next.consentWithdrawnAt !== null) await withdrawConsents(tx.db, next, tx.now);
    await tx.announce([
      LeadOutcomeRecorded(lead.leadId, {
        ...factsOf(next),
        outcome: input.outcome,
        reason: next.lostReason === null ? null : LOST_REASONS[next.lostReason],
      }),
    ]);
    return next;
  });
}
