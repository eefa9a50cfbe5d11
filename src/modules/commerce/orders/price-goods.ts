import type { Id, SkuId } from '#kernel/ids';
import type { Fen } from '#kernel/money';
import type { Tx } from '#platform/context';
import type { DeliveryRule, PricedCart } from '../carts/cart.ts';
import { priceCart } from '../carts/price-cart.ts';
import type { EffectiveSku } from '../catalogue/effective-sku.ts';
import { effectiveSkus } from '../catalogue/effective-sku-store.ts';
import type { SellingPlace } from '../prices/area-entry.ts';
import type { Benefit } from '../promotions/benefit.ts';
import { deliveryRuleAt } from '../promotions/delivery-rule-at.ts';
import { cartBenefits } from '../promotions/cart-benefits.ts';
import { isSamePlace, sellingPlaceOf } from './places-of-sales.ts';
import { mergeAsked, PriceChanged, SkuNotSoldHere, type AskedLine, type Sale } from './goods-order.ts';

export interface GoodsAsked {
  readonly lines: readonly AskedLine[];
  /** What the customer saw to pay. */
  readonly seenTotalFen: number;
  readonly couponIds: readonly Id<'Coupon'>[];
  readonly codes: readonly string[];
}

export interface PricedGoods {
  readonly cart: PricedCart;
  readonly skus: ReadonlyMap<SkuId, EffectiveSku>;
}

type PricedSale = Pick<Sale, 'cityId' | 'storeId' | 'communityId' | 'customerKey' | 'mode'> & {
  readonly channel: 'group_buy' | 'instant' | 'store';
};

type Buying = Pick<PricedSale, 'customerKey' | 'channel' | 'mode'>;

/** What holds for goods at a place. */
interface Terms {
  readonly skus: ReadonlyMap<SkuId, EffectiveSku>;
  readonly benefits: readonly Benefit[];
  readonly deliveryRule: DeliveryRule | null;
}

/** What is read of a place before it is known that the sale is there. */
export interface Guess {
  readonly place: SellingPlace;
  readonly terms: Promise<Terms>;
}

/** Part: reads what holds for the goods at a place. Throws CouponNotUsable, CodeNotUsable. */
export async function termsAt(tx: Tx, asked: GoodsAsked, buying: Buying, place: SellingPlace): Promise<Terms> {
  const { customerKey, channel, mode } = buying;
  const { couponIds, codes } = asked;
  const skuIds = mergeAsked(asked.lines).map((line) => line.skuId);
  // Asked for in the same moment: both go out together.
  const [skus, benefits, deliveryRule] = await Promise.all([
    effectiveSkus(tx.db, { skuIds, place, at: tx.now }),
    cartBenefits(tx.db, { customerKey, place, at: tx.now, channel, couponIds, codes }),
    mode === 'delivery' ? deliveryRuleAt(tx.db, place, tx.now) : null,
  ]);
  return { skus, benefits, deliveryRule };
}

/**
 * Part: what goods cost here and now, by the price of their place, or of the group buy (`prices`, which also says that
 * they are sold). `guessed` is what holds where the sale was thought to be; elsewhere it is read anew. Throws
 * SkuNotSoldHere, CouponNotUsable, CodeNotUsable, and PriceChanged when it is not what was seen.
 */
export async function priceGoods(
  tx: Tx,
  asked: GoodsAsked,
  sale: PricedSale,
  { prices, guessed }: { prices?: ReadonlyMap<SkuId, Fen> | undefined; guessed?: Guess | undefined } = {},
): Promise<PricedGoods> {
  const { channel } = sale;
  const isAsGuessed = guessed !== undefined && isSamePlace(guessed.place, sale);
  const terms = isAsGuessed ? guessed.terms : termsAt(tx, asked, sale, sellingPlaceOf(sale));
  const { skus, benefits, deliveryRule } = await terms;
  const lines = mergeAsked(asked.lines);
  const faults = lines.flatMap(({ skuId }) => {
    const sku = skus.get(skuId);
    const why = sku === undefined ? '商品不存在' : prices === undefined ? sku.notListedWhy : null;
    return why === null ? [] : [{ skuId, why }];
  });
  if (faults.length > 0) throw new SkuNotSoldHere(faults);
  const cart = priceCart({
    lines: lines.flatMap(({ skuId, quantity }, at) => {
      const sku = skus.get(skuId);
      if (sku === undefined) return [];
      const { name, categoryId, priceFen, parts } = sku;
      return [{ lineNo: at + 1, skuId, name, categoryId, quantity, unitFen: prices?.get(skuId) ?? priceFen, parts }];
    }),
    channel,
    fulfilment: sale.mode,
    benefits,
    deliveryRule,
  });
  if (cart.totalFen !== asked.seenTotalFen) throw new PriceChanged(cart, asked.seenTotalFen);
  return { cart, skus };
}
