import { sql } from 'kysely';
import type { CityId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import type { StockAudit, StockAuditId, StockDifference } from './stock-audit.ts';

type Db = Database | DatabaseTransaction;

/** The cities that keep stock. */
export async function citiesWithStock(db: Db): Promise<CityId[]> {
  const { rows } = await sql<{ city_id: CityId }>`
    select city_id from inventory.stock group by city_id order by city_id
  `.execute(db);
  return rows.map((row) => row.city_id);
}

/**
 * Compares the counters of a city with their movements and open reservations, and writes down what differs. One
 * statement, hence one snapshot: orders that are placed meanwhile do not look like differences.
 */
export async function compareCity(
  db: DatabaseTransaction,
  asked: { readonly cityId: CityId; readonly runId: StockAuditId; readonly overdueAt: Date },
): Promise<{ rows: number; differences: number }> {
  const { cityId, runId, overdueAt } = asked;
  const { rows } = await sql<{ rows: number; differences: number }>`
    with ledger as materialized (
      select place_id, sku_id, sum(on_hand_delta) as on_hand, sum(reserved_delta) as reserved,
        sum(incoming_delta) as incoming, count(*) as moves, max(revision) as revision
      from inventory.movement where city_id = ${cityId} group by place_id, sku_id
    ),
    held as materialized (
      select place_id, sku_id, sum(quantity - issued - released) as reserved,
        count(*) filter (where held_until < ${overdueAt}) as overdue
      from inventory.reservation_line where city_id = ${cityId} and state <> 'closed' group by place_id, sku_id
    ),
    counter as (select * from inventory.stock where city_id = ${cityId}),
    every as (
      select place_id, sku_id from counter union select place_id, sku_id from ledger
      union select place_id, sku_id from held
    ),
    checked as (
      select e.place_id, e.sku_id, each.kind, each.counter, each.ledger
      from every e
      left join counter c on c.place_id = e.place_id and c.sku_id = e.sku_id
      left join ledger l on l.place_id = e.place_id and l.sku_id = e.sku_id
      left join held h on h.place_id = e.place_id and h.sku_id = e.sku_id
      cross join lateral (values
        ('on_hand', coalesce(c.on_hand, 0), coalesce(l.on_hand, 0)),
        ('reserved', coalesce(c.reserved, 0), coalesce(l.reserved, 0)),
        ('incoming', coalesce(c.incoming, 0), coalesce(l.incoming, 0)),
        ('revision', coalesce(c.revision, 0), least(coalesce(l.moves, 0), coalesce(l.revision, 0))),
        ('reservations', coalesce(c.reserved, 0), coalesce(h.reserved, 0)),
        ('overdue', coalesce(h.overdue, 0), 0)
      ) as each (kind, counter, ledger)
      where each.counter <> each.ledger
    ),
    written as (
      insert into inventory.stock_difference (city_id, run_id, place_id, sku_id, kind, counter, ledger)
      select ${cityId}::uuid, ${runId}::uuid, place_id, sku_id, kind, counter, ledger from checked
      returning 1
    )
    select (select count(*) from every) as rows, (select count(*) from written) as differences
  `.execute(db);
  return rows[0]!;
}

export async function insertAudit(db: DatabaseTransaction, audit: StockAudit): Promise<void> {
  await sql`
    insert into inventory.audit_run (run_id, started_at, finished_at, rows_checked, differences)
    values (${audit.runId}, ${audit.startedAt}, ${audit.finishedAt}, ${audit.rowsChecked}, ${audit.differences})
  `.execute(db);
}

/** Audits, the newest first, before `before`; `differences` are those that the reader may see. */
export async function listAudits(
  db: Db,
  scope: Scope,
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<StockAudit[]> {
  const before = page.before === undefined ? sql`true` : sql`r.run_id < ${page.before}::uuid`;
  const { rows } = await sql<StockAudit>`
    select r.run_id as "runId", r.started_at as "startedAt", r.finished_at as "finishedAt",
      r.rows_checked as "rowsChecked",
      (select count(*) from inventory.stock_difference d where d.run_id = r.run_id and ${visible(scope)}) as differences
    from inventory.audit_run r where ${before} order by r.run_id desc limit ${page.limit}
  `.execute(db);
  return rows;
}

const visible = (scope: Scope) => within(scope, { city: 'd.city_id', store: 'd.place_id' });

/** A place in the list of an audit's differences. */
export type DifferenceKey = Pick<StockDifference, 'placeId' | 'skuId' | 'kind'>;

/** What an audit found, by place and item, as far as the reader may see it. */
export async function listDifferences(
  db: Db,
  scope: Scope,
  runId: StockAuditId,
  page: { readonly after: DifferenceKey | undefined; readonly limit: number },
): Promise<StockDifference[]> {
  const { after } = page;
  const from =
    after === undefined
      ? sql`true`
      : sql`(d.place_id, d.sku_id, d.kind) > (${after.placeId}::uuid, ${after.skuId}::uuid, ${after.kind})`;
  const { rows } = await sql<StockDifference>`
    select d.city_id as "cityId", d.run_id as "runId", d.place_id as "placeId", d.sku_id as "skuId", d.kind, d.counter,
      d.ledger
    from inventory.stock_difference d where d.run_id = ${runId} and ${visible(scope)} and ${from}
    order by d.place_id, d.sku_id, d.kind limit ${page.limit}
  `.execute(db);
  return rows;
}
