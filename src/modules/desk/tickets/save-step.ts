import { NotFound } from '#kernel/errors';
import type { Context, Tx } from '#platform/context';
import { insertStep, type TicketStep } from './ticket-step-store.ts';
import { saveTicket, ticketInScope } from './ticket-store.ts';
import { checkRevision, TicketChangedMeanwhile, type Ticket, type TicketId } from './ticket.ts';

/** The ticket that somebody acts on, as it was on their screen. Throws NotFound, TicketChangedMeanwhile. */
export async function ticketToActOn(
  ctx: Context,
  tx: Tx,
  asked: { readonly ticketId: TicketId; readonly revision: number },
): Promise<Ticket> {
  const ticket = await ticketInScope(tx.db, ctx.scope, asked.ticketId);
  if (ticket === undefined) throw new NotFound('ticket');
  checkRevision(ticket, asked.revision);
  return ticket;
}

/**
 * Part of the verbs that move a ticket, in their transaction: saves it and writes the timeline, the note sealed under the
 * customer's key. Throws TicketChangedMeanwhile when somebody took a step since it was read, PersonErased.
 */
export async function saveStep(
  ctx: Context,
  tx: Tx,
  next: Ticket,
  made: { readonly move: TicketStep['move']; readonly note: string; readonly refId?: string },
): Promise<void> {
  if (!(await saveTicket(tx.db, next))) throw new TicketChangedMeanwhile();
  const { actor } = ctx;
  await insertStep(tx.db, next, {
    step: next.steps,
    move: made.move,
    by: actor.kind === 'user' ? 'staff' : 'system',
    userId: actor.kind === 'user' ? actor.userId : null,
    outcome: made.move === 'done' ? next.outcome : null,
    noteSealed: made.note === '' ? null : await ctx.services.vault.seal(tx, next.personId, made.note),
    refId: made.refId ?? null,
    madeAt: tx.now,
  });
}
