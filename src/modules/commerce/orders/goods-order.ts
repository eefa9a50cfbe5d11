import { Refusal } from '#kernel/errors';
import type {
  CityId,
  CommunityId,
  CustomerKey,
  Id,
  PersonId,
  PickupPointId,
  SkuId,
  StockPlaceId,
  StoreId,
  TouchpointId,
} from '#kernel/ids';
import { fen } from '#kernel/money';
import type { Random } from '#kernel/random';
import { HOUR, MINUTE } from '#kernel/time';
import type { PricedCart } from '../carts/cart.ts';
import type { EffectiveSku } from '../catalogue/effective-sku.ts';
import type { OrderLine } from './order-line.ts';
import { drawOrderNumber } from './order-number.ts';
import type { Order, OrderChannel, OrderId } from './order.ts';
import { drawDigits, type Parcel, type ParcelId, type ParcelMode } from './parcel.ts';

/** How long goods are held for an order that is not paid. */
export const PAY_WITHIN_MS = 15 * MINUTE;

/** The price is not what the customer saw: nothing was ordered, and the answer says what it is now. */
export class PriceChanged extends Refusal {
  readonly cart: PricedCart;
  constructor(cart: PricedCart, seenTotalFen: number) {
    const yuan = (cart.totalFen / 100).toFixed(2);
    super('price-changed', 'conflict', { yuan }, { more: { totalFen: cart.totalFen, seenTotalFen } });
    this.cart = cart;
  }
}

/** Something of it is not sold here, or not now. */
export class SkuNotSoldHere extends Refusal {
  constructor(faults: readonly { readonly skuId: SkuId; readonly why: string }[]) {
    super('sku-not-sold-here', 'conflict', { why: faults[0]?.why ?? '' }, { more: { lines: faults } });
  }
}

export interface AskedLine {
  readonly skuId: SkuId;
  readonly quantity: number;
}

/** The same thing asked for twice is one line. */
export function mergeAsked(lines: readonly AskedLine[]): AskedLine[] {
  const merged = new Map<SkuId, number>();
  for (const { skuId, quantity } of lines) merged.set(skuId, (merged.get(skuId) ?? 0) + quantity);
  return [...merged].map(([skuId, quantity]) => ({ skuId, quantity }));
}

/** Where something is sold, to whom, and which way it goes. */
export interface Sale {
  readonly channel: Exclude<OrderChannel, 'service'>;
  readonly cityId: CityId;
  readonly communityId: CommunityId | null;
  readonly storeId: StoreId | null;
  readonly touchpointId: TouchpointId | null;
  readonly customerKey: CustomerKey | null;
  readonly personId: PersonId | null;
  readonly shareToken: string | null;
  readonly groupBuyId: Id<'GroupBuy'> | null;
  readonly teamId: Id<'Team'> | null;
  readonly campaignId: Id<'Campaign'> | null;
  /** Where its goods come from, unless `placeOf` says another place for some. */
  readonly placeId: StockPlaceId;
  readonly placeOf?: ReadonlyMap<SkuId, StockPlaceId> | undefined;
  readonly mode: ParcelMode;
  readonly pickupPointId: PickupPointId | null;
  readonly pickupOn: string | null;
  readonly external: Order['external'];
}

export interface DraftOrder {
  readonly order: Order;
  readonly lines: readonly OrderLine[];
  readonly parcels: readonly Parcel[];
}

/** What an order is made of besides its sale. */
export interface DraftedFrom {
  readonly orderId: OrderId;
  readonly sale: Sale;
  readonly cart: PricedCart;
  readonly skus: ReadonlyMap<SkuId, EffectiveSku>;
  readonly newParcelId: () => ParcelId;
  readonly random: Random;
  /** Paid already, at a till or on a marketplace: nothing is to be paid, and it was handed over here and now. */
  readonly settled: boolean;
  /** Nothing is to be paid, and it waits for its team. */
  readonly awaitsGroup?: boolean;
  /** Later than this nobody may pay. */
  readonly closesAt?: Date | undefined;
}

