import { sql } from 'kysely';
import type { CityId, UserId } from '#kernel/ids';
import type { Fen } from '#kernel/money';
import type { Database, DatabaseTransaction } from '#platform/context';
import { gathered, prepared } from '#platform/postgres';
import type { OrderId, PaymentId, RefundId } from '../orders/order.ts';
import type { Payment } from './payment.ts';
import type { Refund, RefundKind, RefundState } from './refund.ts';

type Db = Database | DatabaseTransaction;

interface RefundRow {
  city_id: CityId;
  refund_id: RefundId;
  refund_number: string;
  payment_id: PaymentId;
  order_id: OrderId;
  source: Refund['source'];
  state: RefundState;
  amount_fen: Fen;
  kind: RefundKind | null;
  goods_fen: Fen;
  reference: string | null;
  reason: string;
  requested_by: UserId | null;
  requested_at: Date;
  accepted_at: Date | null;
  finished_at: Date | null;
  next_try_at: Date;
  tries: number;
}

const toRefund = (row: RefundRow): Refund => ({
  refundId: row.refund_id,
  refundNumber: row.refund_number,
  paymentId: row.payment_id,
  orderId: row.order_id,
  cityId: row.city_id,
  source: row.source,
  state: row.state,
  amountFen: row.amount_fen,
  kind: row.kind,
  goodsFen: row.goods_fen,
  reference: row.reference,
  reason: row.reason,
  requestedBy: row.requested_by,
  requestedAt: row.requested_at,
  acceptedAt: row.accepted_at,
  finishedAt: row.finished_at,
  nextTryAt: row.next_try_at,
  tries: row.tries,
});

/** Adds refunds; one statement for all who ask at the same moment. */
export const insertRefund = gathered(
  async (db: DatabaseTransaction, refunds: readonly Refund[]): Promise<undefined[]> => {
    await prepared`
      insert into commerce.payment_refund (city_id, refund_id, refund_number, payment_id, order_id, source, state,
        amount_fen, kind, goods_fen, reference, reason, requested_by, requested_at, next_try_at, tries)
      select x."cityId", x."refundId", x."refundNumber", x."paymentId", x."orderId", x.source, x.state, x."amountFen",
        x.kind, x."goodsFen", x.reference, x.reason, x."requestedBy", x."requestedAt", x."nextTryAt", x.tries
      from json_to_recordset(${JSON.stringify(refunds)}::json) as x ("cityId" uuid, "refundId" uuid,
        "refundNumber" text, "paymentId" uuid, "orderId" uuid, source text, state text, "amountFen" bigint, kind text,
        "goodsFen" bigint, reference text, reason text, "requestedBy" uuid, "requestedAt" timestamptz,
        "nextTryAt" timestamptz, tries int)`.execute(db);
    return refunds.map(() => undefined);
  },
);

/** Saves a move if the refund is still in the state that was read (compare and swap); false otherwise. */
export async function moveRefund(db: DatabaseTransaction, before: Refund, next: Refund): Promise<boolean> {
  const saved = await sql`
    update commerce.payment_refund set state = ${next.state}, accepted_at = ${next.acceptedAt},
      finished_at = ${next.finishedAt}
    where city_id = ${next.cityId} and refund_id = ${next.refundId} and state = ${before.state}`.execute(db);
  return (saved.numAffectedRows ?? 0n) > 0n;
}

/** When the provider is asked again. */
export async function putOff(db: DatabaseTransaction, refund: Refund, nextTryAt: Date): Promise<void> {
  await sql`
    update commerce.payment_refund set next_try_at = ${nextTryAt}, tries = tries + 1
    where city_id = ${refund.cityId} and refund_id = ${refund.refundId}`.execute(db);
}

export async function lockRefund(
  db: DatabaseTransaction,
  cityId: CityId,
  refundNumber: string,
): Promise<Refund | undefined> {
  const found = await sql<RefundRow>`
    select * from commerce.payment_refund where city_id = ${cityId} and refund_number = ${refundNumber}
    for update`.execute(db);
  return found.rows.map(toRefund)[0];
}

export async function refundsByIds(db: Db, refundIds: readonly RefundId[]): Promise<Refund[]> {
  const found = await sql<RefundRow>`
    select * from commerce.payment_refund where refund_id = any(${[...refundIds]}::uuid[])`.execute(db);
  return found.rows.map(toRefund);
}

/** Refunds of payments that the caller may see, the oldest first. */
export async function refundsOf(db: Db, payments: readonly Pick<Payment, 'cityId' | 'paymentId'>[]): Promise<Refund[]> {
  if (payments.length === 0) return [];
  const found = await sql<RefundRow>`
    select * from commerce.payment_refund
    where (city_id, payment_id) in (
      select * from unnest(${payments.map((it) => it.cityId)}::uuid[], ${payments.map((it) => it.paymentId)}::uuid[]))
    order by requested_at, refund_id limit 5000`.execute(db);
  return found.rows.map(toRefund);
}

/** One that is due, and whose it is to answer. */
export type DueRefund = Refund & { readonly provider: string };

/** Refunds of which no end was heard and whose time to be tried or asked about has come. */
export async function refundsToTry(db: Db, now: Date, limit: number): Promise<DueRefund[]> {
  const found = await sql<RefundRow & { provider: string }>`
    select r.*, p.provider from commerce.payment_refund r
    join commerce.payment p on p.city_id = r.city_id and p.payment_id = r.payment_id
    where r.state in ('requested', 'accepted') and r.next_try_at <= ${now}
    order by r.next_try_at limit ${limit}`.execute(db);
  return found.rows.map((row) => ({ ...toRefund(row), provider: row.provider }));
}

/** Asked for, and not accepted by the provider yet; the longest waiting first. */
export async function refundsToSend(db: Db, now: Date, limit: number): Promise<DueRefund[]> {
  const found = await sql<RefundRow & { provider: string }>`
    select r.*, p.provider from commerce.payment_refund r
    join commerce.payment p on p.city_id = r.city_id and p.payment_id = r.payment_id
    where r.state = 'requested' and r.next_try_at <= ${now}
    order by r.next_try_at limit ${limit}`.execute(db);
  return found.rows.map((row) => ({ ...toRefund(row), provider: row.provider }));
}
