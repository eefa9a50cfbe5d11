import { sql } from 'kysely';
import type { CityId, SkuId, StockPlaceId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import {
  AskApart,
  gathered,
  insisting,
  isShared,
  literally,
  mayRely,
  prepared,
  type Prepared,
} from '#platform/postgres';
import type { ShortLine, StockLine } from './stock.ts';

/*
 * Each part is one statement of constant text. Rows of `stock` are locked by a CTE in the order (place, sku), so that
 * two statements never wait for each other in a circle. Every counter is written from the locked row, even where it does
 * not change: under READ COMMITTED the UPDATE first sees the row as it was when the statement began, and PostgreSQL
 * holds what it makes of that against the checks before it notices that the row is newer.
 */

/** A row whose `available` fell below its threshold by this statement. */
export interface LowRow {
  readonly placeId: StockPlaceId;
  readonly skuId: SkuId;
  readonly available: number;
  readonly lowBelow: number;
}

interface OutcomeRow {
  readonly what: 'short' | 'low';
  readonly place_id: StockPlaceId;
  readonly sku_id: SkuId;
  readonly asked: number;
  readonly available: number;
}

const shortOf = (rows: readonly OutcomeRow[]): ShortLine[] =>
  rows
    .filter((row) => row.what === 'short')
    .map((row) => ({ placeId: row.place_id, skuId: row.sku_id, asked: row.asked, available: row.available }));

const lowOf = (rows: readonly OutcomeRow[]): LowRow[] =>
  rows
    .filter((row) => row.what === 'low')
    .map((row) => ({ placeId: row.place_id, skuId: row.sku_id, available: row.available, lowBelow: row.asked }));

/** A holder and what it wants, each item and place once. */
export interface ReservationAsked {
  readonly cityId: CityId;
  readonly holderId: string;
  readonly heldUntil: Date | null;
  readonly lines: readonly StockLine[];
  readonly at: Date;
}

/**
 * Reserves all lines of a holder, or none and says which are short. One statement for all who reserve at the same
 * moment: rows of stock are locked in order, then everything is written or nothing.
 * Where it may be relied on it raises instead, also when an item becomes low.
 * @throws AskApart where several share the transaction and there is not enough for all of them
 */
export const insertReservation = gathered(
  async (
    db: DatabaseTransaction,
    asked: readonly ReservationAsked[],
  ): Promise<{ short: ShortLine[]; low: LowRow[] }[]> => {
    if (mayRely(db)) {
      await reserving(
        asked,
        insisting(NOTHING_TO_SAY, 'there is enough of everything, and no threshold is passed'),
      ).execute(db);
      return asked.map(() => ({ short: [], low: [] }));
    }
    const { rows } = await reserving<OutcomeRow>(asked, OUTCOME).execute(db);
    const short = shortOf(rows);
    // Whoever is short is told, and counted, when they ask by themselves.
    if (short.length > 0 && isShared(db)) throw new AskApart('not enough for all who ask');
    // An item became low by all of them: one says so.
    return asked.map((_, at) => (at === 0 ? { short, low: lowOf(rows) } : { short: [], low: [] }));
  },
);

const OUTCOME = literally(`
    select 'short' as what, place_id, sku_id, quantity as asked, available from short
    union all
    select 'low', place_id, sku_id, low_below, on_hand + incoming - reserved - quantity from lowered`);
const NOTHING_TO_SAY = literally('not exists (select from short) and not exists (select from lowered)');

/** The statement that reserves; `end` asks about who is `short` and what `lowered` its item below its threshold. */
function reserving<Row>(asked: readonly ReservationAsked[], end: Prepared<unknown>): Prepared<Row> {
  const wanted = asked.flatMap(({ cityId, holderId, heldUntil, lines, at }) =>
    lines.map((line) => ({ ...line, cityId, holderId, heldUntil, at })),
  );
  return prepared<Row>`
    with wanted as materialized (
      select * from unnest(${wanted.map((it) => it.cityId)}::uuid[], ${wanted.map((it) => it.holderId)}::uuid[],
        ${wanted.map((it) => it.heldUntil)}::timestamptz[], ${wanted.map((it) => it.placeId)}::uuid[],
        ${wanted.map((it) => it.skuId)}::uuid[], ${wanted.map((it) => it.quantity)}::int[],
        ${wanted.map((it) => it.at)}::timestamptz[])
        as w (city_id, holder_id, held_until, place_id, sku_id, quantity, moved_at)
    ),
    total as (
      select city_id, place_id, sku_id, sum(quantity)::int as quantity, count(*)::int as moves, max(moved_at) as moved_at
      from wanted group by city_id, place_id, sku_id
    ),
    locked as materialized (
      select s.city_id, s.place_id, s.sku_id, t.quantity, t.moves, t.moved_at, s.on_hand, s.reserved, s.incoming,
        s.revision, s.low_below
      from total t
      join inventory.stock s on s.place_id = t.place_id and s.sku_id = t.sku_id and s.city_id = t.city_id
      order by s.place_id, s.sku_id for update of s
    ),
    short as materialized (
      select t.place_id, t.sku_id, t.quantity, coalesce(l.on_hand + l.incoming - l.reserved, 0) as available
      from total t left join locked l on l.place_id = t.place_id and l.sku_id = t.sku_id
      where coalesce(l.on_hand + l.incoming - l.reserved, 0) < t.quantity
    ),
    counted as (
      update inventory.stock s
      set on_hand = l.on_hand, reserved = l.reserved + l.quantity, incoming = l.incoming,
        revision = l.revision + l.moves, changed_at = l.moved_at
      from locked l
      where s.place_id = l.place_id and s.sku_id = l.sku_id and s.city_id = l.city_id and not exists (select from short)
    ),
    taken as materialized (
      select w.*, l.revision + row_number() over (partition by w.place_id, w.sku_id order by w.holder_id) as revision
      from wanted w join locked l on l.place_id = w.place_id and l.sku_id = w.sku_id
      where not exists (select from short)
    ),
    moved as (
      insert into inventory.movement (city_id, place_id, sku_id, revision, moved_at, kind, quantity, on_hand_delta,
        reserved_delta, incoming_delta, reference_kind, reference_id)
      select t.city_id, t.place_id, t.sku_id, t.revision, t.moved_at, 'reserved', t.quantity, 0, t.quantity, 0,
        'order', t.holder_id::text
      from taken t
    ),
    held as (
      insert into inventory.reservation_line (city_id, holder_id, place_id, sku_id, quantity, issued, released, state,
        held_until, changed_at)
      select t.city_id, t.holder_id, t.place_id, t.sku_id, t.quantity, 0, 0,
        case when t.held_until is null then 'kept' else 'held' end, t.held_until, t.moved_at
      from taken t
      on conflict (holder_id, place_id, sku_id, city_id) do update
      set quantity = reservation_line.quantity + excluded.quantity, state = excluded.state,
        held_until = excluded.held_until, changed_at = excluded.changed_at
    ),
    lowered as (
      select * from locked
      where not exists (select from short)
        and on_hand + incoming - reserved >= low_below and on_hand + incoming - reserved - quantity < low_below
    )
    ${end}`;
}

interface KeepingAsked {
  readonly cityId: CityId;
  readonly holderIds: readonly string[];
  readonly at: Date;
}

/**
 * Takes the limit off what holders have reserved; answers the holders that have nothing reserved any more. One statement
 * for all of a city who ask at the same moment. Where it may be relied on it raises instead.
 */
export const keepReservations = gathered(
  async (db: DatabaseTransaction, asked: readonly KeepingAsked[]): Promise<string[][]> => {
    const ofCity = Map.groupBy(asked, ({ cityId }) => cityId);
    const gone = new Set((await Promise.all([...ofCity.values()].map((same) => keepInCity(db, same)))).flat());
    return asked.map(({ holderIds }) => holderIds.filter((holderId) => gone.has(holderId)));
  },
);

const GONE = literally('select holder_id from gone');
const NOBODY_GONE = literally('not exists (select from gone)');

async function keepInCity(db: DatabaseTransaction, same: readonly KeepingAsked[]): Promise<string[]> {
  const [first] = same;
  const holderIds = [...new Set(same.flatMap((each) => each.holderIds))].toSorted();
  const { rows } = await prepared<{ holder_id: string }>`
    with kept as (
      update inventory.reservation_line r
      set state = case when r.state = 'closed' then 'closed' else 'kept' end, held_until = null,
        changed_at = ${first?.at}::timestamptz
      where r.city_id = ${first?.cityId}::uuid and r.holder_id = any((select ${holderIds}::uuid[])::uuid[])
        and r.released < r.quantity
      returning r.holder_id
    ), gone as (
      select h.holder_id from unnest(${holderIds}::uuid[]) as h (holder_id)
      where h.holder_id not in (select holder_id from kept)
    )
    ${mayRely(db) ? insisting(NOBODY_GONE, 'whoever paid has something reserved') : GONE}`.execute(db);
  return mayRely(db) ? [] : rows.map((row) => row.holder_id);
}

/** What to take from holders: everything that they still hold, or these lines of it. */
export interface HolderLines {
  readonly holderId: string;
  readonly lines?: readonly StockLine[] | undefined;
}

/** What was taken from a holder. */
export interface TakenLine extends StockLine {
  readonly holderId: string;
}

interface TakenRow {
  readonly what: 'short' | 'taken';
  readonly holder_id: string;
  readonly place_id: StockPlaceId;
  readonly sku_id: SkuId;
  readonly quantity: number;
  readonly available: number;
}

type WantedRow = { readonly holderId: string } & { readonly [K in keyof StockLine]: StockLine[K] | null };

/** Columns of what is asked for: a holder without lines stands once, without a place. */
function columnsOf(holders: readonly HolderLines[]) {
  const rows = holders.flatMap(({ holderId, lines }): WantedRow[] =>
    lines === undefined
      ? [{ holderId, placeId: null, skuId: null, quantity: null }]
      : lines.map((line) => ({ holderId, ...line })),
  );
  return {
    holderIds: rows.map((row) => row.holderId),
    placeIds: rows.map((row) => row.placeId),
    skuIds: rows.map((row) => row.skuId),
    quantities: rows.map((row) => row.quantity),
  };
}

/** The part of the statement without parameters: lines, then rows of stock, are locked in order, then all are written. */
const TAKE = sql`
  line as materialized (
    select r.holder_id, r.place_id, r.sku_id, r.quantity as held, r.issued, r.released, r.state, r.held_until,
      least(r.quantity - r.issued - r.released, w.quantity) as quantity
    from wanted w cross join asked a
    join inventory.reservation_line r on r.city_id = a.city_id and r.holder_id = w.holder_id
      and (w.place_id is null or (r.place_id = w.place_id and r.sku_id = w.sku_id))
    where r.state <> 'closed'
    order by r.holder_id, r.place_id, r.sku_id for update of r
  ),
  total as (
    select place_id, sku_id, sum(quantity)::int as quantity, count(*)::int as moves from line group by place_id, sku_id
  ),
  locked as materialized (
    select s.city_id, s.place_id, s.sku_id, t.quantity, t.moves, s.on_hand, s.reserved, s.incoming, s.revision,
      a.kind, a.reason, a.moved_at,
      case a.kind when 'issued' then 0 when 'short' then least(s.incoming, t.quantity) else 0 end as incoming_gone,
      case a.kind when 'issued' then t.quantity when 'short' then t.quantity - least(s.incoming, t.quantity)
        else 0 end as on_hand_gone
    from total t cross join asked a
    join inventory.stock s on s.place_id = t.place_id and s.sku_id = t.sku_id and s.city_id = a.city_id
    order by s.place_id, s.sku_id for update of s
  ),
  short as materialized (select * from locked where on_hand < on_hand_gone),
  taken as materialized (
    select l.holder_id, l.held, l.issued, l.released, l.state, l.held_until, l.quantity as units, k.*,
      row_number() over each as number, sum(l.quantity) over each - l.quantity as before
    from line l join locked k on k.place_id = l.place_id and k.sku_id = l.sku_id
    where not exists (select from short)
    window each as (partition by l.place_id, l.sku_id order by l.holder_id)
  ),
  counted as (
    update inventory.stock s
    set on_hand = k.on_hand - k.on_hand_gone, reserved = k.reserved - k.quantity,
      incoming = k.incoming - k.incoming_gone, revision = k.revision + k.moves, changed_at = k.moved_at
    from locked k
    where s.place_id = k.place_id and s.sku_id = k.sku_id and s.city_id = k.city_id and not exists (select from short)
  ),
  moved as (
    insert into inventory.movement (city_id, place_id, sku_id, revision, moved_at, kind, quantity, on_hand_delta,
      reserved_delta, incoming_delta, reference_kind, reference_id, reason)
    select t.city_id, t.place_id, t.sku_id, t.revision + t.number, t.moved_at, t.kind, t.units,
      case t.kind when 'issued' then -t.units
        when 'short' then greatest(0, least(t.units, t.incoming - t.before)) - t.units else 0 end,
      -t.units,
      case t.kind when 'short' then -greatest(0, least(t.units, t.incoming - t.before)) else 0 end,
      'order', t.holder_id::text, t.reason
    from taken t
  ),
  closed as (
    update inventory.reservation_line r
    set quantity = t.held, issued = t.issued + case t.kind when 'issued' then t.units else 0 end,
      released = t.released + case t.kind when 'issued' then 0 else t.units end,
      state = case when t.held = t.issued + t.released + t.units then 'closed' else t.state end,
      held_until = t.held_until, changed_at = t.moved_at
    from taken t
    where r.holder_id = t.holder_id and r.place_id = t.place_id and r.sku_id = t.sku_id and r.city_id = t.city_id
  )
`;

/**
 * Takes from holders what they still hold, never more: `release` gives it back, `short` says that it never came (of
 * what is incoming first, then of what lies there), `issue` hands it over. Handing over more than lies there changes
 * nothing and answers what is short.
 */
export async function takeFromHolders(
  db: DatabaseTransaction,
  asked: {
    readonly cityId: CityId;
    readonly holders: readonly HolderLines[];
    readonly as: 'released' | 'short' | 'issued';
    readonly reason: string | null;
    readonly at: Date;
  },
): Promise<{ short: ShortLine[]; taken: TakenLine[] }> {
  const { holderIds, placeIds, skuIds, quantities } = columnsOf(asked.holders);
  const { rows } = await sql<TakenRow>`
    with asked as (
      select ${asked.cityId}::uuid as city_id, ${asked.as}::text as kind, ${asked.reason}::text as reason,
        ${asked.at}::timestamptz as moved_at
    ),
    wanted as (
      select * from unnest(${holderIds}::uuid[], ${placeIds}::uuid[], ${skuIds}::uuid[], ${quantities}::int[])
        as w (holder_id, place_id, sku_id, quantity)
    ),
    ${TAKE}
    select 'short' as what, null::uuid as holder_id, place_id, sku_id, quantity, on_hand as available from short
    union all
    select 'taken', holder_id, place_id, sku_id, units, 0 from taken
  `.execute(db);
  return {
    short: rows
      .filter((row) => row.what === 'short')
      .map((row) => ({ placeId: row.place_id, skuId: row.sku_id, asked: row.quantity, available: row.available })),
    taken: rows
      .filter((row) => row.what === 'taken')
      .map((row) => ({ holderId: row.holder_id, placeId: row.place_id, skuId: row.sku_id, quantity: row.quantity })),
  };
}

export interface Reservation {
  readonly cityId: CityId;
  readonly holderId: string;
  readonly placeId: StockPlaceId;
  readonly skuId: SkuId;
  readonly quantity: number;
  readonly issued: number;
  readonly released: number;
  readonly state: 'held' | 'kept' | 'closed';
  readonly heldUntil: Date | null;
}

/** What holders have reserved, closed lines included. */
export async function reservationsOf(
  db: Database | DatabaseTransaction,
  holderIds: readonly string[],
): Promise<Map<string, Reservation[]>> {
  const { rows } = await sql<Reservation>`
    select city_id as "cityId", holder_id as "holderId", place_id as "placeId", sku_id as "skuId", quantity, issued,
      released, state, held_until as "heldUntil"
    from inventory.reservation_line where holder_id = any(${[...holderIds]}::uuid[])
    order by holder_id, place_id, sku_id
  `.execute(db);
  return Map.groupBy(rows, (row) => row.holderId);
}

/** Forgets reservations that were closed before a moment, at most `limit`; answers how many. */
export async function deleteClosedReservations(db: Database, before: Date, limit: number): Promise<number> {
  const { rows } = await sql<{ one: number }>`
    delete from inventory.reservation_line where (holder_id, place_id, sku_id, city_id) in (
      select holder_id, place_id, sku_id, city_id from inventory.reservation_line
      where state = 'closed' and changed_at < ${before} limit ${limit}
    ) returning 1 as one
  `.execute(db);
  return rows.length;
}
