import { sql } from 'kysely';
import type { PickupPointId, UserId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { HandedLine, HandOver, HandOverId, UndoReason } from './hand-over.ts';

type Db = Database | DatabaseTransaction;

export async function insertHandOver(db: DatabaseTransaction, it: HandOver): Promise<void> {
  await sql`
    with made as (
      insert into commerce.hand_over (city_id, hand_over_id, pickup_point_id, customer_key, person_id, way, on_behalf,
        units, made_by, made_at)
      values (${it.cityId}, ${it.handOverId}, ${it.pickupPointId}, ${it.customerKey}, ${it.personId}, ${it.way},
        ${it.onBehalf}, ${it.units}, ${it.madeBy}, ${it.madeAt})
    )
    insert into commerce.hand_over_line (city_id, hand_over_id, parcel_id, line_no, quantity)
    select ${it.cityId}::uuid, ${it.handOverId}::uuid, x.parcel, x.line, x.quantity
    from unnest(${it.lines.map((line) => line.parcelId)}::uuid[], ${it.lines.map((line) => line.lineNo)}::int[],
      ${it.lines.map((line) => line.quantity)}::int[]) as x (parcel, line, quantity)`.execute(db);
}

const columns = sql`
  h.hand_over_id as "handOverId", h.city_id as "cityId", h.pickup_point_id as "pickupPointId",
  h.customer_key as "customerKey", h.person_id as "personId", h.way, h.on_behalf as "onBehalf", h.units,
  h.made_by as "madeBy", h.made_at as "madeAt", h.undone_at as "undoneAt", h.undo_reason as "undoReason"`;

async function withLines(db: Db, acts: readonly Omit<HandOver, 'lines'>[]): Promise<HandOver[]> {
  const { rows } = await sql<HandedLine & { readonly handOverId: HandOverId }>`
    select l.hand_over_id as "handOverId", l.parcel_id as "parcelId", l.line_no as "lineNo", l.quantity
    from commerce.hand_over_line l where (l.city_id, l.hand_over_id) in (
      select * from unnest(${acts.map((act) => act.cityId)}::uuid[], ${acts.map((act) => act.handOverId)}::uuid[]))
    order by l.hand_over_id, l.parcel_id, l.line_no`.execute(db);
  const lines = Map.groupBy(rows, (row) => row.handOverId);
  return acts.map((act) => ({ ...act, lines: lines.get(act.handOverId) ?? [] }));
}

/** For whoever was told its id; whose it is, is the caller's question. */
export async function handOverById(db: Db, handOverId: HandOverId): Promise<HandOver | undefined> {
  const { rows } = await sql<Omit<HandOver, 'lines'>>`
    select ${columns} from commerce.hand_over h where h.hand_over_id = ${handOverId}`.execute(db);
  return (await withLines(db, rows))[0];
}

/** The newest of a point, whose keeper asks. */
export async function handOversAt(db: Db, pickupPointId: PickupPointId, limit: number): Promise<HandOver[]> {
  const { rows } = await sql<Omit<HandOver, 'lines'>>`
    select ${columns} from commerce.hand_over h where h.pickup_point_id = ${pickupPointId}
    order by h.made_at desc, h.hand_over_id desc limit ${limit}`.execute(db);
  return withLines(db, rows);
}

/** Says that it was taken back; false where it was before. */
export async function undoRow(
  db: DatabaseTransaction,
  it: Pick<HandOver, 'cityId' | 'handOverId'> & {
    readonly by: UserId | null;
    readonly reason: UndoReason;
    readonly at: Date;
  },
): Promise<boolean> {
  const done = await sql`
    update commerce.hand_over set undone_at = ${it.at}, undone_by = ${it.by}, undo_reason = ${it.reason}
    where city_id = ${it.cityId} and hand_over_id = ${it.handOverId} and undone_at is null`.execute(db);
  return (done.numAffectedRows ?? 0n) > 0n;
}
