import type { Context } from '#platform/context';
import { NotPermitted } from '#platform/http';
import { TicketMoved } from '../events.ts';
import { saveStep, ticketToActOn } from './save-step.ts';
import { act, factsOf, type Ticket, type TicketId } from './ticket.ts';

/**
 * Somebody writes down what they did so far; the note is sealed, and a ticket that nobody has is theirs. Announces
 * TicketMoved. Throws NotFound, IllegalMove, TicketChangedMeanwhile, PersonErased.
 */
export async function noteTicket(
  ctx: Context,
  input: { readonly ticketId: TicketId; readonly revision: number; readonly note: string },
): Promise<Ticket> {
  const { actor } = ctx;
  if (actor.kind !== 'user') throw new NotPermitted('ticket.act');
  return ctx.transaction(async (tx) => {
    const next = act(await ticketToActOn(ctx, tx, input), actor.userId, true);
    await saveStep(ctx, tx, next, { move: 'noted', note: input.note });
    await tx.announce([TicketMoved(next.ticketId, { ...factsOf(next), state: next.state })]);
    return next;
  });
}
