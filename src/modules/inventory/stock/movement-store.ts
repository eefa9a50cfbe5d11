import { sql } from 'kysely';
import type { UserId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { StockPosition } from './stock-store.ts';
import type { MovementKind } from './stock.ts';

export interface Movement {
  readonly revision: number;
  readonly movedAt: Date;
  readonly kind: MovementKind;
  readonly quantity: number;
  readonly onHandDelta: number;
  readonly reservedDelta: number;
  readonly incomingDelta: number;
  readonly referenceKind: string;
  readonly referenceId: string;
  readonly reason: string | null;
  readonly userId: UserId | null;
}

/** A page of the movements of an item at a place, the newest first. The caller has found the row in the reader's scope. */
export async function listMovements(
  db: Database,
  at: StockPosition,
  filter: { readonly kind?: MovementKind | undefined },
  page: { readonly before: number | undefined; readonly limit: number },
): Promise<Movement[]> {
  const kind = filter.kind === undefined ? sql`true` : sql`m.kind = ${filter.kind}`;
  const before = page.before === undefined ? sql`true` : sql`m.revision < ${page.before}`;
  const { rows } = await sql<Movement>`
    select m.revision, m.moved_at as "movedAt", m.kind, m.quantity, m.on_hand_delta as "onHandDelta",
      m.reserved_delta as "reservedDelta", m.incoming_delta as "incomingDelta", m.reference_kind as "referenceKind",
      m.reference_id as "referenceId", m.reason, m.user_id as "userId"
    from inventory.movement m
    where m.place_id = ${at.placeId} and m.sku_id = ${at.skuId} and ${kind} and ${before}
    order by m.revision desc limit ${page.limit}
  `.execute(db);
  return rows;
}

/** A month of the ledger; months are those of UTC: a partition is storage, not a business day. */
export interface Month {
  /** `2026_11` */
  readonly name: string;
  /** The first instant, ISO. */
  readonly from: string;
  /** The first instant of the next month, ISO. */
  readonly to: string;
}

export function monthOf(at: Date, ahead = 0): Month {
  const first = (months: number): Date => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, 1));
  const from = first(ahead).toISOString();
  return { name: from.slice(0, 7).replace('-', '_'), from, to: first(ahead + 1).toISOString() };
}

/**
 * Makes the partition of a month if it is not there; what waited for it in the default partition moves into it. Movements
 * are held off for as long as that takes, which is nothing for a month to come.
 */
export async function createMonth(db: DatabaseTransaction, month: Month): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('inventory.movement.partition', 0))`.execute(db);
  const name = `movement_${month.name}`;
  const { rows } = await sql<{ one: number }>`
    select 1 as one from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'inventory.movement'::regclass and c.relname = ${name}`.execute(db);
  if (rows.length > 0) return;
  const table = sql.id('inventory', name);
  await sql`create table ${table} (like inventory.movement including defaults including constraints)`.execute(db);
  // Nothing may arrive in the default partition between the move and the attachment.
  await sql`lock table inventory.movement_default in access exclusive mode`.execute(db);
  await sql`
    with moved as (
      delete from inventory.movement_default where moved_at >= ${month.from} and moved_at < ${month.to} returning *
    ) insert into ${table} select * from moved`.execute(db);
  await sql`
    alter table inventory.movement attach partition ${table} for values from (${sql.lit(month.from)})
      to (${sql.lit(month.to)})`.execute(db);
}
