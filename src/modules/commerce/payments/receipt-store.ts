import type { DatabaseTransaction } from '#platform/context';
import { gathered, insisting, literally, prepared, type Prepared } from '#platform/postgres';
import { bookedOf, type LedgerEntryId, type LedgerPosting } from '#platform/ledger';
import { toOrder, type OrderRow } from '../orders/order-store.ts';
import type { Order } from '../orders/order.ts';
import type { OrderStep } from '../orders/step-store.ts';
import type { NoticeKept, NoticeOutcome } from './notice-store.ts';
import { PAYMENT_COLUMNS, toPayment, type PaymentRow } from './payment-store.ts';
import type { Payment } from './payment.ts';

/** What money came for. */
export interface Awaited {
  readonly order: Order;
  readonly payment: Payment;
}

const paymentColumns = literally(PAYMENT_COLUMNS.map((column) => `p.${column} as "p_${column}"`).join(', '));

/**
 * The payment of a number, with its order; both locked, orders first. Undefined for a number that we never gave. One
 * statement for all whose money comes at the same moment.
 */
export const lockAwaited = gathered(
  async (db: DatabaseTransaction, numbers: readonly string[]): Promise<(Awaited | undefined)[]> => {
    const { rows } = await prepared<OrderRow & { readonly p_payment_number: string } & Record<string, unknown>>`
      with given as materialized (
        select n.city_id, n.order_id, n.payment_id from commerce.payment_number n
        where n.payment_number = any((select ${[...new Set(numbers)]}::text[])::text[])
      ), o as materialized (
        select s.* from commerce.sales_order s
        join (select distinct city_id, order_id from given) g on g.city_id = s.city_id and g.order_id = s.order_id
        order by s.order_id for update of s
      )
      select o.*, ${paymentColumns}
      from o join given g on g.order_id = o.order_id
      join commerce.payment p on p.city_id = g.city_id and p.payment_id = g.payment_id
      order by p.payment_id for update of p`.execute(db);
    const found = new Map(rows.map((row) => [row.p_payment_number, row]));
    return numbers.map((number) => {
      const row = found.get(number);
      if (row === undefined) return undefined;
      const payment = Object.fromEntries(PAYMENT_COLUMNS.map((column) => [column, row[`p_${column}`]]));
      return { order: toOrder(row), payment: toPayment(payment as unknown as PaymentRow) };
    });
  },
);

/** All that is written when money came. */
export interface Receiving {
  /** By which it is known; null where the provider was asked. */
  readonly notice: NoticeKept | null;
  readonly outcome: NoticeOutcome;
  /** As it is now; what was read is one revision before. */
  readonly payment: Payment;
  readonly order: Order;
  readonly step: OrderStep;
  readonly posting: LedgerPosting;
  readonly entryId: LedgerEntryId;
}

const rowOf = ({ notice, outcome, payment, order, step, entryId }: Receiving) => ({
  entry: entryId,
  notice: notice?.noticeId ?? null,
  hash: notice?.bodyHash ?? null,
  outcome,
  city: payment.cityId,
  id: payment.paymentId,
  number: payment.paymentNumber,
  provider: payment.provider,
  state: payment.state,
  received: payment.receivedFen,
  trade: payment.providerTrade,
  held: payment.heldWhy,
  decision: payment.decision,
  decision_reason: payment.decisionReason,
  decided: payment.decidedAt,
  paid: payment.paidAt,
  revision: payment.revision,
  of: order.orderId,
  order_state: order.state,
  order_paid: order.paidFen,
  deposit_at: order.depositPaidAt,
  paid_at: order.paidAt,
  steps: order.steps,
  order_revision: order.revision,
  step: step.step,
  move: step.move,
  by: step.by,
  who: step.userId,
  step_payment: step.paymentId,
  step_fen: step.amountFen,
  reason: step.reason,
  made: step.madeAt,
});

/**
 * Keeps the notice, and with it payment, order, timeline and books in one statement, for all whose money comes at the
 * same moment; `known` when the notice is there already, and then nothing of it was changed. `stale` when payment or
 * order are no longer those that were read, which cannot be where they were locked.
 */
export const writeReceiving = gathered(
  async (db: DatabaseTransaction, all: readonly Receiving[]): Promise<('written' | 'known' | 'stale')[]> => {
    const { rows } = await writing<WrittenRow>(all, UNLESS_KNOWN).execute(db);
    const done = new Map(rows.map((row) => [row.entry, row]));
    return all.map(({ entryId }) => {
      const row = done.get(entryId);
      if (row === undefined) return 'known';
      return row.paid && row.ordered ? 'written' : 'stale';
    });
  },
);

