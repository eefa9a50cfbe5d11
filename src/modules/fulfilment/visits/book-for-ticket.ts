import { NotFound, Refusal } from '#kernel/errors';
import type { CustomerKey, PersonId, TouchpointId } from '#kernel/ids';
import { startOfBusinessDay } from '#kernel/time';
import type { Context, Tx } from '#platform/context';
import { InvalidPersonalData, messages as privacyMessages, normalise, READ_LIMIT } from '#platform/privacy';
import { peopleBehind } from '#modules/cdp';
import { noteAct, ticketInScope, type Ticket, type TicketId } from '#modules/desk';
import type { SlotsAnswer } from '../contract.ts';
import { findSlots } from '../slots/find-slots.ts';
import { TRAVEL_NOTE } from '../slots/free-time.ts';
import { slotItems } from '../slots/slot.ts';
import { bookVisitPart } from './book-visit.ts';
import type { Visit } from './visit.ts';

/** Nobody knows the phone of whom a ticket is about: whoever comes could not call. */
export class TicketWithoutPhone extends Refusal {
  constructor() {
    super('ticket-without-phone', 'conflict');
  }
}

/** Whoever asked for the deletion of their data is not kept again by a call of ours. */
export class ContactErased extends Refusal {
  constructor() {
    super('contact-erased', 'conflict');
  }
}

async function ticketOf(ctx: Context, db: Context['db'] | Tx['db'], ticketId: TicketId): Promise<Ticket> {
  const ticket = await ticketInScope(db, ctx.scope, ticketId);
  if (ticket === undefined) throw new NotFound('ticket');
  return ticket;
}

/** Times at which somebody able can come to the community of a ticket. Throws NotFound, UnknownService. */
export async function ticketSlots(
  ctx: Context,
  asked: {
    readonly ticketId: TicketId;
    readonly service: string;
    readonly from?: string | undefined;
    readonly days: number;
  },
): Promise<SlotsAnswer> {
  const { communityId } = await ticketOf(ctx, ctx.db, asked.ticketId);
  const now = ctx.clock.now();
  const from = asked.from === undefined ? now : startOfBusinessDay(asked.from);
  const { service, days } = asked;
  const slots = await findSlots(ctx.db, now, { service, communityId, from, days, byStaff: true });
  return { items: slotItems(slots), travelNote: TRAVEL_NOTE };
}

/**
 * A visit to the home of whom a ticket is about, agreed on with them; it stands in the ticket's timeline. Where nobody
 * knows their phone, `contact` says it.
 * @throws NotFound, IllegalMove, TicketWithoutPhone, ContactErased, InvalidPersonalData, SlotTaken with the next free
 * slots, NotBookedThisWay, UnknownService
 */
export async function bookForTicket(
  ctx: Context,
  asked: {
    readonly ticketId: TicketId;
    readonly service: string;
    readonly startsAt: Date;
    readonly touchpointId?: TouchpointId | undefined;
    readonly contact?: { readonly name: string; readonly phone: string } | undefined;
  },
): Promise<Visit> {
  const { ticketId, service, startsAt, touchpointId, contact } = asked;
  return ctx.transaction(async (tx) => {
    const ticket = await ticketOf(ctx, tx.db, ticketId);
    const whom = contact === undefined ? await knownPerson(ctx, tx, ticket) : await newPerson(ctx, tx, contact);
    const brought = { leadId: null, shareToken: null, packageId: null, projectId: null } as const;
    const { communityId } = ticket;
    const visit = await bookVisitPart(tx, {
      ...brought,
      ...whom,
      communityId,
      service,
      startsAt,
      touchpointId,
      by: 'staff',
    });
    await noteAct(ctx, tx, { ticketId, move: 'visited', refId: visit.visitId });
    await tx.audit({
      action: 'book-visit',
      subject: { kind: 'visit', id: visit.visitId },
      details: { ticketId, service, by: 'staff' },
    });
    return visit;
  });
}

interface Whom {
  readonly personId: PersonId;
  readonly customerKey: CustomerKey;
}

/** Whom the ticket is about, as the vault knows them with a phone. */
async function knownPerson(ctx: Context, tx: Tx, ticket: Ticket): Promise<Whom> {
  const behind = (await peopleBehind(tx.db, [ticket.personId])).get(ticket.personId);
  const selves = [...new Set([ticket.personId, ...(behind?.personIds ?? [])])].slice(0, READ_LIMIT);
  const { vault } = ctx.services;
  const phones = await vault.masked(tx.db, selves, ['phone']);
  const personId = selves.find((each) => phones.get(each)?.phone?.[0] !== undefined);
  if (personId === undefined) throw new TicketWithoutPhone();
  const [customerKey] = await vault.hashesOf(tx.db, personId, 'phone');
  return { personId, customerKey: customerKey as CustomerKey };
}

async function newPerson(
  ctx: Context,
  tx: Tx,
  contact: { readonly name: string; readonly phone: string },
): Promise<Whom> {
  const faults = (['name', 'phone'] as const).flatMap((kind) => {
    const found = normalise(kind, contact[kind]);
    return 'fault' in found
      ? [{ path: `contact.${kind}`, message: privacyMessages.zh[found.fault] ?? found.fault }]
      : [];
  });
  if (faults.length > 0) throw new InvalidPersonalData(faults);
  const { vault } = ctx.services;
  const customerKey = vault.hash('phone', contact.phone) as CustomerKey;
  if (await vault.isTombstoned(tx.db, 'phone', customerKey)) throw new ContactErased();
  const personId = tx.newId<'Person'>();
  await vault.put(tx, [{ personId, fields: contact }]);
  return { personId, customerKey };
}
