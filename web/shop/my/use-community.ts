import type { OwnOrdersAnswer } from '#modules/commerce/contract';
import { lastCommunity, type RememberedCommunity } from '../community/last-community.ts';
import { useOwnAnswer } from './use-own.ts';

/** Where I shop: what this phone remembers, or the community of my last order; undefined while nobody knows. */
export function useCommunity(): RememberedCommunity | undefined {
  const orders = useOwnAnswer<OwnOrdersAnswer>('orders').data?.items ?? [];
  const last = orders.find(({ communityId }) => communityId !== null);
  if (lastCommunity() !== undefined) return lastCommunity();
  return last === undefined || last.communityId === null
    ? undefined
    : { communityId: last.communityId, name: last.communityName };
}
