import type { Context } from '#platform/context';
import { TicketClosed } from '../events.ts';
import { saveStep } from './save-step.ts';
import type { TicketCause } from './open-ticket.ts';
import { lockOpenTicket } from './ticket-store.ts';
import { close, factsOf, type Outcome } from './ticket.ts';

/** Closes the ticket whose cause is gone, if one is not done yet. Announces TicketClosed. */
export async function settleTicket(
  ctx: Context,
  gone: Pick<TicketCause, 'kind' | 'subject' | 'cityId'> & { readonly outcome: Outcome },
): Promise<void> {
  const { outcome } = gone;
  await ctx.transaction(async (tx) => {
    const ticket = await lockOpenTicket(tx.db, gone);
    if (ticket === undefined) return;
    const next = close(ticket, { outcome, hasNote: false }, tx.now);
    await saveStep(ctx, tx, next, { move: 'done', note: '' });
    await tx.announce([TicketClosed(next.ticketId, { ...factsOf(next), outcome })]);
  });
}
