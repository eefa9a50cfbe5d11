import { NotFound } from '#kernel/errors';
import type { CityId, CommunityId, PickupPointId, SkuId, StockPlaceId, StoreId } from '#kernel/ids';
import type { Fen } from '#kernel/money';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { GroupBuyId } from './group-buy.ts';
import { groupBuysByIds, itemsOf } from './group-buy-store.ts';

/** What is sold in a group buy, for whoever shows a cart. */
export interface GroupPrices {
  readonly groupBuyId: GroupBuyId;
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly storeId: StoreId | null;
  readonly placeId: StockPlaceId;
  readonly pickupPointId: PickupPointId;
  readonly pickupOn: string;
  readonly cutOffAt: Date;
  /** Why nothing can be ordered in it at that moment; null where it can. */
  readonly whyNot: string | null;
  readonly prices: ReadonlyMap<SkuId, Fen>;
  readonly perPersonLimits: ReadonlyMap<SkuId, number>;
}

/** What is sold in a group buy at a moment, and at which price. Two reads. @throws NotFound */
export async function groupPrices(
  db: Database | DatabaseTransaction,
  groupBuyId: GroupBuyId,
  at: Date,
): Promise<GroupPrices> {
  const [groupBuy] = await groupBuysByIds(db, [groupBuyId]);
  if (groupBuy === undefined || groupBuy.state === 'draft') throw new NotFound('group-buy');
  const items = (await itemsOf(db, [groupBuyId])).get(groupBuyId) ?? [];
  const over = groupBuy.cutOffAt <= at || !(groupBuy.state === 'open' || groupBuy.state === 'scheduled');
  return {
    groupBuyId,
    cityId: groupBuy.cityId,
    communityId: groupBuy.communityId,
    storeId: groupBuy.storeId,
    placeId: groupBuy.placeId,
    pickupPointId: groupBuy.pickupPointId,
    pickupOn: groupBuy.pickupOn,
    cutOffAt: groupBuy.cutOffAt,
    whyNot: over
      ? '这个团已经截单了'
      : groupBuy.state === 'scheduled' || groupBuy.opensAt > at
        ? '这个团还没开始'
        : null,
    prices: new Map(items.map((item) => [item.skuId, item.priceFen])),
    perPersonLimits: new Map(
      items.flatMap(({ skuId, perPersonLimit }): [SkuId, number][] =>
        perPersonLimit === null ? [] : [[skuId, perPersonLimit]],
      ),
    ),
  };
}
