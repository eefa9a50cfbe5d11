import { useQuery } from '@tanstack/react-query';
import type { OrderDetail } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { Await } from '../../../../shared/states.tsx';
import { useLiveQuery } from '../../../../shared/use-live.ts';
import type { SidePanelProps } from '../../../parts/side-panel.tsx';
import { ORDER_TOPICS, ORDERS_KEY, ORDERS_PATH } from '../deals-paths.ts';
import { whoOf } from '../who.ts';
import { OrderBody } from './order-body.tsx';
import { nobodyOf } from './order-words.ts';

/** The open order beside its list. */
export function useOrderPanel(id: string | undefined, onClose: () => void): SidePanelProps | undefined {
  const queryKey = [...ORDERS_KEY, 'one', id];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<OrderDetail>(`${ORDERS_PATH}/${id ?? ''}`, { signal }),
    enabled: id !== undefined,
  });
  useLiveQuery(id === undefined ? [] : ORDER_TOPICS, queryKey);
  if (id === undefined) return undefined;
  const order = query.data;
  return {
    title:
      order === undefined
        ? '订单'
        : `${order.communityName === '' ? order.channelName : order.communityName} · ${whoOf(order, nobodyOf(order))}`,
    subtitle: order === undefined ? '' : `${order.orderNumber} · ${order.stateName} · ${order.title}`,
    onClose,
    children: <Await query={query}>{(found) => <OrderBody key={found.orderId} order={found} />}</Await>,
  };
}
