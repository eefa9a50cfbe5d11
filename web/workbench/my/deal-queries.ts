import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { ContractToSign, OrderDetail, OrdersAnswer } from '#modules/commerce/contract';
import { api } from '../../shared/api.ts';
import { contractPath, orderPath, ORDERS } from './paths.ts';

export const contractKey = (contractId: string) => ['my', 'contract', contractId] as const;

export const contractQuery = (contractId: string) =>
  queryOptions({
    queryKey: contractKey(contractId),
    queryFn: ({ signal }) => api.get<ContractToSign>(contractPath(contractId), { signal }),
  });

export const orderQuery = (orderId: string) =>
  queryOptions({
    queryKey: ['my', 'order', orderId],
    queryFn: ({ signal }) => api.get<OrderDetail>(orderPath(orderId), { signal }),
  });

export type OrderView = 'open' | 'closed';

export const ordersQuery = (view: OrderView) =>
  infiniteQueryOptions({
    queryKey: ['my', 'orders', view],
    queryFn: ({ pageParam, signal }) =>
      api.get<OrdersAnswer>(ORDERS, { query: { view, limit: 30, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
