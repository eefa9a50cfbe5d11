import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ClaimableCoupon, CouponItem } from '#modules/commerce/contract';
import { api } from '../../../shared/api.ts';
import { date } from '../../../shared/format.ts';
import { useAct } from '../../../shared/query.tsx';
import { Empty, ProblemLine } from '../../../shared/states.tsx';
import { Endless } from '../parts/endless.tsx';
import { MyPage } from '../parts/page.tsx';
import { TabLinks } from '../parts/tab-links.tsx';
import { keyOf, OWN } from '../paths.ts';
import { useCommunity } from '../use-community.ts';
import { useOwnPages } from '../use-own.ts';

const TABS = [
  { state: 'live', to: '/my/coupons', name: '可用' },
  { state: 'spent', to: '/my/coupons/spent', name: '已用' },
  { state: 'expired', to: '/my/coupons/expired', name: '过期' },
] as const;

/** Coupons of mine by how they stand, and what can be claimed where I shop. */
export function CouponsPage({ params }: { params: Readonly<Record<string, string>> }): ReactNode {
  const tab = TABS.find(({ state }) => state === params['state']) ?? TABS[0];
  const query = useOwnPages<CouponItem>('coupons', { state: tab.state, limit: 30 });
  return (
    <MyPage title="优惠券">
      <TabLinks label="优惠券" tabs={TABS.map(({ to, name, state }) => ({ to, name, current: state === tab.state }))} />
      {tab.state === 'live' ? <ClaimCentre /> : null}
      <Endless
        query={query}
        isEmpty={([first]) => first === undefined || first.items.length === 0}
        empty={
          <Empty
            title={tab.state === 'live' ? '没有能用的券' : '没有'}
            hint={tab.state === 'live' ? '领到的券下单时自动用最省的。' : undefined}
          />
        }
      >
        {(pages) => (
          <ul className="my-list" aria-label={`${tab.name}的券`}>
            {pages.flatMap((page) => page.items.map((coupon) => <Coupon key={coupon.couponId} coupon={coupon} />))}
          </ul>
        )}
      </Endless>
    </MyPage>
  );
}

function Coupon({ coupon }: { coupon: CouponItem }): ReactNode {
  const live = coupon.state === 'live';
  return (
    <li className={live ? 'my-coupon' : 'my-coupon my-coupon-over'}>
      <strong className="my-coupon-face">{coupon.face}</strong>
      <span>
        {coupon.title === coupon.face ? null : <strong>{coupon.title}</strong>}
        <small>
          {coupon.state === 'spent' && coupon.spentAt !== null
            ? `${date(coupon.spentAt)}用掉`
            : live
              ? `${date(coupon.validUntil)}前可用`
              : `${date(coupon.validUntil)}过期`}
        </small>
        {coupon.why === null ? null : <small className="my-blocked">{coupon.why}</small>}
        <details>
          <summary>使用规则</summary>
          <small>{coupon.published}</small>
        </details>
      </span>
    </li>
  );
}

/** 领券: what is given out in my community. */
function ClaimCentre(): ReactNode {
  const community = useCommunity();
  const communityId = community?.communityId;
  const queryKey = ['own', 'claim-centre', communityId];
  const query = useQuery({
    queryKey,
    queryFn: () =>
      api.get<{ items: readonly ClaimableCoupon[] }>('/api/commerce/shop/coupons', { query: { communityId } }),
    enabled: communityId !== undefined,
  });
  const claim = useAct(
    (promotionId: string, key: string) => api.post<CouponItem>(OWN.coupons, { body: { promotionId }, key }),
    {
      stale: [keyOf('coupons'), queryKey],
    },
  );
  const open = (query.data?.items ?? []).filter((one) => one.claimable);
  if (community === undefined || open.length === 0) return null;
  return (
    <section className="my-card" aria-label="领券">
      <header>
        <h2>{community.name}可以领</h2>
      </header>
      <ProblemLine problem={claim.problem} />
      <ul className="my-claimables">
        {open.map((one) => (
          <li key={one.promotionId}>
            <span>
              <strong>{one.face === one.title ? one.face : `${one.face} ${one.title}`}</strong>
              <small>{one.left === null ? `${date(`${one.to}T12:00:00+08:00`)}前可领` : `还剩${one.left}张`}</small>
              <details>
                <summary>使用规则</summary>
                <small>{one.published}</small>
              </details>
            </span>
            <button
              type="button"
              className="my-small"
              disabled={claim.busy}
              aria-label={`领取 ${one.title}`}
              onClick={() => void claim.run(one.promotionId)}
            >
              {one.mine > 0 ? '再领' : '领取'}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
