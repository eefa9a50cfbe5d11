import { useEffect, type ReactNode } from 'react';
import type { ShopHome } from '#modules/commerce/contract';
import { Icon } from '../../shared/icons.tsx';
import { OfflineBanner } from '../../shared/states.tsx';
import { cartKey, sumOf, unitsOf, type CartPlace } from '../cart/cart.ts';
import { useCart, useCarts } from '../cart/use-cart.ts';
import { BuyBar } from '../parts/buy-bar.tsx';
import { ShopPage } from '../parts/shop-page.tsx';
import type { ViewOf } from '../view-pages.ts';
import { Coupons } from './coupons.tsx';
import { GroupCard } from './group-card.tsx';
import { rememberCommunity } from './last-community.ts';
import { Shelf } from './shelf.tsx';

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];

/** The shop of a community: what is bought together today, then what can be had at once. */
export function CommunityView({ view }: { view: ViewOf<'community'> }): ReactNode {
  const { home } = view;
  const { community } = home;
  useEffect(() => rememberCommunity(community), [community]);
  const place: CartPlace = { kind: 'community', communityId: community.communityId, communityName: community.name };
  const { cart } = useCart(place);
  const asked = view.categoryId !== null || view.text !== '';
  const units = unitsOf(cart);
  const bar =
    units === 0 ? undefined : (
      <BuyBar sumFen={sumOf(cart)} words={`已选${units}件`}>
        <a className="shop-main" href={`/checkout/${cartKey(place)}`}>
          去结算
        </a>
      </BuyBar>
    );
  return (
    <ShopPage bar={bar}>
      <OfflineBanner>没有网络，看到的可能不是最新的。</OfflineBanner>
      <Head home={home} />
      {asked ? null : (
        <>
          <Today home={home} />
          <Coupons coupons={home.coupons} communityId={community.communityId} />
        </>
      )}
      <Shelf view={view} place={place} />
      <Points home={home} />
    </ShopPage>
  );
}

function Head({ home: { community } }: { home: ShopHome }): ReactNode {
  const others = Object.keys(useCarts()).length;
  return (
    <header className="home-head">
      <div>
        <p>
          <Icon name="place" size={16} />
          {community.cityName} · <a href="/">换小区</a>
        </p>
        <h1>{community.name}</h1>
      </div>
      <nav aria-label="我的">
        <a href="/cart">
          <Icon name="goods" />
          购物车{others === 0 ? null : <b>{others}</b>}
        </a>
        <a href="/my">
          <Icon name="me" />
          我的
        </a>
      </nav>
    </header>
  );
}

function Today({ home }: { home: ShopHome }): ReactNode {
  const shown = home.groupBuys.filter(({ state }) => state === 'open' || state === 'scheduled');
  return (
    <section aria-labelledby="today">
      <h2 id="today" className="shop-heading">
        今日团购
      </h2>
      {shown.length === 0 ? (
        <p className="shop-none">
          现在没有进行中的团。团长一般早上开团，{home.instant ? '急用的可以看看下面的即时配送。' : '明天再来看看。'}
        </p>
      ) : (
        <ul className="home-groups">
          {shown.map((one, at) => (
            <GroupCard key={one.groupBuyId} groupBuy={one} told={home.now} first={at === 0} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Points({ home: { pickupPoints } }: { home: ShopHome }): ReactNode {
  if (pickupPoints.length === 0) return null;
  return (
    <section aria-labelledby="points">
      <h2 id="points" className="shop-heading">
        自提点
      </h2>
      <ul className="home-points">
        {pickupPoints.map((point) => (
          <li key={point.pickupPointId}>
            <Icon name="place" />
            <span>
              <strong>{point.name}</strong>
              <small>{point.address}</small>
              {point.restDays.length === 0 ? null : (
                <small>周{point.restDays.map((day) => WEEKDAYS[day - 1] ?? '').join('、')}休息</small>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
