import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '#platform/context';
import { ORDER_COMPLETED } from '../ingestion/read-event.ts';

/** What a store's tills sold of an item on a business day; without an item, how many receipts there were. */
export interface TillDay {
  readonly storeCode: string;
  readonly skuCode: string | null;
  readonly day: string;
  readonly units: number;
}

/**
 * Units by item, and receipts, of tills that send theirs, between two instants, by store and business day. Receipts that
 * name no store are none of a till. They are received after they are written: the months before need not be read.
 */
export async function tillSales(db: Database | DatabaseTransaction, from: Date, to: Date): Promise<TillDay[]> {
  const { rows } = await sql<TillDay>`
    with receipt as materialized (
      select event_id, properties->>'storeCode' as store_code,
        to_char(occurred_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day,
        case when jsonb_typeof(properties->'items') = 'array' then properties->'items'
          when jsonb_typeof(properties->'products') = 'array' then properties->'products' else '[]'::jsonb end as items
      from cdp.event
      where name = ${ORDER_COMPLETED} and occurred_at >= ${from} and occurred_at < ${to}
        and received_at >= ${from}::timestamptz - interval '1 day' and properties ? 'storeCode'
    )
    select store_code as "storeCode", item->>'sku' as "skuCode", day,
      sum(case when item->>'quantity' ~ '^[0-9]{1,6}([.][0-9]{1,3})?$' then (item->>'quantity')::numeric else 0 end)::float8
        as units
    from receipt, jsonb_array_elements(items) as item
    where item->>'sku' <> '' group by 1, 2, 3
    union all
    select store_code, null, day, count(*)::float8 from receipt group by 1, 3
  `.execute(db);
  return rows;
}
