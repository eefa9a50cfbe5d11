import type { PartnerId, TouchpointId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { partnersByIds } from '#modules/territory';
import { bookLines } from './book-lines.ts';
import type { CommissionOrder } from './line.ts';
import { lockOrder, saveAttribution } from './order-money-store.ts';

export interface AttributedOrder extends Pick<CommissionOrder, 'cityId' | 'orderId' | 'communityId' | 'packageId'> {
  readonly touchpointId: TouchpointId | null;
  /** Of the touchpoint when the order was attributed. */
  readonly role: string | null;
  readonly partnerId: PartnerId | null;
}

/** Keeps whose an order is, nobody's included, and books what was paid so far. The first answer stays. */
export async function recordAttribution(ctx: Context, input: AttributedOrder): Promise<{ lines: number }> {
  const { cityId, orderId, communityId, packageId, touchpointId, role, partnerId } = input;
  const partners = await partnersByIds(ctx.db, partnerId === null ? [] : [partnerId]);
  return ctx.transaction(async (tx) => {
    const facts = { cityId, orderId, communityId, packageId, storeId: null, orderNumber: null };
    const known = await lockOrder(tx.db, facts);
    if (known.attributedAt !== null) return bookLines(tx, known);
    const partnerKind = partnerId === null ? null : (partners.get(partnerId)?.kind ?? null);
    const order = { ...known, attributedAt: tx.now, touchpointId, role, partnerId, partnerKind };
    await saveAttribution(tx.db, order);
    return bookLines(tx, order);
  });
}
