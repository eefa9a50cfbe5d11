import { useState, type FormEvent, type ReactNode } from 'react';
import type { ShopCart } from '#modules/commerce/contract';
import { dateTime } from '../../shared/format.ts';
import { money } from '../parts/money.ts';

interface CouponChoiceProps {
  readonly priced: ShopCart;
  readonly coupons: 'best' | readonly string[];
  readonly codes: readonly string[];
  readonly onCoupons: (coupons: 'best' | readonly string[]) => void;
  readonly onCodes: (codes: readonly string[]) => void;
  readonly busy: boolean;
  /** Coupons are somebody's: nobody has any. */
  readonly signedIn: boolean;
}

/** The coupons of this customer: the best are taken, others can be, and those that can't say why. */
export function CouponChoice({
  priced,
  coupons,
  codes,
  onCoupons,
  onCodes,
  busy,
  signedIn,
}: CouponChoiceProps): ReactNode {
  const [open, setOpen] = useState(false);
  const chosen = priced.coupons.filter((one) => one.chosen);
  const usable = priced.coupons.filter((one) => one.why === null);
  const saved = chosen.reduce((sum, one) => sum + one.savesFen, 0);
  const isBest =
    coupons === 'best' ||
    (coupons.length === priced.proposed.length && priced.proposed.every((one) => coupons.includes(one)));
  const toggle = (couponId: string): void => {
    const now = chosen.map((one) => one.couponId as string);
    onCoupons(now.includes(couponId) ? now.filter((one) => one !== couponId) : [...now, couponId]);
  };
  return (
    <section className="shop-card buy-coupons" aria-labelledby="coupons">
      <h2 id="coupons">
        优惠
        <button type="button" className="shop-link" aria-expanded={open} onClick={() => setOpen(!open)}>
          {chosen.length > 0
            ? `${chosen.map((one) => one.title).join('、')} ${isBest ? '· 已是最省' : ''}`
            : usable.length > 0
              ? `${usable.length}张能用`
              : priced.coupons.length > 0
                ? '没有能用的券'
                : signedIn
                  ? '没有优惠券'
                  : '登录后能用券'}
        </button>
      </h2>
      {saved > 0 ? <p className="buy-less">用券省{money(saved)}</p> : null}
      {open ? (
        <>
          <ul>
            {priced.coupons.map((one) => (
              <li key={one.couponId} className={one.why === null ? undefined : 'buy-coupon-off'}>
                <label>
                  <input
                    type="checkbox"
                    checked={one.chosen}
                    disabled={busy || (one.why !== null && !one.chosen)}
                    onChange={() => toggle(one.couponId)}
                  />
                  <CouponWords coupon={one} />
                </label>
              </li>
            ))}
          </ul>
          {isBest ? null : (
            <button type="button" className="shop-quiet" onClick={() => onCoupons('best')}>
              换回最省的搭配
            </button>
          )}
          <Codes priced={priced} codes={codes} onCodes={onCodes} busy={busy} />
        </>
      ) : null}
      <Unused priced={priced} />
    </section>
  );
}

function CouponWords({ coupon }: { coupon: ShopCart['coupons'][number] }): ReactNode {
  const { face, title, why, savesFen, validUntil } = coupon;
  return (
    <span>
      <strong>{face === title ? title : `${face} ${title}`}</strong>
      <small>{why ?? `能省${money(savesFen)}，${dateTime(validUntil)}前有效`}</small>
    </span>
  );
}

/** Benefits that are near: how much more would do. */
function Unused({ priced }: { priced: ShopCart }): ReactNode {
  const near = priced.unused.filter((one) => one.couponId === null && one.missingFen !== null && one.missingFen > 0);
  if (near.length === 0) return null;
  return (
    <ul className="buy-near">
      {near.slice(0, 2).map((one) => (
        <li key={one.promotionId}>
          {one.title}：{one.why}
        </li>
      ))}
    </ul>
  );
}

const MOST_CODES = 3;

function Codes({
  priced,
  codes,
  onCodes,
  busy,
}: Pick<CouponChoiceProps, 'priced' | 'codes' | 'onCodes' | 'busy'>): ReactNode {
  const [text, setText] = useState('');
  const add = (event: FormEvent): void => {
    event.preventDefault();
    const code = text.trim();
    if (code !== '' && !codes.includes(code)) onCodes([...codes, code].slice(-MOST_CODES));
    setText('');
  };
  return (
    <form className="buy-codes" onSubmit={add}>
      <label htmlFor="code-typed">优惠码</label>
      <div>
        <input
          id="code-typed"
          value={text}
          maxLength={20}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
        />
        <button type="submit" disabled={busy || text.trim() === ''}>
          使用
        </button>
      </div>
      {priced.codes.map((one) => (
        <p key={one.code} className={one.accepted ? 'buy-less' : 'buy-code-off'}>
          {one.code}：{one.accepted ? '已用上' : (one.why ?? '用不了')}
          <button
            type="button"
            className="shop-link"
            onClick={() => onCodes(codes.filter((code) => code !== one.code))}
          >
            去掉
          </button>
        </p>
      ))}
    </form>
  );
}
