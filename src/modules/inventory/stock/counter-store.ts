import { sql } from 'kysely';
import type { CityId, SkuId, StockPlaceId, UserId } from '#kernel/ids';
import type { DatabaseTransaction } from '#platform/context';
import type { LowRow } from './reservation-store.ts';
import type { MovementKind, ShortLine, StockLine, StockReference } from './stock.ts';

/** A change of what lies at a place or is to come there. */
export interface CounterChange {
  readonly cityId: CityId;
  readonly placeId: StockPlaceId;
  readonly skuId: SkuId;
  readonly kind: MovementKind;
  /** Added to what lies there; negative takes away. */
  readonly onHand: number;
  /** Added to what is to come. */
  readonly incoming: number;
  /** What was counted: lies there from now on, whatever lay there before. Instead of `onHand`. */
  readonly counted?: number | undefined;
}

/** Where changes come from, as the ledger keeps it. */
export interface ChangeOrigin {
  readonly reference: StockReference;
  readonly reason: string | null;
  readonly userId: UserId | null;
  readonly at: Date;
}

/** What came of one change: the deltas, and the counters after it. */
export interface ChangedCounter {
  readonly placeId: StockPlaceId;
  readonly skuId: SkuId;
  readonly onHandDelta: number;
  readonly incomingDelta: number;
  readonly onHand: number;
  readonly reserved: number;
  readonly incoming: number;
}

interface ChangedRow {
  readonly what: 'short' | 'changed';
  readonly place_id: StockPlaceId;
  readonly sku_id: SkuId;
  readonly on_hand: number;
  readonly reserved: number;
  readonly incoming: number;
  readonly on_hand_delta: number;
  readonly incoming_delta: number;
  readonly low_below: number | null;
}

/** Rows for items that were never at a place. */
export async function addEmptyRows(
  db: DatabaseTransaction,
  rows: readonly Pick<CounterChange, 'cityId' | 'placeId' | 'skuId'>[],
  at: Date,
): Promise<void> {
  await sql`
    insert into inventory.stock (city_id, place_id, sku_id, on_hand, reserved, incoming, revision, changed_at)
    select w.city_id, w.place_id, w.sku_id, 0, 0, 0, 0, ${at}::timestamptz
    from unnest(${rows.map((row) => row.cityId)}::uuid[], ${rows.map((row) => row.placeId)}::uuid[],
      ${rows.map((row) => row.skuId)}::uuid[]) as w (city_id, place_id, sku_id)
    order by w.place_id, w.sku_id
    on conflict (place_id, sku_id, city_id) do nothing
  `.execute(db);
}

/**
 * The part of the statement without parameters: rows are locked in order, then all is written or nothing. Every counter
 * is written from the locked row (see the reservations' store).
 */
const CHANGE = sql`
  locked as materialized (
    select s.city_id, s.place_id, s.sku_id, s.on_hand, s.reserved, s.incoming, s.revision, s.low_below, w.kind,
      w.incoming as incoming_asked, coalesce(w.counted - s.on_hand, w.on_hand) as on_hand_delta
    from wanted w
    join inventory.stock s on s.place_id = w.place_id and s.sku_id = w.sku_id and s.city_id = w.city_id
    order by s.place_id, s.sku_id for update of s
  ),
  planned as materialized (
    select l.*, o.*, case when o.clamped and l.incoming_asked < 0
      then greatest(l.incoming_asked, -l.incoming, l.reserved - l.on_hand - l.on_hand_delta - l.incoming)
      else l.incoming_asked end as incoming_delta
    from locked l cross join origin o
  ),
  short as materialized (
    select w.place_id, w.sku_id, coalesce(p.on_hand, 0) as on_hand, coalesce(p.reserved, 0) as reserved,
      coalesce(p.incoming, 0) as incoming, coalesce(p.on_hand_delta, w.on_hand) as on_hand_delta,
      coalesce(p.incoming_delta, w.incoming) as incoming_delta
    from wanted w left join planned p on p.place_id = w.place_id and p.sku_id = w.sku_id
    where p.place_id is null or p.on_hand + p.on_hand_delta < 0 or p.incoming + p.incoming_delta < 0
      or p.reserved > p.on_hand + p.on_hand_delta + p.incoming + p.incoming_delta
  ),
  counted as (
    update inventory.stock s
    set on_hand = p.on_hand + p.on_hand_delta, reserved = p.reserved, incoming = p.incoming + p.incoming_delta,
      revision = p.revision + 1, changed_at = p.moved_at
    from planned p
    where s.place_id = p.place_id and s.sku_id = p.sku_id and s.city_id = p.city_id and not exists (select from short)
  ),
  moved as (
    insert into inventory.movement (city_id, place_id, sku_id, revision, moved_at, kind, quantity, on_hand_delta,
      reserved_delta, incoming_delta, reference_kind, reference_id, reason, user_id)
    select p.city_id, p.place_id, p.sku_id, p.revision + 1, p.moved_at, p.kind,
      greatest(abs(p.on_hand_delta), abs(p.incoming_delta)), p.on_hand_delta, 0, p.incoming_delta, p.reference_kind,
      p.reference_id, p.reason, p.user_id
    from planned p where not exists (select from short)
  )
`;

/**
 * Changes counters, all or none; an item and place stands once. A change that would leave less than nothing, or less
 * than is reserved, answers as short with what could be taken, and whether less lies there than should go. `asFarAsPossible` takes away of what is to come only as
 * much as nobody reserved. Rows that are not there are short: `addEmptyRows` first.
 */
