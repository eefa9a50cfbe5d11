import type { Context } from '#platform/context';
import { TicketClosed } from '../events.ts';
import { saveStep, ticketToActOn } from './save-step.ts';
import { close, factsOf, type Outcome, type Ticket, type TicketId } from './ticket.ts';

/**
 * What came of a ticket, with a note under seal. Announces TicketClosed. Throws NotFound, IllegalMove,
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
  },
): Promise<Ticket> {
  const { outcome, note } = input;
  return ctx.transaction(async (tx) => {
    const next = close(await ticketToActOn(ctx, tx, input), { outcome, hasNote: note !== '' }, tx.now);
    await saveStep(ctx, tx, next, { move: 'done', note });
    await tx.announce([TicketClosed(next.ticketId, { ...factsOf(next), outcome })]);
    return next;
  });
}
