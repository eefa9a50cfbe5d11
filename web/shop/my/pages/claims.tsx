import type { ReactNode } from 'react';
import type { OwnClaim } from '#modules/commerce/contract';
import { date } from '../../../shared/format.ts';
import { Link } from '../../../shared/router.tsx';
import { Await, Empty, Skeleton } from '../../../shared/states.tsx';
import { money } from '../../parts/money.ts';
import { toneOfClaim } from '../goods/claim-words.ts';
import { MyPage } from '../parts/page.tsx';
import { useOwnList } from '../use-own.ts';

/** What was wrong with what I bought: what waits for me first. */
export function ClaimsPage(): ReactNode {
  const query = useOwnList<OwnClaim>('claims');
  return (
    <MyPage title="售后">
      <Await query={query} loading={<Skeleton rows={8} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty
              title="没有售后"
              hint="东西有问题，在订单里点「申请售后」。"
              action={
                <Link to="/my/orders" className="my-second">
                  看我的订单
                </Link>
              }
            />
          ) : (
            <ul className="my-list">
              {items
                .toSorted((a, b) => Number(b.canAnswer) - Number(a.canAnswer))
                .map((claim) => (
                  <li key={claim.claimId}>
                    <ClaimCard claim={claim} />
                  </li>
                ))}
            </ul>
          )
        }
      </Await>
    </MyPage>
  );
}

function ClaimCard({ claim }: { claim: OwnClaim }): ReactNode {
  return (
    <Link to={`/my/claims/${claim.claimId}`} className="my-card my-order">
      <span className="my-order-head">
        <span>
          {claim.kindName} · {claim.reasonName}
        </span>
        <em className={`my-state my-state-${toneOfClaim(claim)}`}>{claim.stateName}</em>
      </span>
      <span>{claim.lines.map(({ name, quantity, unit }) => `${name} ${quantity}${unit}`).join('、')}</span>
      <span className="my-order-foot">
        <small>
          {date(claim.openedAt)}
          {claim.automatic ? ' · 系统自动处理' : ''}
        </small>
        <strong>{money(claim.refundedFen > 0 ? claim.refundedFen : (claim.approvedFen ?? claim.amountFen))}</strong>
      </span>
    </Link>
  );
}
