import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '#platform/context';
import { toPayment, type PaymentRow } from './payment-store.ts';
import type { Payment } from './payment.ts';

type Key = Pick<Payment, 'cityId' | 'paymentId'>;

/** Payments closed here whose cashier may still be open there, and whose time to be closed there has come. */
export async function paymentsToClose(db: Database, now: Date, limit: number): Promise<Payment[]> {
  const found = await sql<PaymentRow>`
    select p.* from commerce.payment p where p.close_there_at <= ${now}::timestamptz
    order by p.close_there_at limit ${limit}`.execute(db);
  return found.rows.map(toPayment);
}

/** Nothing is left to close there. */
export async function noteClosedThere(db: DatabaseTransaction, { cityId, paymentId }: Key): Promise<void> {
  await sql`
    update commerce.payment set close_there_at = null
    where city_id = ${cityId}::uuid and payment_id = ${paymentId}::uuid`.execute(db);
}

export async function putOffClosing(db: DatabaseTransaction, { cityId, paymentId }: Key, until: Date): Promise<void> {
  await sql`
    update commerce.payment set close_there_at = ${until}::timestamptz
    where city_id = ${cityId}::uuid and payment_id = ${paymentId}::uuid and close_there_at is not null`.execute(db);
}
