import { sql } from 'kysely';
import type { CityId } from '#kernel/ids';
import type { DatabaseTransaction } from '../context/context.ts';

/** Counts one more; the row stays locked until the transaction ends. */
export async function nextOrdinal(
  db: DatabaseTransaction,
  { cityId, day, series }: { readonly cityId: CityId; readonly day: string; readonly series: string },
): Promise<number> {
  const counted = await sql<{ given: number }>`
    insert into platform.number_counter (city_id, day, series, given) values (${cityId}, ${day}, ${series}, 1)
    on conflict (city_id, day, series) do update set given = number_counter.given + excluded.given
    returning given`.execute(db);
  return counted.rows[0]!.given;
}
