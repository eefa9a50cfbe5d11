import { sql } from 'kysely';
import type { StoreId, TouchpointId } from '#kernel/ids';
import { businessDay } from '#kernel/time';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { Store } from '#modules/territory';
import { toWorker, type WorkerRow } from '../calendars/worker-store.ts';
import type { Hours } from '../calendars/worker.ts';
import type { WorkerTime } from './free-time.ts';

interface Row extends WorkerRow {
  exceptions: Record<string, Hours[]> | null;
  leaves: [number, number][] | null;
  taken: [number, number, number, number][] | null;
}

/** At most this many people are looked at for one question: the stores of a community have tens. */
const MOST_PEOPLE = 500;

/**
 * Everybody of the stores (or of those named) with what is known of their time in the window, in one statement; seconds
 * since 1970 travel, since thousands of them do. Holds that ran out are free time.
 */
export async function workerTimes(
  db: Database | DatabaseTransaction,
  asked: {
    readonly stores: ReadonlyMap<StoreId, Store>;
    readonly only?: readonly TouchpointId[] | undefined;
    readonly from: Date;
    readonly to: Date;
    readonly now: Date;
  },
): Promise<WorkerTime[]> {
  const { from, to, now } = asked;
  const those =
    asked.only === undefined
      ? sql`w.store_id = any(${[...asked.stores.keys()]}::uuid[])`
      : sql`w.touchpoint_id = any(${[...asked.only]}::uuid[])`;
  const found = await sql<Row>`
    select w.*,
      (select json_object_agg(to_char(e.day, 'YYYY-MM-DD'), e.hours) from fulfilment.shift_exception e
        where e.touchpoint_id = w.touchpoint_id
          and e.day between ${businessDay(from)}::date and ${businessDay(to)}::date) as exceptions,
      (select json_agg(json_build_array(
          date_part('epoch', l.starts_at), date_part('epoch', l.ends_at)))
        from fulfilment.leave l
        where l.touchpoint_id = w.touchpoint_id and l.cancelled_at is null
          and l.ends_at > ${from} and l.starts_at < ${to}) as leaves,
      (select json_agg(json_build_array(
          date_part('epoch', a.starts_at), date_part('epoch', a.ends_at), a.lng, a.lat)
          order by a.starts_at)
        from fulfilment.appointment a
        where a.touchpoint_id = w.touchpoint_id and a.starts_at >= ${from} and a.starts_at < ${to}
          and (a.hold_expires_at is null or a.hold_expires_at > ${now})) as taken
    from fulfilment.worker w where ${those} order by w.touchpoint_id limit ${MOST_PEOPLE}`.execute(db);
  return found.rows.flatMap((row) => {
    const store = asked.stores.get(row.store_id);
    return store === undefined ? [] : [toWorkerTime(row, store)];
  });
}

const toWorkerTime = (row: Row, store: Store): WorkerTime => ({
  worker: toWorker(row),
  store: store.position,
  exceptions: row.exceptions ?? {},
  leaves: (row.leaves ?? []).map(([from, to]) => ({ from: from * 1_000, to: to * 1_000 })),
  taken: (row.taken ?? []).map(([from, to, lng, lat]) => ({ from: from * 1_000, to: to * 1_000, at: { lng, lat } })),
});
