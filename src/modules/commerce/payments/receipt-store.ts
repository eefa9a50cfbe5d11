import type { DatabaseTransaction } from '#platform/context';
import { literally, prepared } from '#platform/postgres';
import { bookedWhen, type LedgerEntryId, type LedgerPosting } from '#platform/ledger';
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

/** The payment of a number, with its order; both locked, the order first. Undefined for a number that we never gave. */
export async function lockAwaited(db: DatabaseTransaction, paymentNumber: string): Promise<Awaited | undefined> {
  const found = await prepared<OrderRow & Record<string, unknown>>`
    with given as materialized (
      select n.city_id, n.order_id, n.payment_id from commerce.payment_number n where n.payment_number = ${paymentNumber}
    ), o as materialized (
      select s.* from commerce.sales_order s join given g on g.city_id = s.city_id and g.order_id = s.order_id
      for update of s
    )
    select o.*, ${paymentColumns}
    from o join given g on g.order_id = o.order_id
    join commerce.payment p on p.city_id = g.city_id and p.payment_id = g.payment_id
    for update of p`.execute(db);
  const [row] = found.rows;
  if (row === undefined) return undefined;
  const payment = Object.fromEntries(PAYMENT_COLUMNS.map((column) => [column, row[`p_${column}`]]));
  return { order: toOrder(row), payment: toPayment(payment as unknown as PaymentRow) };
}

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

/**
 * Keeps the notice, and with it payment, order, timeline and books in one statement; `known` when the notice is there
 * already, and then nothing was changed. `stale` when payment or order are no longer those that were locked, which
 * cannot be while they are.
 */
export async function writeReceiving(db: DatabaseTransaction, it: Receiving): Promise<'written' | 'known' | 'stale'> {
  const { notice, payment, order, step } = it;
  const { rows } = await prepared<{ told: boolean; paid: boolean; ordered: boolean }>`
    with kept as (
      insert into commerce.payment_notice (notice_id, provider, kind, payment_number, refund_number, amount_fen,
        provider_trade, body_hash, happened_at, received_at, outcome)
      select ${notice?.noticeId ?? null}::text, ${payment.provider}::text, 'payment', ${payment.paymentNumber}::text, null,
        ${payment.receivedFen}::bigint, ${payment.providerTrade}::text, ${notice?.bodyHash ?? null}::text,
        ${payment.paidAt}::timestamptz, ${step.madeAt}::timestamptz, ${it.outcome}::text
      where ${notice !== null}::boolean
      on conflict (notice_id, provider) do nothing
      returning 1
    ), told as (
      select 1 from kept union all select 1 where ${notice === null}::boolean
    ), paid as (
      update commerce.payment p set state = ${payment.state}, received_fen = ${payment.receivedFen},
        provider_trade = ${payment.providerTrade}, held_why = ${payment.heldWhy}, decision = ${payment.decision},
        decision_reason = ${payment.decisionReason}, decided_at = ${payment.decidedAt}, paid_at = ${payment.paidAt},
        revision = ${payment.revision}
      where p.city_id = ${payment.cityId} and p.payment_id = ${payment.paymentId}
        and p.revision = ${payment.revision - 1} and exists (select from told)
      returning 1
    ), ordered as (
      update commerce.sales_order o set state = ${order.state}, paid_fen = ${order.paidFen},
        deposit_paid_at = ${order.depositPaidAt}, paid_at = ${order.paidAt}, steps = ${order.steps},
        revision = ${order.revision}
      where o.city_id = ${order.cityId} and o.order_id = ${order.orderId} and o.revision = ${order.revision - 1}
        and exists (select from told)
      returning 1
    ), unqueued as (
      delete from commerce.order_due d
      where d.city_id = ${order.cityId} and d.order_id = ${order.orderId} and d.what = 'pay'
        and ${order.state !== 'placed'}::boolean and exists (select from told)
    ), stepped as (
      insert into commerce.order_step (city_id, order_id, step, move, by_kind, user_id, payment_id, amount_fen, reason,
        made_at)
      select ${order.cityId}::uuid, ${order.orderId}::uuid, ${step.step}::int, ${step.move}::text, ${step.by}::text,
        ${step.userId}::uuid, ${step.paymentId}::uuid, ${step.amountFen}::bigint, ${step.reason}::text,
        ${step.madeAt}::timestamptz
      from told
    ), ${bookedWhen(prepared`told`, it.entryId, it.posting)}
    select exists (select from told) as told, exists (select from paid) as paid,
      exists (select from ordered) as ordered`.execute(db);
  const [row] = rows;
  if (row?.told !== true) return 'known';
  return row.paid && row.ordered ? 'written' : 'stale';
}
