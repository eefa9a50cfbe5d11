import type { StoreId } from '#kernel/ids';
import { fen } from '#kernel/money';
import { addDays } from '#kernel/time';
import { savePromotion, setDeliveryRule } from '#modules/commerce';
import type { ServerWorld } from '#testing';

/** A promotion of the store and what delivery costs there. */
export async function makePromotions(
  { world }: ServerWorld,
  { mark, storeId }: { readonly mark: string; readonly storeId: StoreId },
): Promise<{ promotion: string[]; deliveryRule: string[] }> {
  const area = { areaKind: 'store', areaId: storeId } as const;
  const now = world.clock.now();
  const { promotionId } = await savePromotion(world.ctx(), {
    area,
    facts: {
      title: `${mark}立减`,
      rule: { kind: 'fixed', offFen: fen(500), fromFen: fen(0) },
      scope: { kind: 'all' },
      way: 'automatic',
      code: null,
      touchpointId: null,
      grantedFor: null,
      eligibility: { kind: 'everybody' },
      channels: ['store'],
      validFrom: now,
      validUntil: addDays(now, 30),
      validDays: null,
      claimLimit: null,
      perPersonLimit: null,
      stackable: false,
    },
  });
  const { ruleId } = await setDeliveryRule(world.ctx(), { ...area, feeFen: fen(500), freeFromFen: null });
  return { promotion: [promotionId], deliveryRule: [ruleId] };
}