export async function changeCounters(
  db: DatabaseTransaction,
  changes: readonly CounterChange[],
  origin: ChangeOrigin,
  { asFarAsPossible = false }: { readonly asFarAsPossible?: boolean } = {},
): Promise<{ short: ShortLine[]; notOnHand: boolean; changed: ChangedCounter[]; low: LowRow[] }> {
  const { rows } = await sql<ChangedRow>`
    with origin as (
      select ${origin.reference.kind}::text as reference_kind, ${origin.reference.id}::text as reference_id,
        ${origin.reason}::text as reason, ${origin.userId}::uuid as user_id, ${origin.at}::timestamptz as moved_at,
        ${asFarAsPossible}::boolean as clamped
    ),
    wanted as (
      select * from unnest(${changes.map((each) => each.cityId)}::uuid[],
        ${changes.map((each) => each.placeId)}::uuid[], ${changes.map((each) => each.skuId)}::uuid[],
        ${changes.map((each) => each.kind)}::text[], ${changes.map((each) => each.onHand)}::int[],
        ${changes.map((each) => each.incoming)}::int[], ${changes.map((each) => each.counted ?? null)}::int[])
        as w (city_id, place_id, sku_id, kind, on_hand, incoming, counted)
    ),
    ${CHANGE}
    select 'short' as what, place_id, sku_id, on_hand, reserved, incoming, on_hand_delta, incoming_delta,
      null::int as low_below
    from short
    union all
    select 'changed', place_id, sku_id, on_hand, reserved, incoming, on_hand_delta, incoming_delta, low_below
    from planned where not exists (select from short)
  `.execute(db);
  const changed = rows.filter((row) => row.what === 'changed');
  const short = rows.filter((row) => row.what === 'short');
  return {
    short: short.map(toShort),
    notOnHand: short.some((row) => row.on_hand + row.on_hand_delta < 0),
    changed: changed.map((row) => ({
      placeId: row.place_id,
      skuId: row.sku_id,
      onHandDelta: row.on_hand_delta,
      incomingDelta: row.incoming_delta,
      onHand: row.on_hand + row.on_hand_delta,
      reserved: row.reserved,
      incoming: row.incoming + row.incoming_delta,
    })),
    low: changed.flatMap(toLow),
  };
}

/** What could have been taken, of that which was asked to go. */
function toShort(row: ChangedRow): ShortLine {
  const free = row.on_hand + row.incoming - row.reserved;
  const gone = -row.on_hand_delta;
  const [asked, there] = gone > 0 ? [gone, row.on_hand] : [-row.incoming_delta, row.incoming];
  return { placeId: row.place_id, skuId: row.sku_id, asked, available: Math.max(0, Math.min(free, there)) };
}

function toLow(row: ChangedRow): LowRow[] {
  const before = row.on_hand + row.incoming - row.reserved;
  const available = before + row.on_hand_delta + row.incoming_delta;
  const { low_below: lowBelow } = row;
  if (lowBelow === null || before < lowBelow || available >= lowBelow) return [];
  return [{ placeId: row.place_id, skuId: row.sku_id, available, lowBelow }];
}

/** Puts goods back where they lie, even where they never lay before; waste is written down and changes no counter. */
export async function putBack(
  db: DatabaseTransaction,
  asked: {
    readonly cityId: CityId;
    readonly lines: readonly StockLine[];
    readonly sellable: boolean;
    readonly origin: ChangeOrigin;
  },
): Promise<void> {
  const { cityId, lines, sellable, origin } = asked;
  await sql`
    with origin as (
      select ${cityId}::uuid as city_id, ${origin.reference.kind}::text as reference_kind,
        ${origin.reference.id}::text as reference_id, ${origin.userId}::uuid as user_id,
        ${origin.at}::timestamptz as moved_at, ${sellable}::boolean as sellable
    ),
    wanted as (
      select w.*, case when o.sellable then w.quantity else 0 end as kept, o.*
      from unnest(${lines.map((line) => line.placeId)}::uuid[], ${lines.map((line) => line.skuId)}::uuid[],
        ${lines.map((line) => line.quantity)}::int[]) as w (place_id, sku_id, quantity) cross join origin o
    ),
    counted as (
      insert into inventory.stock (city_id, place_id, sku_id, on_hand, reserved, incoming, revision, changed_at)
      select city_id, place_id, sku_id, kept, 0, 0, 1, moved_at from wanted order by place_id, sku_id
      on conflict (place_id, sku_id, city_id) do update
      set on_hand = stock.on_hand + excluded.on_hand, revision = stock.revision + 1, changed_at = excluded.changed_at
      returning place_id, sku_id, revision
    )
    insert into inventory.movement (city_id, place_id, sku_id, revision, moved_at, kind, quantity, on_hand_delta,
      reserved_delta, incoming_delta, reference_kind, reference_id, user_id)
    select w.city_id, w.place_id, w.sku_id, c.revision, w.moved_at,
      case when w.sellable then 'returned' else 'returned_waste' end, w.quantity, w.kept, 0, 0, w.reference_kind,
      w.reference_id, w.user_id
    from wanted w join counted c on c.place_id = w.place_id and c.sku_id = w.sku_id
  `.execute(db);
}

/** Sets from which amount an item at a place counts as low; answers whether it is there. */
export async function setLowBelow(
  db: DatabaseTransaction,
  asked: {
    readonly cityId: CityId;
    readonly placeId: StockPlaceId;
    readonly skuId: SkuId;
    readonly lowBelow: number | null;
  },
): Promise<boolean> {
  const { rows } = await sql<{ one: number }>`
    update inventory.stock set low_below = ${asked.lowBelow}::int
    where place_id = ${asked.placeId} and sku_id = ${asked.skuId} and city_id = ${asked.cityId}
    returning 1 as one
  `.execute(db);
  return rows.length > 0;
}
