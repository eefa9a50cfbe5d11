import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { ShopGroupBuy, ShopHome } from '#modules/commerce/contract';
import { api } from '../../shared/api.ts';
import type { ApiProblem } from '../../shared/problem.ts';
import type { CartPlace } from '../cart/cart.ts';

const SHORT_MS = 30_000;

/** The group buy of a cart, as it stands. */
export const useGroupOf = (place: CartPlace | undefined): UseQueryResult<ShopGroupBuy, ApiProblem> =>
  useQuery({
    queryKey: ['group-buy', place?.kind === 'group' ? place.groupBuyId : null],
    queryFn: () =>
      api.get<ShopGroupBuy>(`/api/commerce/shop/group-buys/${place?.kind === 'group' ? place.groupBuyId : ''}`),
    enabled: place?.kind === 'group',
    staleTime: SHORT_MS,
  });

/** Where the community of a cart picks up. */
export const usePointsOf = (place: CartPlace | undefined): UseQueryResult<ShopHome, ApiProblem> =>
  useQuery({
    queryKey: ['home', place?.communityId],
    queryFn: () => api.get<ShopHome>('/api/commerce/shop/home', { query: { communityId: place?.communityId } }),
    enabled: place !== undefined,
    staleTime: 5 * 60_000,
  });
