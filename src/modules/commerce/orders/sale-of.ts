import { NotFound, Refusal } from '#kernel/errors';
import type { CommunityId, CustomerKey, Id, PersonId, PickupPointId, SkuId, StockPlaceId, StoreId } from '#kernel/ids';
import type { Fen } from '#kernel/money';
import type { Context, Tx } from '#platform/context';
import { covers } from '#platform/permission';
import { availableStock } from '#modules/inventory';
import { storesByIds, storesServing, supplyOf } from '#modules/territory';
import { placeOfCommunity } from '../catalogue/read-shop.ts';
import { joinGroupBuy } from '../group-buys/join-group-buy.ts';
import { mergeAsked, type Sale } from './goods-order.ts';
import type { OrderId } from './order.ts';

/** Nothing is delivered at once there: no flash warehouse serves the community. */
export class NotServedHere extends Refusal {
  constructor() {
    super('not-served-here', 'conflict');
  }
}

/** The pick-up point is closed, or not for this order. */
export class PickupPointUnfit extends Refusal {
  constructor() {
    super('pickup-point-unfit', 'conflict');
  }
}

/** Goods are delivered to somewhere: whoever orders says where. */
export class AddressMissing extends Refusal {
  constructor() {
    super('address-missing', 'invalid');
  }
}

/** A sale, and what of it is not as everywhere. */
export interface FoundSale {
  readonly sale: Sale & { readonly channel: 'group_buy' | 'instant' | 'store' };
  /** Of a group buy. */
  readonly prices?: ReadonlyMap<SkuId, Fen> | undefined;
  /** Later than this nobody may pay. */
  readonly closesAt?: Date | undefined;
}

/** Whoever signed in with a phone and orders for themself. Throws NotFound for anybody else. */
export function buyerOf({ scope }: Context): { readonly customerKey: CustomerKey; readonly personId: PersonId } {
  if (scope.customer === undefined || scope.person === undefined) throw new NotFound('order');
  return { customerKey: scope.customer, personId: scope.person };
}

export interface GroupAsked {
  readonly groupBuyId: Id<'GroupBuy'>;
  /** A team to join, or a new one; null where the group buy has none. */
  readonly team: Id<'Team'> | 'new' | null;
  readonly shareToken: string | null;
  readonly lines: readonly { readonly skuId: SkuId; readonly quantity: number }[];
}

/** Part: a sale within a group buy, with what it takes of its limits. Throws NotFound and what group buys refuse. */
export async function groupSale(
  ctx: Context,
  tx: Tx,
  orderId: OrderId,
  asked: GroupAsked,
): Promise<FoundSale & { sale: { channel: 'group_buy' } }> {
  const buyer = buyerOf(ctx);
  const { groupBuyId, team } = asked;
  const joined = await joinGroupBuy(tx, {
    ...buyer,
    groupBuyId,
    team,
    orderId,
    lines: mergeAsked(asked.lines),
    at: tx.now,
  });
  return {
    prices: joined.prices,
    closesAt: joined.cutOffAt,
    sale: {
      ...buyer,
      channel: 'group_buy',
      cityId: joined.cityId,
      communityId: joined.communityId,
      storeId: joined.storeId,
      touchpointId: joined.touchpointId,
      shareToken: asked.shareToken,
      groupBuyId: joined.groupBuyId,
      teamId: joined.teamId,
      campaignId: joined.campaignId,
      placeId: joined.placeId,
      mode: 'pickup',
      pickupPointId: joined.pickupPointId,
      pickupOn: joined.pickupOn,
      external: null,
    },
  };
}

const NO_GROUP = { groupBuyId: null, teamId: null, campaignId: null, external: null, pickupOn: null } as const;

export interface InstantAsked {
  readonly communityId: CommunityId;
  readonly mode: 'pickup' | 'delivery';
  readonly pickupPointId: PickupPointId | null;
  readonly shareToken: string | null;
  readonly lines: readonly { readonly skuId: SkuId; readonly quantity: number }[];
}

/**
 * Part: a sale from the flash warehouse of a community; what it is out of comes from the nearest store that has it.
 * Throws NotFound, NotServedHere, PickupPointUnfit.
 */
export async function instantSale(ctx: Context, tx: Tx, asked: InstantAsked): Promise<Sale & { channel: 'instant' }> {
  const { communityId, mode } = asked;
  // As the shop shows it: at the price of the nearest store that serves the community.
  const place = await placeOfCommunity(tx.db, communityId);
  const supply = (await supplyOf(tx.db, [communityId])).get(communityId);
  if (supply === undefined || supply.flashId === null) throw new NotServedHere();
  const point = supply.pickupPoints.find((each) => each.id === asked.pickupPointId);
  if (mode === 'pickup' && point === undefined) throw new PickupPointUnfit();
  return {
    ...NO_GROUP,
    ...buyerOf(ctx),
    channel: 'instant',
    ...place,
    communityId,
    touchpointId: null,
    shareToken: asked.shareToken,
    placeId: supply.flashId,
    placeOf: await placesOf(tx, supply.flashId, asked),
    mode,
    pickupPointId: mode === 'pickup' ? (point?.id ?? null) : null,
  };
}

/** For what the flash warehouse has too little of: the nearest store of the community that has enough. */
async function placesOf(tx: Tx, flashId: StockPlaceId, asked: InstantAsked): Promise<Map<SkuId, StockPlaceId>> {
  const skuIds = [...new Set(asked.lines.map((line) => line.skuId))];
  const stores = (await storesServing(tx.db, [asked.communityId])).get(asked.communityId) ?? [];
  const places: StockPlaceId[] = [flashId, ...stores.map((store) => store.id)];
  const stock = await availableStock(tx.db, places, skuIds);
  const has = (placeId: StockPlaceId, skuId: SkuId, quantity: number): boolean =>
    (stock.get(`${placeId}/${skuId}`)?.available ?? 0) >= quantity;
  return new Map(
    asked.lines.flatMap(({ skuId, quantity }): [SkuId, StockPlaceId][] => {
      // A bundle has no stock of its own: its parts come from the flash warehouse.
      const place = places.find((placeId) => has(placeId, skuId, quantity));
      return place === undefined || place === flashId ? [] : [[skuId, place]];
    }),
  );
}

/**
 * Part: a sale over the counter of a store within the area of whoever stands at the till; to somebody whom we know by
 * their phone, or to nobody in particular. Throws NotFound.
 */
export async function storeSale(
  ctx: Context,
  tx: Tx,
  asked: { readonly storeId: StoreId; readonly phone: string | null },
): Promise<Sale & { channel: 'store' }> {
  const store = (await storesByIds(tx.db, [asked.storeId])).get(asked.storeId);
  if (store === undefined || !covers(ctx.scope, { cityId: store.cityId, storeId: store.id }))
    throw new NotFound('store');
  const { vault } = ctx.services;
  const [personId] = asked.phone === null ? [] : await vault.find(tx.db, 'phone', asked.phone);
  const customerKey = asked.phone === null ? undefined : (vault.hash('phone', asked.phone) as CustomerKey);
  return {
    ...NO_GROUP,
    channel: 'store',
    cityId: store.cityId,
    communityId: null,
    storeId: store.id,
    touchpointId: null,
    customerKey: personId === undefined ? null : (customerKey ?? null),
    personId: personId ?? null,
    shareToken: null,
    placeId: store.id,
    mode: 'counter',
    pickupPointId: null,
  };
}
