import { prepared, type Prepared } from '../postgres/index.ts';
import { inUnit, type LedgerEntryId, type Posting } from './entry.ts';

/**
 * The two CTEs `booked` and `booked_lines` that write an entry within a larger statement, if `when` (a relation of that
 * statement) has a row. The lines are checked already, and the id is new: an entry that is there makes no lines.
 */
export function bookedWhen(when: Prepared<unknown>, entryId: LedgerEntryId, posting: Posting): Prepared<unknown> {
  const { unit, lines } = inUnit(posting);
  const numbered = lines.map((line, at) => ({ no: at + 1, ...line }));
  return prepared`
    booked as (
      insert into platform.ledger_entry (city_id, entry_id, unit, kind, occurred_at, reference_kind, reference_id)
      select ${posting.cityId}::uuid, ${entryId}::uuid, ${unit}::text, ${posting.kind}::text, ${posting.at}::timestamptz,
        ${posting.reference.kind}::text, ${posting.reference.id}::text
      from ${when}
      on conflict (city_id, entry_id) do nothing
      returning city_id, entry_id, unit, occurred_at
    ), booked_lines as (
      insert into platform.ledger_line (city_id, entry_id, line_no, account, unit, amount, occurred_at, memo)
      select b.city_id, b.entry_id, x.no, x.account, b.unit, x.amount, b.occurred_at, x.memo
      from booked b, json_to_recordset(${JSON.stringify(numbered)}::json)
        as x (no integer, account text, amount bigint, memo text)
    )`;
}
