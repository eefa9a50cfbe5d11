import { useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ShopCart, ShopGroupBuy } from '#modules/commerce/contract';
import type { ApiProblem } from '../../shared/problem.ts';
import type { Me } from '../../shared/session.tsx';
import type { Cart } from '../cart/cart.ts';
import { missingOf, orderBody, type OrderChoice } from './order-body.ts';
import { AT_ONCE_MS } from './pending-order.ts';
import { refusedBy, type Refused } from './refused-order.ts';
import { mayBuy, useBuyer } from './sign-in-here.tsx';
import type { Ordering } from './use-ordering.ts';
import { useGroupOf } from './use-place.ts';
import { usePricedCart } from './use-priced-cart.ts';

export interface CheckoutState {
  /** Who is signed in; null for nobody, undefined while it is not known. */
  readonly me: Me | null | undefined;
  readonly group: ShopGroupBuy | undefined;
  readonly priced: UseQueryResult<ShopCart, ApiProblem>;
  readonly choice: OrderChoice;
  readonly coupons: 'best' | readonly string[];
  /** Why the last order was refused. */
  readonly refused: Refused | undefined;
  /** What keeps it from being ordered, once somebody tried. */
  readonly fault: ReturnType<typeof missingOf>;
  readonly change: (part: Partial<OrderChoice>) => void;
  readonly takeCoupons: (coupons: 'best' | readonly string[]) => void;
  readonly send: () => void;
}

const teamAsked = (): string | null => new URLSearchParams(location.search).get('team');

/** What is chosen on the way to an order, what it costs, and sending it. */
export function useCheckout(cart: Cart, ordering: Ordering): CheckoutState {
  const isGroup = cart.place.kind === 'group';
  const me = useBuyer();
  const group = useGroupOf(cart.place).data;
  const [coupons, setCoupons] = useState<'best' | readonly string[]>('best');
  const [choice, setChoice] = useState<OrderChoice>(() => ({
    mode: isGroup ? 'pickup' : 'delivery',
    pickupPointId: null,
    address: '',
    note: '',
    codes: [],
    team: isGroup ? teamAsked() : null,
  }));
  const [tried, setTried] = useState(false);
  const whose = mayBuy(me) ? (me?.userId ?? null) : null;
  const priced = usePricedCart(cart, { whose, mode: choice.mode, coupons, codes: choice.codes });
  const { problem, forget } = ordering;
  usePricedAnew(problem, () => setCoupons('best'));
  useOnceAgain(ordering);
  const missing = missingOf(cart, choice);
  const send = (): void => {
    setTried(true);
    if (missing !== undefined) return focusOn(`#buy-${missing.field}`);
    if (!mayBuy(me)) return focusOn('.buy-sign-in input, .buy-sign-in button');
    if (priced.data === undefined) return undefined;
    void ordering.send(orderBody(cart, priced.data, choice, group?.pickupPoint?.pickupPointId ?? null));
    return undefined;
  };
  return {
    me,
    group,
    priced,
    choice,
    coupons,
    refused: problem === undefined ? undefined : refusedBy(problem),
    fault: tried ? missing : undefined,
    change: (part) => {
      forget();
      setChoice((before) => ({ ...before, ...part }));
    },
    takeCoupons: (next) => {
      forget();
      setCoupons(next);
    },
    send,
  };
}

function focusOn(selector: string): void {
  const found = document.querySelector<HTMLElement>(selector);
  found?.scrollIntoView({ block: 'center' });
  found?.focus({ preventScroll: true });
}

/** Whatever was refused is priced anew: what is shown is what can be ordered. */
function usePricedAnew(problem: ApiProblem | undefined, onCouponGone: () => void): void {
  const client = useQueryClient();
  const gone = useRef(onCouponGone);
  useEffect(() => {
    gone.current = onCouponGone;
  });
  useEffect(() => {
    if (problem === undefined || problem.transient) return;
    if (refusedBy(problem).kind === 'coupon') gone.current();
    void client.invalidateQueries({ queryKey: ['cart'] });
  }, [problem, client]);
}

/** What was sent a moment ago and not answered is asked about once by itself, also after the page was loaded again. */
function useOnceAgain({ pending, send }: Ordering): void {
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current || pending === undefined || Date.now() - pending.sentAt > AT_ONCE_MS) return;
    asked.current = true;
    void send(pending.body);
  }, [pending, send]);
}
