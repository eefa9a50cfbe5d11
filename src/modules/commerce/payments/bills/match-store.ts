import { sql, type RawBuilder } from 'kysely';
import type { DatabaseTransaction } from '#platform/context';
import type { Bill } from './bill.ts';

interface Matched {
  readonly bill: Pick<Bill, 'billId' | 'provider' | 'loadNo'>;
  readonly from: Date;
  readonly to: Date;
}

/**
 * Everything of which the bill and our books say something else, as rows `found`: the lines of the bill, summed by
 * number, against payments and refunds; and what we counted on the day and no bill of the provider has. Over days, since
 * what happens around midnight lies on one day here and on the other there.
 */
function found({ bill, from, to }: Matched): RawBuilder<unknown> {
  return sql`
    theirs as (
      select l.kind as subject, l.payment_number, coalesce(l.refund_number, '') as refund_number,
        min(l.line_no) as line_no, min(l.provider_trade) as provider_trade, sum(l.amount_fen)::bigint as theirs_fen,
        case when bool_or(l.state = 'succeeded') then 'succeeded'
          when bool_or(l.state = 'processing') then 'processing' else 'failed' end as theirs_state
      from commerce.bill_line l where l.bill_id = ${bill.billId} and l.load_no = ${bill.loadNo}
      group by 1, 2, 3),
    compared as (
      select t.*, p.city_id, p.community_id, p.store_id, p.order_id, p.payment_id, null::uuid as refund_id,
        p.received_fen as ours_fen, p.state as ours_state,
        case
          when p.payment_id is null then case when t.theirs_state = 'succeeded' then 'missing_with_us' end
          when t.theirs_state <> 'succeeded' then case when p.received_fen > 0 then 'state_differs' end
          when p.received_fen = 0 then 'state_differs'
          when p.received_fen <> t.theirs_fen then 'amount_differs'
          when p.state = 'held' or p.provider_trade is distinct from t.provider_trade then 'state_differs' end as kind
      from theirs t
        left join commerce.payment_number n on n.payment_number = t.payment_number
        left join commerce.payment p
          on p.city_id = n.city_id and p.payment_id = n.payment_id and p.provider = ${bill.provider}
      where t.subject = 'payment'
      union all
      select t.*, p.city_id, p.community_id, p.store_id, p.order_id, p.payment_id, r.refund_id,
        r.amount_fen as ours_fen, r.state as ours_state,
        case
          when r.refund_id is null then case when t.theirs_state <> 'failed' then 'missing_with_us' end
          when r.amount_fen <> t.theirs_fen then 'amount_differs'
          when t.theirs_state = 'succeeded' and r.state <> 'succeeded' then 'state_differs'
          when t.theirs_state = 'failed' and r.state = 'succeeded' then 'state_differs' end as kind
      from theirs t
        left join commerce.payment_number n on n.payment_number = t.payment_number
        left join commerce.payment p
          on p.city_id = n.city_id and p.payment_id = n.payment_id and p.provider = ${bill.provider}
        left join commerce.payment_refund r on r.city_id = p.city_id and r.refund_number = t.refund_number
      where t.subject = 'refund'),
    missing as (
      select 'payment' as subject, p.payment_number, '' as refund_number, p.city_id, p.community_id, p.store_id,
        p.order_id, p.payment_id, null::uuid as refund_id, p.provider_trade, p.received_fen as ours_fen,
        p.state as ours_state
      from commerce.payment p
      where p.provider = ${bill.provider} and p.received_fen > 0
        -- A cashier is open for less than a day: what was paid on this one was begun on it or on the day before.
        and p.created_at >= ${from}::timestamptz - interval '1 day' and p.created_at < ${to}
        and p.paid_at >= ${from} and p.paid_at < ${to}
        and not exists (
          select 1 from commerce.bill_line l join commerce.bill b on b.bill_id = l.bill_id and b.load_no = l.load_no
          where l.payment_number = p.payment_number and l.kind = 'payment' and b.provider = ${bill.provider})
      union all
      select 'refund', p.payment_number, r.refund_number, p.city_id, p.community_id, p.store_id, p.order_id,
        p.payment_id, r.refund_id, null::text, r.amount_fen, r.state
      from commerce.payment_refund r
        join commerce.payment p on p.city_id = r.city_id and p.payment_id = r.payment_id
      where p.provider = ${bill.provider} and r.state = 'succeeded'
        and r.requested_at >= ${from}::timestamptz - interval '3 days' and r.requested_at < ${to}
        and coalesce(r.accepted_at, r.finished_at) >= ${from} and coalesce(r.accepted_at, r.finished_at) < ${to}
        and not exists (
          select 1 from commerce.bill_line l join commerce.bill b on b.bill_id = l.bill_id and b.load_no = l.load_no
          where l.payment_number = p.payment_number and l.refund_number = r.refund_number and l.kind = 'refund'
            and b.provider = ${bill.provider})),
    found as (
      select subject, payment_number, refund_number, line_no, provider_trade, city_id, community_id, store_id, order_id,
        payment_id, refund_id, theirs_fen, theirs_state, ours_fen, ours_state, kind
      from compared where kind is not null
      union all
      select subject, payment_number, refund_number, null::integer, provider_trade, city_id, community_id, store_id,
        order_id, payment_id, refund_id, null::bigint, null::text, ours_fen, ours_state, 'missing_with_them'
      from missing)`;
}

