import type { CityId, CommunityId, PersonId, StoreId } from '#kernel/ids';
import type { Context, Tx } from '#platform/context';
import { nextNumber } from '#platform/numbers';
import { cities } from '#modules/territory';
import { TicketOpened } from '../events.ts';
import { kindRules, type Facts, type TicketKind } from './ticket-kind.ts';
import { insertStep } from './ticket-step-store.ts';
import { insertTicket, lockOpenTicket } from './ticket-store.ts';
import { factsOf, TICKET_PREFIX, type Ticket } from './ticket.ts';

/** What happened, to whom, where. */
export interface TicketCause {
  readonly kind: TicketKind;
  readonly subject: Ticket['subject'];
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly storeId: StoreId | null;
  readonly personId: PersonId;
  readonly facts: Facts;
}

/** Opens a ticket, unless one of its kind about the same thing is not done yet. Announces TicketOpened. */
export async function openTicket(ctx: Context, cause: TicketCause): Promise<void> {
  await ctx.transaction((tx) => openTicketPart(tx, cause));
}

/** Part: the same, in the transaction of whoever found that something has to be done. */
export async function openTicketPart(tx: Tx, cause: TicketCause): Promise<void> {
  if ((await lockOpenTicket(tx.db, cause)) !== undefined) return;
  const { cityId, facts } = cause;
  const city = (await cities(tx.db)).find((one) => one.id === cityId);
  const rules = kindRules(cause.kind);
  const ticket: Ticket = {
    ...cause,
    ticketId: tx.newId<'Ticket'>(),
    ticketNumber: await nextNumber(tx, {
      series: 'ticket',
      prefix: TICKET_PREFIX,
      cityId,
      cityCode: city?.code ?? 'X',
    }),
    priority: rules.priorityOf(facts, tx.now),
    state: 'open',
    openedAt: tx.now,
    dueAt: rules.dueAt(facts, tx.now),
    takenBy: null,
    closedAt: null,
    outcome: null,
    hasNote: false,
    steps: 1,
    revision: 1,
  };
  // Somebody who opens the same one at the same moment wins by the unique index; a number is then skipped.
  if (!(await insertTicket(tx.db, ticket))) return;
  const opened = { move: 'opened', by: 'system', userId: null, outcome: null, noteSealed: null, refId: null } as const;
  await insertStep(tx.db, ticket, { ...opened, step: 1, madeAt: tx.now });
  await tx.announce([TicketOpened(ticket.ticketId, { ...factsOf(ticket), dueAt: ticket.dueAt.toISOString() })]);
}
