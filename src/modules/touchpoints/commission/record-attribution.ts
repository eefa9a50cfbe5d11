import type { PartnerId, TouchpointId } from '#kernel/ids';
import type { Context, Tx } from '#platform/context';
import { partnersByIds } from '#modules/territory';
import { bookLines } from './book-lines.ts';
import type { CommissionOrder } from './line.ts';
import { lockOrders, saveAttributions } from './order-money-store.ts';

export interface AttributedOrder extends Pick<CommissionOrder, 'cityId' | 'orderId' | 'communityId' | 'packageId'> {
  readonly touchpointId: TouchpointId | null;
  /** Of the touchpoint when the order was attributed. */
  readonly role: string | null;
  readonly partnerId: PartnerId | null;
}

/** Keeps whose an order is, nobody's included, and books what was paid so far. The first answer stays. */
export async function recordAttribution(ctx: Context, input: AttributedOrder): Promise<{ lines: number }> {
  return ctx.transaction((tx) => recordAttributions(tx, [input]));
}

/** Part: the same for many. */
export async function recordAttributions(tx: Tx, heard: readonly AttributedOrder[]): Promise<{ lines: number }> {
  const partners = await partnersByIds(tx.db, [...new Set(heard.flatMap(({ partnerId }) => partnerId ?? []))]);
  const locked = await lockOrders(
    tx.db,
    heard.map(({ cityId, orderId, communityId, packageId }) => {
      return { cityId, orderId, communityId, packageId, storeId: null, orderNumber: null };
    }),
  );
  const fresh = heard.flatMap(({ orderId, touchpointId, role, partnerId }): CommissionOrder[] => {
    const known = locked.get(orderId);
    if (known === undefined || known.attributedAt !== null) return [];
    const partnerKind = partnerId === null ? null : (partners.get(partnerId)?.kind ?? null);
    const order = { ...known, attributedAt: tx.now, touchpointId, role, partnerId, partnerKind };
    locked.set(orderId, order);
    return [order];
  });
  await saveAttributions(tx.db, fresh);
  return bookLines(tx, [...locked.values()]);
}
