import type { Context } from '#platform/context';
import { NotPermitted } from '#platform/http';
import { TicketMoved } from '../events.ts';
import { saveStep, ticketToActOn } from './save-step.ts';
import { factsOf, take, type Ticket, type TicketId } from './ticket.ts';

/**
 * Somebody takes a ticket, or takes it over from a colleague. Announces TicketMoved. Throws NotFound, IllegalMove,
 * TicketChangedMeanwhile.
 */
export async function takeTicket(
  ctx: Context,
  input: { readonly ticketId: TicketId; readonly revision: number },
): Promise<Ticket> {
  const { actor } = ctx;
  if (actor.kind !== 'user') throw new NotPermitted('ticket.act');
  return ctx.transaction(async (tx) => {
    const next = take(await ticketToActOn(ctx, tx, input), actor.userId);
    await saveStep(ctx, tx, next, { move: 'taken', note: '' });
    await tx.announce([TicketMoved(next.ticketId, { ...factsOf(next), state: next.state })]);
    return next;
  });
}
