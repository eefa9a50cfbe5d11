import { useState, type ReactNode } from 'react';
import type { ClaimableCoupon, CouponItem } from '#modules/commerce/contract';
import { ActKey } from '../../shared/act-key.ts';
import { newKey } from '../../shared/api.ts';
import { asProblem, type ApiProblem } from '../../shared/problem.ts';
import { ProblemLine } from '../../shared/states.tsx';
import { postOnce } from '../post-once.ts';

/** What can be claimed here. Claiming is one's own: who isn't signed in is led there. */
export function Coupons({
  coupons,
  communityId,
}: {
  coupons: readonly ClaimableCoupon[];
  communityId: string;
}): ReactNode {
  const [claimed, setClaimed] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState<string>();
  const [problem, setProblem] = useState<ApiProblem>();
  const [act] = useState(() => new ActKey(newKey));
  const shown = coupons.filter((one) => one.claimable || one.mine > 0);
  if (shown.length === 0) return null;
  const claim = async (promotionId: string): Promise<void> => {
    setBusy(promotionId);
    setProblem(undefined);
    try {
      await postOnce<CouponItem>(act, '/api/commerce/own/coupons', { promotionId, communityId });
      act.close();
      setClaimed((before) => [...before, promotionId]);
    } catch (error) {
      const failed = asProblem(error);
      if (failed.status === 401) location.assign(`/sign-in?to=${encodeURIComponent(location.pathname)}`);
      else setProblem(failed);
    } finally {
      setBusy(undefined);
    }
  };
  return (
    <section aria-labelledby="coupons">
      <h2 id="coupons" className="shop-heading">
        优惠券
      </h2>
      <ul className="home-coupons">
        {shown.map((one) => {
          const mine = one.mine > 0 || claimed.includes(one.promotionId);
          return (
            <li key={one.promotionId}>
              <strong>{one.face}</strong>
              {one.title === one.face ? null : <span>{one.title}</span>}
              <small>{one.published}</small>
              {mine ? (
                <em>已领，下单自动用</em>
              ) : (
                <button type="button" disabled={busy !== undefined} onClick={() => void claim(one.promotionId)}>
                  {busy === one.promotionId ? '正在领…' : '领取'}
                </button>
              )}
            </li>
          );
        })}
      </ul>
      <ProblemLine problem={problem} />
    </section>
  );
}
