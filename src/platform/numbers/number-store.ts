import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CityId } from '#kernel/ids';
import type { DatabaseTransaction } from '../context/context.ts';
import type { TypedNumber } from './typed-number.ts';

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

/**
 * The condition that a number is the one that was typed. Wants two indexes: on the column with `text_pattern_ops`, and
 * on `right(<column>, 4)`.
 */
export function numberIs(column: string, typed: TypedNumber): RawBuilder<SqlBool> {
  if ('ending' in typed) return sql<SqlBool>`right(${sql.ref(column)}, 4) = ${typed.ending}`;
  const beginning = typed.beginning.replaceAll(/[\\%_]/g, String.raw`\$&`);
  return sql<SqlBool>`${sql.ref(column)} like ${`${beginning}%`}`;
}
