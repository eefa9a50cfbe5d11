import { sql } from 'kysely';
import { NotFound } from '#kernel/errors';
import type { Context } from '../context/context.ts';
import { ANNOUNCED } from './outbox-store.ts';
import { deleteParked, wantRetry } from './parked-store.ts';

export interface ParkedAggregate {
  readonly subscription: string;
  readonly aggregate: string;
  readonly aggregateId: string;
}

/** Asks the relay to try the parked events of an aggregate again, in order. */
export async function retryParked(ctx: Context, input: ParkedAggregate): Promise<{ events: number }> {
  return ctx.transaction(async (tx) => {
    const events = await wantRetry(tx.db, input.subscription, input.aggregate, input.aggregateId);
    if (events === 0) throw new NotFound('parked-event');
    await tx.audit({
      action: 'retry-parked',
      subject: { kind: input.aggregate, id: input.aggregateId },
      details: { subscription: input.subscription, events },
    });
    await sql`select pg_notify(${ANNOUNCED}, '')`.execute(tx.db);
    return { events };
  });
}

/** Drops one parked event for one subscription, with the reason that a person gives; those behind it are tried again. */
export async function dropParked(
  ctx: Context,
  input: ParkedAggregate & { seq: number; reason: string },
): Promise<{ dropped: true }> {
  return ctx.transaction(async (tx) => {
    const deleted = await deleteParked(tx.db, input.subscription, input.seq);
    if (deleted === 0) throw new NotFound('parked-event');
    await wantRetry(tx.db, input.subscription, input.aggregate, input.aggregateId);
    await tx.audit({
      action: 'drop-parked',
      subject: { kind: input.aggregate, id: input.aggregateId },
      details: { subscription: input.subscription, seq: input.seq, reason: input.reason },
    });
    await sql`select pg_notify(${ANNOUNCED}, '')`.execute(tx.db);
    return { dropped: true };
  });
}
