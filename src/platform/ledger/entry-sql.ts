import { prepared, type Prepared } from '../postgres/index.ts';
import { inUnit, type LedgerEntryId, type Posting } from './entry.ts';

/** An entry that is to be written, under a new id. */
export interface NewEntry {
  readonly entryId: LedgerEntryId;
  readonly posting: Posting;
}

/**
 * The two CTEs `booked` and `booked_lines` that write entries within a larger statement: those whose ids are among `ids`
 * (a query of one column). The lines are checked already. Where an id is there, nothing of it is written.
 */
export function bookedOf(entries: readonly NewEntry[], ids: Prepared<unknown>): Prepared<unknown> {
  const heads = entries.map(({ entryId, posting }) => {
    const { cityId, kind, at, reference } = posting;
    return { city: cityId, id: entryId, unit: inUnit(posting).unit, kind, at, about: reference.kind, of: reference.id };
  });
  const lines = entries.flatMap(({ entryId, posting }) =>
    inUnit(posting).lines.map((line, at) => ({ id: entryId, no: at + 1, ...line })),
  );
  return prepared`
    booked as (
      insert into platform.ledger_entry (city_id, entry_id, unit, kind, occurred_at, reference_kind, reference_id)
      select x.city, x.id, x.unit, x.kind, x.at, x.about, x.of
      from json_to_recordset(${JSON.stringify(heads)}::json)
        as x (city uuid, id uuid, unit text, kind text, at timestamptz, about text, of text)
      where x.id in (${ids})
      on conflict (city_id, entry_id) do nothing
      returning city_id, entry_id, unit, occurred_at
    ), booked_lines as (
      insert into platform.ledger_line (city_id, entry_id, line_no, account, unit, amount, occurred_at, memo)
      select b.city_id, b.entry_id, x.no, x.account, b.unit, x.amount, b.occurred_at, x.memo
      from json_to_recordset(${JSON.stringify(lines)}::json)
        as x (id uuid, no integer, account text, amount bigint, memo text)
      join booked b on b.entry_id = x.id
    )`;
}
