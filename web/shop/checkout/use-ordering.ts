import { useCallback, useRef, useState } from 'react';
import type { PlacedOrder } from '#modules/commerce/contract';
import { api, newKey } from '../../shared/api.ts';
import { asProblem, type ApiProblem } from '../../shared/problem.ts';
import { navigate } from '../../shared/router.tsx';
import { openCashier } from './open-cashier.ts';
import { dropPending, keepPending, pendingOrder, type PendingOrder } from './pending-order.ts';

export interface Ordering {
  /** Sent, and no answer came: it is asked again before anything else. */
  readonly pending: PendingOrder | undefined;
  readonly busy: boolean;
  readonly problem: ApiProblem | undefined;
  /** Orders, or asks again about what is pending; then opens the cashier. */
  readonly send: (body: unknown) => Promise<void>;
  readonly forget: () => void;
}

const ORDERS = '/api/commerce/own/orders';

/** Ordering and paying in one tap, under one key until it is answered. `elsewhere` is another pick-up point than usual. */
export function useOrdering(cart: string, onPlaced: () => void): Ordering {
  const [pending, setPending] = useState(() => pendingOrder(cart));
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const under = useRef(false);
  const send = async (body: unknown): Promise<void> => {
    // A second tap before the first one is drawn.
    if (under.current) return;
    under.current = true;
    setBusy(true);
    setProblem(undefined);
    const asked = pendingOrder(cart) ?? { key: newKey(), body, sentAt: Date.now() };
    keepPending(cart, asked);
    try {
      const { elsewhere, ...order } = asked.body as { elsewhere?: string };
      const placed = await api.post<PlacedOrder>(ORDERS, { body: order, key: asked.key });
      if (elsewhere !== undefined) await pickUpElsewhere(placed.orderId, elsewhere);
      dropPending(cart);
      setPending(undefined);
      onPlaced();
      await pay(placed);
    } catch (error) {
      const failed = asProblem(error);
      // Signed out meanwhile: nothing was ordered, and the wish stays.
      if (!failed.transient) dropPending(cart);
      setPending(failed.transient ? asked : undefined);
      setProblem(failed);
    } finally {
      under.current = false;
      setBusy(false);
    }
  };
  const forget = useCallback(() => setProblem(undefined), []);
  return { pending, busy, problem, send, forget };
}

/** Not being able to does not undo the order: its page says where it is picked up. */
async function pickUpElsewhere(orderId: string, pickupPointId: string): Promise<void> {
  await api.post(`${ORDERS}/${orderId}/pickup-point`, { body: { pickupPointId } }).catch(() => undefined);
}

/** To the page of the order, and from there to the cashier: whoever comes back finds the order, not an empty cart. */
async function pay({ orderId, state, payment }: PlacedOrder): Promise<void> {
  navigate(`/paid/${orderId}`, { replace: true });
  if (state === 'paid') return;
  if (payment?.sandbox === true) {
    location.assign(payment.cashierUrl);
    return;
  }
  // The order stands; its page has the button, whatever happens here.
  await openCashier({ orderId, stage: 'full' }).catch(() => undefined);
}
