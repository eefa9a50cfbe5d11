import { NotFound } from '#kernel/errors';
import type { Context, Tx } from '#platform/context';
import { NotPermitted } from '#platform/http';
import { TicketMoved } from '../events.ts';
import { saveStep } from './save-step.ts';
import { lockTicketInScope } from './ticket-store.ts';
import { act, factsOf, type Ticket, type TicketId } from './ticket.ts';

/**
 * Part: a claim or a visit came of a ticket, in the transaction that makes it. It stands in the timeline, and a ticket that
 * nobody has is theirs. Announces TicketMoved. Throws NotFound where the ticket is not within the actor's area,
 * IllegalMove where it is done.
 */
export async function noteAct(
  ctx: Context,
  tx: Tx,
  done: { readonly ticketId: TicketId; readonly move: 'claimed' | 'visited'; readonly refId: string },
): Promise<Ticket> {
  const { actor } = ctx;
  if (actor.kind !== 'user' || !ctx.permissions.has('ticket.act')) throw new NotPermitted('ticket.act');
  const ticket = await lockTicketInScope(tx.db, ctx.scope, done.ticketId);
  if (ticket === undefined) throw new NotFound('ticket');
  const next = act(ticket, actor.userId, false);
  await saveStep(ctx, tx, next, { move: done.move, note: '', refId: done.refId });
  await tx.announce([TicketMoved(next.ticketId, { ...factsOf(next), state: next.state })]);
  return next;
}
