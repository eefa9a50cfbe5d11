import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { PersonErased } from '#platform/privacy';
import type { TicketRevealAnswer } from '../contract.ts';
import { stepsOf } from './ticket-step-store.ts';
import { ticketInScope } from './ticket-store.ts';
import type { TicketId } from './ticket.ts';

/**
 * Name, phone and notes of a ticket in clear, for whoever acts on it; the audit keeps who looked. Throws NotFound,
 * PersonErased.
 */
export async function revealTicket(
  ctx: Context,
  { ticketId }: { readonly ticketId: TicketId },
): Promise<TicketRevealAnswer> {
  const { vault } = ctx.services;
  return ctx.transaction(async (tx) => {
    const ticket = await ticketInScope(tx.db, ctx.scope, ticketId);
    if (ticket === undefined) throw new NotFound('ticket');
    const { personId } = ticket;
    const found = await vault.read(tx, {
      personIds: [personId],
      kinds: ['name', 'phone'],
      purpose: 'after_sales',
      subject: { kind: 'ticket', id: ticketId },
    });
    if ((await vault.erasedAmong(tx.db, [personId])).has(personId)) throw new PersonErased(personId);
    // Of residents in a group often neither name nor phone is known.
    const fields = found.get(personId);
    const sealed = (await stepsOf(tx.db, ticket)).flatMap(({ step, noteSealed }) =>
      noteSealed === null ? [] : [{ step, personId, sealed: noteSealed }],
    );
    const opened = await vault.openMany(tx, sealed, 'after_sales');
    return {
      ticketId,
      name: fields?.name?.[0] ?? '',
      phone: (fields?.phone?.[0] ?? '').replace(/^\+86/, ''),
      notes: sealed.flatMap(({ step }, at) => {
        const text = opened[at];
        return typeof text === 'string' ? [{ step, text }] : [];
      }),
    };
  });
}
