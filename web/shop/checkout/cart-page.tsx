import type { ReactNode } from 'react';
import { OfflineBanner } from '../../shared/states.tsx';
import { cartKey, sumOf, unitsOf, type Cart } from '../cart/cart.ts';
import { useCarts } from '../cart/use-cart.ts';
import { money } from '../parts/money.ts';
import { ShopPage } from '../parts/shop-page.tsx';
import { CheckoutLines } from './checkout-lines.tsx';
import { Nothing } from './nothing.tsx';
import { useGroupOf } from './use-place.ts';
import { usePricedCart } from './use-priced-cart.ts';

/** Every cart on this phone: one for each community and group buy, ordered by itself. */
export function CartPage(): ReactNode {
  const carts = Object.values(useCarts());
  if (carts.length === 0) return <Nothing title="购物车是空的" hint="团购和现货选好以后都在这里。" />;
  const [first] = carts;
  const back =
    first === undefined ? undefined : { href: `/c/${first.place.communityId}`, words: first.place.communityName };
  return (
    <ShopPage back={back} title="购物车">
      <OfflineBanner>没有网络，价格和库存可能不是最新的。</OfflineBanner>
      {carts.length > 1 ? <p className="shop-hint">不同的团和现货分开下单，各付各的。</p> : null}
      {carts.map((cart) => (
        <OneCart key={cartKey(cart.place)} cart={cart} />
      ))}
    </ShopPage>
  );
}

function OneCart({ cart }: { cart: Cart }): ReactNode {
  const { place } = cart;
  const key = cartKey(place);
  const group = useGroupOf(place).data;
  const priced = usePricedCart(cart, { whose: null, mode: 'pickup', coupons: [], codes: [] }).data;
  const sum = priced === undefined ? sumOf(cart) : priced.totalFen;
  const title = place.kind === 'group' ? place.title : `${place.communityName} 现货`;
  // Which team it is for is chosen on the page of the group buy.
  const needsTeam = group?.kind === 'min_size' && group.teamHours !== null;
  return (
    <section aria-label={title} className="cart-one">
      <h2 className="shop-heading">
        <a href={`/${key}`}>{title}</a>
      </h2>
      <CheckoutLines cart={cart} priced={priced} group={group} />
      <p className="cart-sum">
        <span>
          {unitsOf(cart)}件 <strong>{money(sum)}</strong>
        </span>
        <a className="shop-main" href={needsTeam ? `/${key}#teams` : `/checkout/${key}`}>
          {needsTeam ? '去参团' : '去结算'}
        </a>
      </p>
    </section>
  );
}
