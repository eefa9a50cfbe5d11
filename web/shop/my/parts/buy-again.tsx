import type { ReactNode } from 'react';
import type { OwnOrderDetail } from '#modules/commerce/contract';
import { digitsOf, type CartPlace } from '../../cart/cart.ts';
import { useCart } from '../../cart/use-cart.ts';

/** Puts the same things into the cart of where they were bought: prices and stock are those of now. */
export function BuyAgain({ order }: { order: OwnOrderDetail }): ReactNode {
  const { groupBuy, communityId } = order;
  const place = placeOf(order);
  const { put } = useCart(place);
  if (communityId === null || order.lines.length === 0) return null;
  const again = (): void => {
    for (const { skuId, quantity, name, unit, imageId, unitFen } of order.lines) {
      put({ skuId, quantity, name, unit, imageId, unitFen });
    }
    location.assign(place.kind === 'group' && groupBuy !== null ? `/g/${digitsOf(groupBuy.groupBuyNumber)}` : '/cart');
  };
  return (
    <button type="button" className="my-second" onClick={again}>
      再来一单
    </button>
  );
}

function placeOf({ groupBuy, groupBuyId, communityId, communityName }: OwnOrderDetail): CartPlace {
  const here = { communityId: communityId ?? '', communityName };
  if (groupBuy === null || groupBuyId === null || !groupBuy.open) return { kind: 'community', ...here };
  const { groupBuyNumber, title } = groupBuy;
  return { kind: 'group', groupBuyId, groupBuyNumber, title, shareToken: null, ...here };
}
