import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { ShopCart } from '#modules/commerce/contract';
import { api } from '../../shared/api.ts';
import type { ApiProblem } from '../../shared/problem.ts';
import type { Cart } from '../cart/cart.ts';

export interface PriceAsked {
  readonly mode: 'delivery' | 'pickup';
  /** `best`, or those that were chosen. */
  readonly coupons: 'best' | readonly string[];
  readonly codes: readonly string[];
  /** Whose coupons: it is another price for another person. */
  readonly whose: string | null;
}

const TRIES = 2;

/** What the cart costs, step by step; the last answer stays while the next one is on its way. */
export function usePricedCart(cart: Cart | undefined, asked: PriceAsked): UseQueryResult<ShopCart, ApiProblem> {
  const { whose, mode, coupons, codes } = asked;
  const lines = (cart?.lines ?? []).map(({ skuId, quantity }) => ({ skuId, quantity }));
  const place = cart?.place;
  const body = {
    lines,
    place: { communityId: place?.communityId },
    channel: place?.kind === 'group' ? 'group_buy' : 'instant',
    fulfilment: mode,
    groupBuyId: place?.kind === 'group' ? place.groupBuyId : null,
    coupons,
    codes,
  };
  return useQuery({
    queryKey: ['cart', whose, body],
    queryFn: ({ signal }) => api.post<ShopCart>('/api/commerce/shop/carts/price', { body, signal }),
    enabled: lines.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 0,
    retry: (failures, problem) => problem.transient && failures < TRIES,
  });
}