/** The order of a priced cart, with its lines in parcels by the place where the goods come from. */
export function draftOrder(from: DraftedFrom, now: Date): DraftOrder {
  const { orderId, sale, cart, settled } = from;
  const placeOf = (skuId: SkuId): StockPlaceId => sale.placeOf?.get(skuId) ?? sale.placeId;
  const parcelAt = new Map<StockPlaceId, ParcelId>();
  const parcelOf = (skuId: SkuId): ParcelId => {
    const parcelId = parcelAt.get(placeOf(skuId)) ?? from.newParcelId();
    parcelAt.set(placeOf(skuId), parcelId);
    return parcelId;
  };
  const lines = cart.lines.map((line): OrderLine => lineOf(line, skuOf(from, line.skuId), parcelOf(line.skuId)));
  const isPaid = settled || cart.totalFen === 0;
  const paidState = from.awaitsGroup === true ? 'awaiting_group' : 'paid';
  const handedOver = settled && sale.mode === 'counter';
  const order: Order = {
    orderId,
    orderNumber: drawOrderNumber(from.random, now),
    channel: sale.channel,
    contractId: null,
    quotationId: null,
    packageId: null,
    cityId: sale.cityId,
    communityId: sale.communityId,
    storeId: sale.storeId,
    touchpointId: sale.touchpointId,
    customerKey: sale.customerKey,
    personId: sale.personId,
    leadId: null,
    visitId: null,
    shareToken: sale.shareToken,
    state: isPaid ? paidState : 'placed',
    totalFen: cart.totalFen,
    depositFen: fen(0),
    goodsFen: cart.goodsFen,
    discountFen: cart.discountFen,
    deliveryFen: cart.deliveryFen,
    paidFen: settled && sale.channel !== 'imported' ? cart.totalFen : fen(0),
    refundedFen: fen(0),
    groupBuyId: sale.groupBuyId,
    teamId: sale.teamId,
    campaignId: sale.campaignId,
    pickupPointId: sale.pickupPointId,
    payBy: isPaid ? null : payByOf(now, from.closesAt),
    completeAfter: handedOver ? claimsEnd(lines, now) : null,
    completedAt: null,
    external: sale.external,
    payments: 0,
    steps: 1,
    revision: 1,
    placedAt: now,
    depositPaidAt: null,
    paidAt: isPaid ? now : null,
    cancelledAt: null,
    cancelReason: null,
  };
  const parcels = [...parcelAt].map(([placeId, parcelId]): Parcel => ({
    parcelId,
    cityId: sale.cityId,
    orderId,
    placeId,
    mode: sale.mode,
    pickupPointId: sale.pickupPointId,
    pickupOn: sale.pickupOn,
    code: sale.mode === 'pickup' ? drawDigits(from.random, 8) : null,
    state: handedOver ? 'collected' : 'waiting',
    revision: 1,
    arrivedAt: null,
    collectedAt: handedOver ? now : null,
  }));
  return { order, lines, parcels };
}

/** A quarter of an hour, or until what it is part of closes, whichever is first. */
const payByOf = (now: Date, closesAt: Date | undefined): Date =>
  new Date(Math.min(now.getTime() + PAY_WITHIN_MS, closesAt?.getTime() ?? Infinity));

/** When nothing of the lines can be claimed any more, once they were handed over. */
export const claimsEnd = (lines: readonly Pick<OrderLine, 'claimHours'>[], handedOverAt: Date): Date =>
  new Date(handedOverAt.getTime() + Math.max(0, ...lines.map((line) => line.claimHours)) * HOUR);

function skuOf({ skus }: DraftedFrom, skuId: SkuId): EffectiveSku {
  const sku = skus.get(skuId);
  if (sku === undefined) throw new Error(`SKU ${skuId} was priced and is unknown`);
  return sku;
}

const lineOf = (line: PricedCart['lines'][number], sku: EffectiveSku, parcelId: ParcelId): OrderLine => ({
  lineNo: line.lineNo,
  parcelId,
  skuId: line.skuId,
  skuCode: sku.code,
  skuName: sku.name,
  skuSpec: sku.spec,
  unit: sku.unit,
  categoryId: sku.categoryId,
  imageId: sku.imageId,
  claimHours: sku.claimHours,
  parts: sku.parts.map(({ skuId, quantity }) => ({ skuId, quantity })),
  quantity: line.quantity,
  unitFen: line.unitFen,
  grossFen: line.grossFen,
  discountFen: line.discountFen,
  netFen: line.netFen,
  splits: line.splits,
  refundedQuantity: 0,
  refundedFen: fen(0),
  rebatedFen: fen(0),
});
