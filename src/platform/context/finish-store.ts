import type { Announcement } from '../outbox/event.ts';
import { prepared } from '../postgres/index.ts';
import { encodeAnswer } from './answer-codec.ts';
import type { OwnedCommand } from './command-store.ts';
import type { DatabaseTransaction } from './context.ts';

/** An announcement with its place in time. */
export type Announced = Announcement & { readonly eventId: string; readonly occurredAt: Date };

const rowOf = (event: Announced) => ({
  id: event.eventId,
  type: event.type,
  version: event.version,
  aggregate: event.aggregate,
  of: event.aggregateId,
  payload: event.payload,
  at: event.occurredAt,
});

const appended = (events: readonly Announced[]) => prepared`
  insert into platform.outbox (event_id, event_type, version, aggregate, aggregate_id, payload, occurred_at)
  select e.id, e.type, e.version, e.aggregate, e.of, e.payload, e.at
  from rows from (json_to_recordset(${JSON.stringify(events.map(rowOf))}::json)
    as (id uuid, type text, version int, aggregate text, of text, payload jsonb, at timestamptz)) with ordinality
    as e (id, type, version, aggregate, of, payload, at, place)
  order by e.place`;

/*
 * Both are asked for right before the commit and not waited for: whatever can be wrong with what they are given is thrown
 * when they are called, not later.
 */

/** Appends events to the outbox in the order given. */
export function appendEvents(trx: DatabaseTransaction, events: readonly Announced[]): Promise<unknown> {
  return prepared`${appended(events)}`.execute(trx);
}

/** A command with the answer to keep. */
export interface AnsweredCommand extends OwnedCommand {
  readonly answer: unknown;
}

/** The same, and keeps the answers of commands beside them. */
export function finishCommands(
  trx: DatabaseTransaction,
  answered: readonly AnsweredCommand[],
  events: readonly Announced[],
): Promise<unknown> {
  return prepared`
    with answered as (
      update platform.command c set answer = x.answer
      from unnest((select ${answered.map(({ owner }) => owner)}::text[]),
        (select ${answered.map(({ command }) => command.key)}::text[]),
        (select ${answered.map(({ answer }) => encodeAnswer(answer))}::text[])) as x (owner, key, answer)
      where c.owner = x.owner and c.command_key = x.key
    ) ${appended(events)}`.execute(trx);
}
