import type { CustomerKey, Id } from '#kernel/ids';
import { fen } from '#kernel/money';
import { placeOrder, startPayment } from '#modules/commerce';
import { touchpointsByIds } from '#modules/touchpoints';
import type { ServerWorld } from '#testing';
import type { Area } from './sibling-world.ts';

/**
 * An order that the steward of an area sold to themself, with a cashier open for its deposit: one person who may see it
 * as who sells and as who buys.
 */
export async function makeSale(
  server: ServerWorld,
  ground: Omit<Area, 'ids'>,
  { phone, packageId }: { readonly phone: string; readonly packageId: string },
): Promise<{ sale: string[]; payment: string[] }> {
  const ctx = server.world.ctx();
  const [steward] = await touchpointsByIds(ctx.db, [ground.stewardId]);
  if (steward === undefined) throw new Error('nobody sells');
  const customerKey = ctx.services.vault.hash('phone', phone) as CustomerKey;
  const { orderId } = await ctx.transaction((tx) =>
    placeOrder(tx, {
      contractId: tx.newId<'Contract'>(),
      depositFen: fen(100_000),
      quotation: {
        quotationId: tx.newId<'Quotation'>(),
        packageId: packageId as Id<'Package'>,
        cityId: ground.cityId,
        communityId: ground.communityIds[0]!,
        storeId: ground.storeId,
        touchpointId: ground.stewardId,
        customerKey,
        personId: steward.personId,
        leadId: null,
        visitId: null,
        shareToken: null,
        totalFen: fen(399_900),
      },
    }),
  );
  const { paymentId } = await startPayment(ctx, { orderId, stage: 'deposit' });
  return { sale: [orderId], payment: [paymentId] };
}
