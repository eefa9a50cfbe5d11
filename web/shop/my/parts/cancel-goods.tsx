import { useState, type ReactNode } from 'react';
import type { OwnOrderDetail } from '#modules/commerce/contract';
import { api } from '../../../shared/api.ts';
import { useAct } from '../../../shared/query.tsx';
import { cancelMeans } from '../goods/order-words.ts';
import { keyOf, OWN } from '../paths.ts';
import { Confirm } from './confirm.tsx';

const REASONS = [
  { code: 'changed_mind', name: '不想要了' },
  { code: 'wrong_order', name: '下错单了' },
  { code: 'not_now', name: '暂时不要' },
  { code: 'other', name: '其他' },
] as const;

/** Calling an order of goods off, with what it means before the second tap. */
export function CancelGoods({ order }: { order: OwnOrderDetail }): ReactNode {
  const [reason, setReason] = useState<string>();
  const cancel = useAct(
    (why: string, key: string) => api.post(`${OWN.orders}/${order.orderId}/cancel`, { body: { reason: why }, key }),
    { stale: [keyOf('orders'), keyOf('teams'), keyOf('parcels'), keyOf('coupons')] },
  );
  return (
    <Confirm
      ask="取消订单"
      means={`${cancelMeans(order)}为什么取消？`}
      stay="先不取消"
      go="确定取消"
      busy={cancel.busy}
      problem={cancel.problem}
      disabled={reason === undefined}
      onGo={() => void cancel.run(reason ?? 'other')}
    >
      <div className="my-chips" role="group" aria-label="原因">
        {REASONS.map(({ code, name }) => (
          <button key={code} type="button" aria-pressed={reason === code} onClick={() => setReason(code)}>
            {name}
          </button>
        ))}
      </div>
    </Confirm>
  );
}
