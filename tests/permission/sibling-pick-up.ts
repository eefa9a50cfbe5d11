import type { CityId, CommunityId, SkuId, TouchpointId, UserId } from '#kernel/ids';
import { adjustStock } from '#modules/inventory';
import { savePickupPoint, saveWarehouse, setSupply } from '#modules/territory';
import type { Client, ServerWorld } from '#testing';
import { ok, type Any } from './answering.ts';
import { PICTURE } from './picture.ts';

/** Who keeps a point, and what is sold there. */
interface PickUpGround {
  readonly mark: string;
  readonly cityId: CityId;
  readonly communityIds: readonly CommunityId[];
  readonly stewardId: TouchpointId;
  readonly stewardUserId: UserId;
  readonly skuId: SkuId;
}

/**
 * An order of the steward's own that lies at the point that they keep: one of it was handed over and is claimed, one
 * lies there. So one person may see it as who keeps the point and as who buys.
 */
export async function makePickUp(
  server: ServerWorld,
  admin: Client,
  { mark, cityId, communityIds, stewardId, stewardUserId, skuId }: PickUpGround,
): Promise<{ goodsOrder: string[]; parcel: string[]; handOver: string[]; claim: string[]; claimPhoto: string[] }> {
  const { world } = server;
  const communityId = communityIds[0]!;
  const position = { lng: 120.1, lat: 30.2 };
  const { id: flashId } = await saveWarehouse(world.ctx(), {
    facts: { externalCode: `FL-${mark}`, name: `${mark}闪电仓`, kind: 'flash', cityId, position, active: true },
  });
  await setSupply(world.ctx(), { kind: 'flash', warehouseId: flashId, communityIds: [communityId] });
  await adjustStock(world.ctx(), { placeId: flashId, reason: 'counted', lines: [{ skuId, counted: 20 }] });
  const { id: pickupPointId } = await savePickupPoint(world.ctx(), {
    facts: {
      externalCode: `FP-${mark}`,
      communityId,
      name: `${mark}驿站`,
      address: `${mark}西门`,
      keeperId: stewardId,
      parentId: null,
      pickupOnly: true,
      restDays: [],
      active: true,
    },
  });
  const steward = await server.client(stewardUserId);
  const asked = { channel: 'instant', communityId, mode: 'pickup', pickupPointId, lines: [{ skuId, quantity: 2 }] };
  const seen = await steward.post<Any>('/api/commerce/own/orders', { ...asked, seenTotalFen: 0 });
  const order = await ok(steward.post('/api/commerce/own/orders', { ...asked, seenTotalFen: seen.body.totalFen }));
  const token = String(order.payment.cashierUrl).split('/').at(-1);
  await ok(server.anonymous.post(`/api/commerce/sandbox/cashier/${token}/pay`, { behaviour: 'normal' }));
  await ok(admin.post('/api/commerce/waves', { placeId: flashId, pickupOn: null }));
  await ok(steward.post('/api/commerce/my/pick-up/arrivals', { pickupPointId, pickupOn: null }));
  const { items } = await ok(steward.get('/api/commerce/own/parcels'));
  const { parcelId, code } = items.find((each: Any) => each.orderId === order.orderId);
  const handed = await ok(
    steward.post('/api/commerce/my/pick-up/hand-overs', {
      pickupPointId,
      by: { how: 'code', code },
      lines: [{ parcelId, lineNo: 1, quantity: 1 }],
    }),
  );
  const form = new FormData();
  form.append('file', new Blob([PICTURE.bytes], { type: PICTURE.type }), PICTURE.name);
  const { fileId } = await ok(steward.post('/api/commerce/own/claims/photos', form));
  const claim = await ok(
    steward.post(`/api/commerce/own/orders/${order.orderId}/claims`, {
      kind: 'return',
      reason: 'not_wanted',
      lines: [{ lineNo: 1, quantity: 1 }],
      words: `${mark}不想要了`,
      photoIds: [fileId],
    }),
  );
  return {
    goodsOrder: [order.orderId],
    parcel: [parcelId],
    handOver: [handed.handOverId],
    claim: [claim.claimId],
    claimPhoto: [fileId],
  };
}
