import type { ShopCart } from '#modules/commerce/contract';
import type { Cart } from '../cart/cart.ts';

/** What is chosen beside the goods. */
export interface OrderChoice {
  readonly mode: 'delivery' | 'pickup';
  readonly pickupPointId: string | null;
  readonly address: string;
  readonly note: string;
  readonly codes: readonly string[];
  /** 拼团: which team, or a new one; null for everything else. */
  readonly team: string | null;
}

/**
 * The body of an order at the price that is shown: what can be had of the cart, the coupons that are taken, the codes
 * that hold. `elsewhere` is not part of it: a group buy's goods go to its own point first.
 */
export function orderBody(cart: Cart, priced: ShopCart, choice: OrderChoice, usualPointId: string | null): unknown {
  const { place } = cart;
  const sellable = new Set(priced.lines.filter((line) => line.sellable).map((line) => line.skuId as string));
  const note = choice.note.trim();
  const asked = {
    lines: cart.lines.filter((line) => sellable.has(line.skuId)).map(({ skuId, quantity }) => ({ skuId, quantity })),
    seenTotalFen: priced.totalFen,
    couponIds: priced.coupons.filter((one) => one.chosen).map((one) => one.couponId),
    codes: priced.codes.filter((one) => one.accepted).map((one) => one.code),
    ...(note !== '' && { note }),
  };
  if (place.kind === 'group') {
    const { pickupPointId } = choice;
    return {
      ...asked,
      channel: 'group_buy',
      groupBuyId: place.groupBuyId,
      team: choice.team,
      shareToken: place.shareToken,
      ...(pickupPointId !== null &&
        usualPointId !== null &&
        pickupPointId !== usualPointId && { elsewhere: pickupPointId }),
    };
  }
  return {
    ...asked,
    channel: 'instant',
    communityId: place.communityId,
    mode: choice.mode,
    ...(choice.mode === 'pickup' ? { pickupPointId: choice.pickupPointId } : { address: choice.address.trim() }),
  };
}

/** What is still missing before it can be ordered, in words; undefined when nothing is. */
export function missingOf(
  cart: Cart,
  choice: OrderChoice,
): { readonly field: 'address' | 'point'; readonly words: string } | undefined {
  if (cart.place.kind === 'group') return undefined;
  if (choice.mode === 'delivery' && choice.address.trim().length < 4) {
    return { field: 'address', words: '写清楚楼栋和门牌，比如 3幢2单元501' };
  }
  if (choice.mode === 'pickup' && choice.pickupPointId === null) return { field: 'point', words: '选一个自提点' };
  return undefined;
}
