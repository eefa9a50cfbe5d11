import { sql } from 'kysely';
import type { UserId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { Outcome, Ticket } from './ticket.ts';

type Db = Database | DatabaseTransaction;

/** One entry of a ticket's timeline. */
export interface TicketStep {
  readonly step: number;
  readonly move: 'opened' | 'taken' | 'noted' | 'claimed' | 'visited' | 'done';
  readonly by: 'staff' | 'system';
  readonly userId: UserId | null;
  readonly outcome: Outcome | null;
  /** What was written down, sealed under the customer's key. */
  readonly noteSealed: Buffer | null;
  /** The claim or visit that came of the ticket. */
  readonly refId: string | null;
  readonly madeAt: Date;
}

export async function insertStep(
  db: DatabaseTransaction,
  ticket: Pick<Ticket, 'cityId' | 'ticketId'>,
  step: TicketStep,
): Promise<void> {
  await sql`
    insert into desk.ticket_step (city_id, ticket_id, step, move, by_kind, user_id, outcome, note_sealed, ref_id,
      made_at)
    values (${ticket.cityId}, ${ticket.ticketId}, ${step.step}, ${step.move}, ${step.by}, ${step.userId},
      ${step.outcome}, ${step.noteSealed}, ${step.refId}, ${step.madeAt})`.execute(db);
}

/** The timeline of a ticket that the caller has already found within the reader's scope; at most 500 entries. */
export async function stepsOf(db: Db, ticket: Pick<Ticket, 'cityId' | 'ticketId'>): Promise<TicketStep[]> {
  const found = await sql<{
    step: number;
    move: TicketStep['move'];
    by_kind: TicketStep['by'];
    user_id: UserId | null;
    outcome: Outcome | null;
    note_sealed: Buffer | null;
    ref_id: string | null;
    made_at: Date;
  }>`
    select step, move, by_kind, user_id, outcome, note_sealed, ref_id, made_at from desk.ticket_step
    where city_id = ${ticket.cityId} and ticket_id = ${ticket.ticketId} order by step limit 500`.execute(db);
  return found.rows.map((row) => ({
    step: row.step,
    move: row.move,
    by: row.by_kind,
    userId: row.user_id,
    outcome: row.outcome,
    noteSealed: row.note_sealed,
    refId: row.ref_id,
    madeAt: row.made_at,
  }));
}
