import type { CityId, CommunityId, CustomerKey, Id, PersonId } from '#kernel/ids';
import { fen } from '#kernel/money';
import { addDays, businessDay, startOfBusinessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import type { AreaAsked } from '../prices/signing-area.ts';
import { OrderCompleted, OrderRefunded } from '../events.ts';
import { moveReward } from './move-reward.ts';
import type { RewardFacts, StockedReward } from './reward.ts';
import { saveReward } from './save-reward.ts';
import { insertTestOrder, refundTestLine } from './test-order-store.ts';

/** For tests: a completed order of goods, as it is kept once everything was handed over. */
export interface TestOrder {
  readonly orderId: Id<'Order'>;
  readonly orderNumber: string;
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly customerKey: CustomerKey;
  readonly personId: PersonId;
  readonly netFen: number;
}

export interface TestOrderAsked {
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly customerKey: CustomerKey;
  readonly personId: PersonId;
  readonly netFen: number;
  readonly deliveryFen?: number;
  readonly categoryId?: Id<'Category'>;
  readonly groupBuyId?: Id<'GroupBuy'>;
  readonly placedAt?: Date;
}

let numbers = 0;

/** Writes a completed order with one line and announces that it is complete. */
export async function completeTestOrder(ctx: Context, asked: TestOrderAsked): Promise<TestOrder> {
  const { cityId, communityId, customerKey, personId, netFen, deliveryFen = 0 } = asked;
  const orderId = ctx.newId<'Order'>();
  const orderNumber = `260606-${String((numbers += 1)).padStart(8, '0')}`;
  const total = netFen + deliveryFen;
  await ctx.transaction(async (tx) => {
    await insertTestOrder(tx, { ...asked, orderId, orderNumber });
    const completedAt = tx.now.toISOString();
    const money = { totalFen: fen(total), goodsNetFen: fen(netFen), paidFen: fen(total), refundedFen: fen(0) };
    const order = { orderId, orderNumber, cityId, communityId, customerKey, personId };
    await tx.announce([OrderCompleted(orderId, { ...facts(order), ...money, completedAt })]);
  });
  return { orderId, orderNumber, cityId, communityId, customerKey, personId, netFen };
}

const facts = (order: Omit<TestOrder, 'netFen'>) => ({
  ...order,
  storeId: null,
  leadId: null,
  visitId: null,
  shareToken: null,
  packageId: null,
  touchpointId: null,
  channel: 'instant' as const,
  groupBuyId: null,
});

/** Sends money of an order back, as a claim does, and announces it. */
export async function refundTestOrder(ctx: Context, order: TestOrder, goodsFen: number): Promise<void> {
  await ctx.transaction(async (tx) => {
    const { cityId, orderId, netFen, ...rest } = order;
    await refundTestLine(tx, order, goodsFen);
    const money = { totalFen: fen(netFen), goodsNetFen: fen(netFen), refundedFen: fen(goodsFen) };
    const refund = { paymentId: tx.newId<'Payment'>(), refundId: tx.newId<'Refund'>(), kind: 'claim' as const };
    const amounts = { amountFen: fen(goodsFen), goodsFen: fen(goodsFen), reference: null };
    const refundedAt = tx.now.toISOString();
    const known = facts({ cityId, orderId, ...rest });
    await tx.announce([OrderRefunded(orderId, { ...known, ...money, ...refund, ...amounts, refundedAt })]);
  });
}

/** For tests: 100 points for a service of which there are ten, everywhere and for thirty days, unless said otherwise. */
export async function makeReward(
  makeContext: () => Context,
  facts: Partial<RewardFacts> = {},
  more: { readonly stock?: number; readonly area?: AreaAsked } = {},
): Promise<StockedReward> {
  const ctx = makeContext();
  const today = startOfBusinessDay(businessDay(ctx.clock.now()));
  const draft = await saveReward(ctx, {
    facts: {
      title: '上门擦窗',
      words: '一户一次',
      kind: 'service',
      skuId: null,
      imageId: null,
      points: 100,
      handedInAt: 'either',
      validFrom: today,
      validUntil: addDays(today, 30),
      takesPlaceAt: null,
      voucherDays: 14,
      cancelHours: 24,
      perPersonLimit: null,
      minLevel: 0,
      ...facts,
    },
    area: more.area ?? { areaKind: 'all', areaId: null },
    stock: more.stock ?? 10,
  });
  const live = await moveReward(makeContext(), { rewardId: draft.rewardId, move: 'publish' });
  return live;
}
