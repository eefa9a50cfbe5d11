import { sql } from 'kysely';
import type { CustomerKey } from '#kernel/ids';
import { addDays } from '#kernel/time';
import { adjustPoints, moveReward, redeemReward, saveReward } from '#modules/commerce';
import { touchpointsByIds } from '#modules/touchpoints';
import { NOTHING } from '#platform/permission';
import type { ServerWorld } from '#testing';
import type { Area } from './sibling-world.ts';

/** The steward of an area as a member with a voucher of a reward of its store, which is over by now. */
export async function makeMember(
  server: ServerWorld,
  ground: Omit<Area, 'ids'>,
  phone: string,
): Promise<{ member: string[]; reward: string[]; voucher: string[]; voucherCode: string[] }> {
  const { world } = server;
  const ctx = world.ctx();
  const [steward] = await touchpointsByIds(ctx.db, [ground.stewardId]);
  if (steward === undefined) throw new Error('nobody buys');
  const customerKey = ctx.services.vault.hash('phone', phone) as CustomerKey;
  const communityId = ground.communityIds[0]!;
  const memberId = ctx.newId<'Member'>();
  // As an order of long ago left them: without points.
  await sql`
    insert into commerce.member (customer_key, member_id, person_id, city_id, community_id, store_id, balance, debt, moves,
      orders, level, level_since, level_revision, reached, joined_at)
    values (${customerKey}, ${memberId}, ${steward.personId}, ${ground.cityId}, ${communityId}, ${ground.storeId}, 0, 0, 0,
      1, 0, ${ctx.clock.now()}, 0, 0, ${ctx.clock.now()})`.execute(ctx.db);
  await adjustPoints(world.ctx(), { memberId, points: 30, reason: '开业礼' });
  const now = ctx.clock.now();
  const { rewardId } = await saveReward(world.ctx(), {
    area: { areaKind: 'store', areaId: ground.storeId },
    stock: 5,
    facts: {
      title: `${ground.mark}擦窗`,
      words: '',
      kind: 'service',
      skuId: null,
      imageId: null,
      points: 10,
      handedInAt: 'store',
      validFrom: now,
      validUntil: addDays(now, 30),
      takesPlaceAt: null,
      voucherDays: 30,
      cancelHours: 24,
      perPersonLimit: null,
      minLevel: 0,
    },
  });
  await moveReward(world.ctx(), { rewardId, move: 'publish' });
  const scope = { ...NOTHING, customer: customerKey, person: steward.personId };
  const asked = { rewardId, communityId, pickupPointId: null, points: 10 };
  const voucher = await redeemReward(world.ctx({ scope }), asked);
  await moveReward(world.ctx(), { rewardId, move: 'end' });
  return {
    member: [memberId],
    reward: [rewardId],
    voucher: [voucher.voucherId],
    voucherCode: [voucher.code],
  };
}
