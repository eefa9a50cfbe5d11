import type { ReactNode } from 'react';
import type { OwnVoucher } from '#modules/commerce/contract';
import { count } from '../../../shared/format.ts';
import { Link } from '../../../shared/router.tsx';
import { Empty } from '../../../shared/states.tsx';
import { Endless } from '../parts/endless.tsx';
import { MyPage } from '../parts/page.tsx';
import { RewardPicture } from '../parts/reward-picture.tsx';
import { useOwnPages } from '../use-own.ts';

/** What points were redeemed for: with codes while they can be used. */
export function VouchersPage(): ReactNode {
  const query = useOwnPages<OwnVoucher>('vouchers', { limit: 30 });
  return (
    <MyPage title="我的兑换券" back="/my/member">
      <Endless
        query={query}
        isEmpty={([first]) => first === undefined || first.items.length === 0}
        empty={
          <Empty
            title="还没有兑换过"
            action={
              <Link to="/my/mall" className="my-second">
                去积分商城
              </Link>
            }
          />
        }
      >
        {(pages) => (
          <ul className="my-list">
            {pages.flatMap(({ items }) =>
              items.map((voucher) => (
                <li key={voucher.voucherId}>
                  <Link to={`/my/vouchers/${voucher.voucherId}`} className="my-card my-voucher">
                    <RewardPicture reward={voucher} size={64} />
                    <span>
                      <strong>{voucher.title}</strong>
                      <small>{voucher.words}</small>
                      <small>{count(voucher.points)} 积分</small>
                    </span>
                    <em className={`my-state my-state-${voucher.state === 'live' ? 'waiting' : 'over'}`}>
                      {voucher.stateName}
                    </em>
                  </Link>
                </li>
              )),
            )}
          </ul>
        )}
      </Endless>
    </MyPage>
  );
}
