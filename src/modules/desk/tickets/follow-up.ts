import { Refusal } from '#kernel/errors';
import type { Tx } from '#platform/context';
import { openTicketPart } from './open-ticket.ts';
import { kindRules } from './ticket-kind.ts';
import { ticketById } from './ticket-store.ts';
import { mayFollowUp, type Outcome, type Ticket, type TicketId } from './ticket.ts';

/** Only what was settled is asked about again. */
export class FollowUpUnfit extends Refusal {
  constructor() {
    super('ticket-follow-up-unfit', 'invalid');
  }
}

/** Part: somebody asks after some days whether what a ticket settled is well. @throws FollowUpUnfit */
export async function followUp(tx: Tx, ticket: Ticket, outcome: Outcome, days: number): Promise<void> {
  if (!mayFollowUp(ticket, outcome)) throw new FollowUpUnfit();
  const { ticketId, ticketNumber, kind, facts, cityId, communityId, storeId, personId } = ticket;
  const topic = facts['topic'];
  const about = `${kindRules(kind).name}${topic === undefined || topic === '' ? '' : `「${topic}」`}`;
  await openTicketPart(tx, {
    kind: 'follow_up',
    subject: { kind: 'ticket', id: ticketId },
    cityId,
    communityId,
    storeId,
    personId,
    facts: { number: ticketNumber, about, days },
  });
}

/** Part: it was not settled after all: what the first ticket was about is opened again. */
export async function openAgain(tx: Tx, { cityId, subject }: Ticket): Promise<void> {
  const first = await ticketById(tx.db, cityId, subject.id as TicketId);
  if (first === undefined) throw new Error(`ticket ${subject.id} is followed up and does not exist`);
  const { kind, communityId, storeId, personId, facts } = first;
  const cause = { kind, subject: first.subject, cityId, communityId, storeId, personId };
  await openTicketPart(tx, { ...cause, facts: { ...facts, again: true } });
}
