import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, type ReactNode } from 'react';
import { ProblemLine } from '../../../shared/states.tsx';
import { money } from '../../parts/money.ts';
import { useCashier } from '../../checkout/open-cashier.ts';
import { keyOf } from '../paths.ts';

const QrPicture = lazy(() => import('./qr-picture.tsx'));

/** Whoever went to the cashier comes back before the provider's word does: so often it is asked for. */
const ASK_EVERY_MS = 4_000;

/** Paying an order again, while there is time. What was paid is never asked for twice: the same cashier says so. */
export function PayBar({ orderId, amountFen }: { orderId: string; amountFen: number }): ReactNode {
  const client = useQueryClient();
  const { open: pay, qr } = useCashier(orderId, 'full');
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void client.invalidateQueries({ queryKey: keyOf('orders', orderId) });
    }, ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [client, orderId]);
  return (
    <div className="my-paybar" role="region" aria-label="付款">
      <ProblemLine problem={pay.problem} />
      {qr === undefined ? null : (
        <Suspense>
          <QrPicture text={qr} label="付款码" size={180} />
        </Suspense>
      )}
      <button type="button" className="my-main" disabled={pay.busy} onClick={() => void pay.run({})}>
        {pay.busy ? '正在打开收银台…' : `付款 ${money(amountFen)}`}
      </button>
      <small>已经付过？结果到了这里会自己变，不会扣两次。</small>
    </div>
  );
}
