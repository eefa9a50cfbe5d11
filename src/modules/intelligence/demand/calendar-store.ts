import { sql } from 'kysely';
import type { UserId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { CalendarOverride } from './calendar.ts';

type Db = Database | DatabaseTransaction;

export interface StoredOverride extends CalendarOverride {
  readonly revision: number;
}

/** What operators said of days, by day. */
export async function overridesBetween(db: Db, from: string, to: string): Promise<Map<string, StoredOverride>> {
  const { rows } = await sql<StoredOverride>`
    select to_char(day, 'YYYY-MM-DD') as day, name, is_off as "isOff", is_festival as "isFestival", revision
    from intelligence.calendar_day where day between ${from}::date and ${to}::date`.execute(db);
  return new Map(rows.map((row) => [row.day, row]));
}

/** Says something of a day, if nobody else has since that revision; 0 where nothing was said. */
export async function saveOverride(
  db: DatabaseTransaction,
  said: CalendarOverride,
  by: { readonly expectedRevision: number; readonly userId: UserId | null; readonly at: Date },
): Promise<boolean> {
  const { rows } = await sql`
    insert into intelligence.calendar_day (day, name, is_off, is_festival, revision, set_by, updated_at)
    select ${said.day}::date, ${said.name}, ${said.isOff}, ${said.isFestival}, 1, ${by.userId}, ${by.at}
    where ${by.expectedRevision} = 0
      or exists (select 1 from intelligence.calendar_day where day = ${said.day}::date)
    on conflict (day) do update set name = excluded.name, is_off = excluded.is_off, is_festival = excluded.is_festival,
      revision = calendar_day.revision + 1, set_by = excluded.set_by, updated_at = excluded.updated_at
      where calendar_day.revision = ${by.expectedRevision}
    returning 1`.execute(db);
  return rows.length > 0;
}

/** Takes back what was said: the official calendar counts again. */
export async function deleteOverride(db: DatabaseTransaction, day: string, expectedRevision: number): Promise<boolean> {
  const { rows } = await sql`
    delete from intelligence.calendar_day where day = ${day}::date and revision = ${expectedRevision} returning 1
  `.execute(db);
  return rows.length > 0;
}