/**
 * Gives lines of refunds without a number the numbers of our refunds of the same payment and amount, one each, in the
 * order of their time: bills of accounts tell no more.
 */
export async function numberRefunds(db: DatabaseTransaction, bill: Matched['bill']): Promise<void> {
  await sql`
    with lines as (
      select l.line_no, l.payment_number, l.amount_fen,
        row_number() over (partition by l.payment_number, l.amount_fen order by l.happened_at, l.line_no) as place
      from commerce.bill_line l
      where l.bill_id = ${bill.billId} and l.load_no = ${bill.loadNo} and l.kind = 'refund' and l.refund_number is null),
    refunds as (
      select n.payment_number, r.refund_number, r.amount_fen,
        row_number() over (partition by n.payment_number, r.amount_fen order by r.requested_at, r.refund_id) as place
      from (select distinct payment_number from lines) t
        join commerce.payment_number n on n.payment_number = t.payment_number
        join commerce.payment_refund r on r.city_id = n.city_id and r.payment_id = n.payment_id
      where r.state <> 'failed' and not exists (
        select 1 from commerce.bill_line l where l.payment_number = n.payment_number and l.kind = 'refund'
          and l.refund_number = r.refund_number and l.bill_id <> ${bill.billId}))
    update commerce.bill_line l set refund_number = refunds.refund_number
    from lines join refunds using (payment_number, amount_fen, place)
    where l.bill_id = ${bill.billId} and l.load_no = ${bill.loadNo} and l.line_no = lines.line_no`.execute(db);
}

/**
 * Writes down what differs now in a table of this transaction alone. It is counted before it is joined, since a bill of
 * another house differs in every line: what the planner takes for one row would be gone through once for each.
 */
async function writeFound(db: DatabaseTransaction, matched: Matched): Promise<void> {
  await sql`drop table if exists pg_temp.found_difference`.execute(db);
  await sql`
    create temporary table found_difference (subject text, payment_number text, refund_number text, line_no integer,
      provider_trade text, city_id uuid, community_id uuid, store_id uuid, order_id uuid, payment_id uuid,
      refund_id uuid, theirs_fen bigint, theirs_state text, ours_fen bigint, ours_state text, kind text)
    on commit drop`.execute(db);
  await sql`with ${found(matched)} insert into found_difference select * from found`.execute(db);
  await sql`analyze found_difference`.execute(db);
}

/**
 * Compares: keeps the differences that are new, closes the open ones that are none any more, and leaves those that were
 * found before as they are. The bill is locked.
 */
export async function keepFound(
  db: DatabaseTransaction,
  matched: Matched,
  now: Date,
): Promise<{ readonly found: number; readonly agreed: number }> {
  const { billId } = matched.bill;
  await writeFound(db, matched);
  const kept = await sql`
    insert into commerce.bill_difference (bill_id, difference_no, kind, subject, payment_number, refund_number, line_no,
      provider_trade, city_id, community_id, store_id, order_id, payment_id, refund_id, theirs_fen, theirs_state,
      ours_fen, ours_state, state, found_at)
    select ${billId}::uuid, last.no + row_number() over (order by f.line_no nulls last, f.payment_number, f.refund_number),
      f.kind, f.subject, f.payment_number, f.refund_number, f.line_no, f.provider_trade, f.city_id, f.community_id,
      f.store_id, f.order_id, f.payment_id, f.refund_id, f.theirs_fen, f.theirs_state, f.ours_fen, f.ours_state, 'open',
      ${now}::timestamptz
    from found_difference f, (
      select coalesce(max(difference_no), 0) as no from commerce.bill_difference where bill_id = ${billId}) last
    where not exists (
      select 1 from commerce.bill_difference d
      where d.bill_id = ${billId} and d.payment_number = f.payment_number and d.refund_number = f.refund_number
        and d.subject = f.subject and d.kind = f.kind and d.state <> 'agreed')`.execute(db);
  await sql`create index on found_difference (payment_number)`.execute(db);
  const closed = await sql`
    update commerce.bill_difference d set state = 'agreed', closed_at = ${now}
    where d.bill_id = ${billId} and d.state = 'open'
      and not exists (
        select 1 from found_difference f
        where f.payment_number = d.payment_number and f.refund_number = d.refund_number and f.subject = d.subject
          and f.kind = d.kind)`.execute(db);
  return { found: Number(kept.numAffectedRows ?? 0n), agreed: Number(closed.numAffectedRows ?? 0n) };
}
