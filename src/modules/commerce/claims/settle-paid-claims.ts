import type { Context } from '#platform/context';
import { lockOrder } from '../orders/order-store.ts';
import type { OrderKey } from '../pick-up/parcel-card-store.ts';
import { claimsOfOrders, openRefundsOf } from './claim-store.ts';
import { closeRefunded } from './grant-claim.ts';
import { fen } from '#kernel/money';

/**
 * Granted claims of an order are refunded once nothing of it is on its way back any more: what waited may have gone as
 * one part with another. What failed for good stays granted, and somebody looks at it. Announces ClaimClosed.
 */
export async function settlePaidClaims(ctx: Context, order: OrderKey): Promise<void> {
  await ctx.transaction(async (tx) => {
    await lockOrder(tx.db, order.cityId, order.orderId);
    const paying = (await claimsOfOrders(tx.db, [order])).filter(
      (claim) => claim.state === 'approved' && claim.decision === 'refund',
    );
    if (paying.length === 0) return;
    const { open, failed } = await openRefundsOf(tx.db, order);
    if (open > 0 || failed > 0) return;
    for (const claim of paying) await closeRefunded(tx, claim, claim.approvedFen ?? fen(0));
  });
}
