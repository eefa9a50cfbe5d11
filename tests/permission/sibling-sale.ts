import type { CityId, CommunityId, CustomerKey, Id, StoreId, TouchpointId, UserId } from '#kernel/ids';
import { businessDay, DAY, HOUR } from '#kernel/time';
import { VisitBooked } from '#modules/fulfilment/events';
import type { Client, ServerWorld } from '#testing';
import { ok } from './answering.ts';

/** Who sells where, to whom, and what. */
export interface Sale {
  readonly mark: string;
  readonly cityId: CityId;
  readonly storeId: StoreId;
  readonly communityIds: readonly CommunityId[];
  readonly stewardId: TouchpointId;
  readonly stewardUserId: UserId;
  readonly customerPhone: string;
  readonly packageId: string;
}

/** A price of the store, and a home that was measured and quoted for. */
export async function quoteFor(
  server: ServerWorld,
  admin: Client,
  sale: Sale,
): Promise<{ areaPrice: string[]; opportunity: string[]; quotation: string[] }> {
  const { packageId } = sale;
  const visitId = await bookMeasure(server, sale);
  const price = { packageId, optionCode: null, areaKind: 'store', areaId: sale.storeId, priceFen: 388_800, to: null };
  const from = businessDay(server.world.clock.now());
  const signed = await ok(admin.post('/api/commerce/prices', { ...price, from }));
  const seller = await server.client(sale.stewardUserId);
  const asked = { packageId, options: [], discount: null };
  const drafted = await ok(seller.post(`/api/commerce/my/opportunities/${visitId}/quotations`, asked));
  await ok(seller.post(`/api/commerce/my/quotations/${drafted.quotationId}/send`));
  return { areaPrice: [signed.priceId], opportunity: [visitId], quotation: [drafted.quotationId] };
}

async function bookMeasure(server: ServerWorld, sale: Sale): Promise<Id<'Visit'>> {
  const { world } = server;
  const { vault } = world.services;
  const phone = sale.customerPhone;
  const visitId = await world.ctx().transaction(async (tx) => {
    const id = tx.newId<'Visit'>();
    const personId = tx.newId<'Person'>();
    await vault.put(tx, [{ personId, fields: { name: `${sale.mark}客`, phone } }]);
    await tx.announce([
      VisitBooked(id, {
        visitId: id,
        personId,
        cityId: sale.cityId,
        storeId: sale.storeId,
        touchpointId: sale.stewardId,
        communityId: sale.communityIds[0]!,
        customerKey: vault.hash('phone', phone) as CustomerKey,
        service: 'measure',
        leadId: null,
        shareToken: null,
        packageId: null,
        projectId: null,
        startsAt: new Date(tx.now.getTime() + DAY).toISOString(),
        endsAt: new Date(tx.now.getTime() + DAY + HOUR).toISOString(),
      }),
    ]);
    return id;
  });
  await server.drain();
  return visitId;
}