/** The same where nobody waits for it: raises unless all of it was written. */
export const writeNewReceiving = gathered(
  async (db: DatabaseTransaction, all: readonly Receiving[]): Promise<readonly void[]> => {
    const whole = prepared`(select count(*) from paid) = ${all.length}::int
      and (select count(*) from ordered) = ${all.length}::int`;
    const answer = insisting(whole, 'payments and orders are as they were');
    await writing(all, { ...OR_RAISE, answer }).execute(db);
    return all.map(() => undefined);
  },
);

/** One for each that was not known already. */
interface WrittenRow {
  readonly entry: LedgerEntryId;
  readonly paid: boolean;
  readonly ordered: boolean;
}

/** What the statement does about notices that are known, as parts of its text. */
interface Manner {
  readonly kept: Prepared<unknown>;
  /** What to go on with. */
  readonly told: Prepared<unknown>;
  readonly answer: Prepared<unknown>;
}

const UNLESS_KNOWN: Manner = {
  kept: literally('on conflict (notice_id, provider) do nothing returning notice_id, provider'),
  told: literally(`materialized (
      select a.* from asked a where a.notice is null
      union all
      select a.* from asked a join kept k on k.notice_id = a.notice and k.provider = a.provider
    )`),
  answer: literally(
    `select t.entry, t.id in (select payment_id from paid) as paid, t."of" in (select order_id from ordered) as ordered
    from told t`,
  ),
};

const OR_RAISE: Omit<Manner, 'answer'> = {
  kept: literally(''),
  told: literally('not materialized (select * from asked)'),
};

/**
 * Rows are asked for by arrays of their keys too: of a list the planner thinks that it is long, would rather read a table
 * that is small when it plans, and goes on doing so when the table has grown.
 */
function writing<Row>(all: readonly Receiving[], { kept, told, answer }: Manner): Prepared<Row> {
  return prepared<Row>`
    with asked as materialized (
      select * from json_to_recordset(${JSON.stringify(all.map(rowOf))}::json) as x (entry uuid, notice text, hash text,
        outcome text, city uuid, id uuid, number text, provider text, state text, received bigint, trade text, held text,
        decision text, decision_reason text, decided timestamptz, paid timestamptz, revision int, "of" uuid,
        order_state text, order_paid bigint, deposit_at timestamptz, paid_at timestamptz, steps int, order_revision int,
        step int, move text, by text, who uuid, step_payment uuid, step_fen bigint, reason text, made timestamptz)
    ), kept as (
      insert into commerce.payment_notice (notice_id, provider, kind, payment_number, refund_number, amount_fen,
        provider_trade, body_hash, happened_at, received_at, outcome)
      select notice, provider, 'payment', number, null, received, trade, hash, paid, made, outcome
      from asked where notice is not null
      ${kept}
    ), told as ${told}, ordered as (
      update commerce.sales_order o set state = t.order_state, paid_fen = t.order_paid, deposit_paid_at = t.deposit_at,
        paid_at = t.paid_at, steps = t.steps, revision = t.order_revision
      from told t
      where o.city_id = t.city and o.order_id = t."of" and o.revision = t.order_revision - 1
        and o.order_id = any((select array_agg("of") from told)::uuid[])
      returning o.order_id
    ), paid as (
      -- After its order, as everybody takes them who changes both.
      update commerce.payment p set state = t.state, received_fen = t.received, provider_trade = t.trade,
        held_why = t.held, decision = t.decision, decision_reason = t.decision_reason, decided_at = t.decided,
        paid_at = t.paid, revision = t.revision
      from told t join ordered d on d.order_id = t."of"
      where p.city_id = t.city and p.payment_id = t.id and p.revision = t.revision - 1
        and p.payment_id = any((select array_agg(id) from told)::uuid[])
      returning p.payment_id
    ), unqueued as (
      delete from commerce.order_due d
      where d.order_id = any((select array_agg("of") from told where order_state <> 'placed')::uuid[])
        and d.city_id = any((select array_agg(city) from told)::uuid[]) and d.what = 'pay'
    ), stepped as (
      insert into commerce.order_step (city_id, order_id, step, move, by_kind, user_id, payment_id, amount_fen, reason,
        made_at)
      select city, "of", step, move, by, who, step_payment, step_fen, reason, made from told
    ), ${bookedOf(all, prepared`select entry from told`)}
    ${answer}`;
}
