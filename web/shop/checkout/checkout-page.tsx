import type { ReactNode } from 'react';
import type { ShopCart } from '#modules/commerce/contract';
import { OfflineBanner, ProblemView, Skeleton } from '../../shared/states.tsx';
import { unitsOf, type Cart } from '../cart/cart.ts';
import { emptyCart, useCarts } from '../cart/use-cart.ts';
import { BuyBar } from '../parts/buy-bar.tsx';
import { money } from '../parts/money.ts';
import { ShopPage } from '../parts/shop-page.tsx';
import { CheckoutLines } from './checkout-lines.tsx';
import { CouponChoice } from './coupon-choice.tsx';
import { Nothing } from './nothing.tsx';
import { PriceSteps } from './price-steps.tsx';
import { PendingNote, RefusedNote } from './refused-note.tsx';
import { mayBuy, SignInHere } from './sign-in-here.tsx';
import { useCheckout, type CheckoutState } from './use-checkout.ts';
import { useOrdering, type Ordering } from './use-ordering.ts';
import { WhereTo } from './where-to.tsx';

/** Ordering what is in a cart: where to, what it costs step by step, who, and one button. */
export function CheckoutPage({ cartKey }: { cartKey: string }): ReactNode {
  const cart = useCarts()[cartKey];
  const ordering = useOrdering(cartKey, () => emptyCart(cartKey));
  if (cart !== undefined) return <Checkout cart={cart} cartKey={cartKey} ordering={ordering} />;
  if (ordering.pending === undefined) return <Nothing title="购物车是空的" hint="下过的单在「我的」里。" />;
  // What was sent and not answered is asked about even where the cart is gone.
  return (
    <ShopPage title="确认订单">
      <PendingNote ordering={ordering} />
    </ShopPage>
  );
}

interface CheckoutProps {
  readonly cart: Cart;
  readonly cartKey: string;
  readonly ordering: Ordering;
}

function Checkout({ cart, cartKey, ordering }: CheckoutProps): ReactNode {
  const { place } = cart;
  const state = useCheckout(cart, ordering);
  const { me, group, priced, choice, refused, fault, change, send } = state;
  const { forget, problem } = ordering;
  const back = { href: `/${cartKey}`, words: place.kind === 'group' ? place.title : place.communityName };
  const bar = (
    <SendBar
      priced={priced.data}
      stale={priced.isPlaceholderData}
      failed={priced.isError}
      ordering={ordering}
      cart={cart}
      mayOrder={mayBuy(me)}
      onSend={send}
    />
  );
  return (
    <ShopPage back={back} title="确认订单" bar={bar}>
      <OfflineBanner>没有网络，连上网再下单。选好的都在。</OfflineBanner>
      {ordering.pending === undefined ? (
        <RefusedNote
          refused={refused}
          problem={problem}
          cart={cart}
          priced={priced.data}
          cartKey={cartKey}
          onGoOn={forget}
        />
      ) : (
        <PendingNote ordering={ordering} />
      )}
      <WhereTo cart={cart} group={group} choice={choice} onChange={change} fault={fault} />
      <CheckoutLines cart={cart} priced={priced.data} group={group} onChange={forget} />
      {me === undefined || mayBuy(me) ? null : <SignInHere me={me} why="用手机号登录，就能下单" />}
      <Cost state={state} />
      <section className="shop-card buy-note">
        <label htmlFor="buy-note">备注（可不填）</label>
        <textarea
          id="buy-note"
          rows={2}
          maxLength={200}
          placeholder="比如 要熟一点的"
          value={choice.note}
          onChange={(event) => change({ note: event.target.value })}
        />
      </section>
    </ShopPage>
  );
}

/** What is taken off, and every step of the price. */
function Cost({ state: { priced, coupons, choice, change, takeCoupons, me } }: { state: CheckoutState }): ReactNode {
  if (priced.data === undefined) {
    return priced.isError ? (
      <ProblemView problem={priced.error} onRetry={() => void priced.refetch()} />
    ) : (
      <Skeleton rows={5} label="正在算价格" />
    );
  }
  return (
    <>
      <CouponChoice
        priced={priced.data}
        coupons={coupons}
        codes={choice.codes}
        onCoupons={takeCoupons}
        onCodes={(codes) => change({ codes })}
        busy={priced.isFetching}
        signedIn={mayBuy(me)}
      />
      <PriceSteps priced={priced.data} />
    </>
  );
}

interface SendBarProps {
  readonly priced: ShopCart | undefined;
  /** The price of a moment ago, while the new one is on its way. */
  readonly stale: boolean;
  readonly failed: boolean;
  readonly ordering: Ordering;
  readonly cart: Cart;
  readonly mayOrder: boolean;
  readonly onSend: () => void;
}

function SendBar({ priced, stale, failed, ordering, cart, mayOrder, onSend }: SendBarProps): ReactNode {
  const { busy, pending } = ordering;
  const sellable = priced?.lines.some((line) => line.sellable) === true;
  const waits = priced === undefined || stale || failed;
  const total = priced?.totalFen ?? 0;
  const words = busy
    ? '正在下单…'
    : waits && !failed
      ? '正在算价格…'
      : mayOrder
        ? total === 0 && sellable
          ? '提交订单'
          : '下单并付款'
        : '登录后下单';
  return (
    <BuyBar
      sumFen={total}
      words={`${unitsOf(cart)}件${(priced?.discountFen ?? 0) > 0 ? ` · 已省${money(priced?.discountFen ?? 0)}` : ''}`}
    >
      <button
        type="button"
        className="shop-main"
        aria-busy={busy || (waits && !failed)}
        disabled={busy || waits || !sellable || pending !== undefined}
        onClick={onSend}
      >
        {words}
      </button>
    </BuyBar>
  );
}
