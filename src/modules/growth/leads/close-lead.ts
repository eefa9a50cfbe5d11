import type { Fen } from '#kernel/money';
import type { Context, Tx } from '#platform/context';
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
    await endLead(ctx, tx, next, { note: input.note });
    return next;
  });
}

/** Part of the verbs that end a lead, in their transaction: the step, the consent that ends with it, the event. */
export async function endLead(
  ctx: Context,
  tx: Tx,
  next: Lead,
  made: { readonly note: string; readonly by?: 'resident' },
): Promise<void> {
  await takeStep(ctx, tx, next, { ...made, reason: next.lostReason });
  if (next.consentWithdrawnAt !== null) await withdrawConsents(tx.db, next, tx.now);
  await tx.announce([
    LeadOutcomeRecorded(next.leadId, {
      ...factsOf(next),
      outcome: next.state === 'won' ? 'won' : 'lost',
      reason: next.lostReason === null ? null : LOST_REASONS[next.lostReason],
    }),
  ]);
}
