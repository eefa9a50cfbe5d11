import type { Context } from '#platform/context';
import { TicketClosed } from '../events.ts';
import { followUp, openAgain } from './follow-up.ts';
import { saveStep, ticketToActOn } from './save-step.ts';
import { close, factsOf, type Outcome, type Ticket, type TicketId } from './ticket.ts';

/**
 * What came of a ticket, with a note under seal. What was settled may be asked about some days later; what turns out not
 * to be is opened again. Announces TicketClosed, TicketOpened. Throws NotFound, IllegalMove, OutcomeUnfit, FollowUpUnfit,
 * TicketChangedMeanwhile, PersonErased.
 */
export async function closeTicket(
  ctx: Context,
  input: {
    readonly ticketId: TicketId;
    readonly revision: number;
    readonly outcome: Outcome;
    /** Empty for none. */
    readonly note: string;
    /** Nobody asks again where absent. */
    readonly followUpDays?: number | undefined;
  },
): Promise<Ticket> {
  const { outcome, note, followUpDays } = input;
  return ctx.transaction(async (tx) => {
    const next = close(await ticketToActOn(ctx, tx, input), { outcome, hasNote: note !== '' }, tx.now);
    await saveStep(ctx, tx, next, { move: 'done', note });
    await tx.announce([TicketClosed(next.ticketId, { ...factsOf(next), outcome })]);
    if (followUpDays !== undefined) await followUp(tx, next, outcome, followUpDays);
    if (outcome === 'not_settled') await openAgain(tx, next);
    return next;
  });
}
