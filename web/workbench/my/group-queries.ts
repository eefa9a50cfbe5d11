import { infiniteQueryOptions, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import type { LeaderChoice, MyGroupBuy, MyGroupBuyItem, MyGroupBuys, Participants } from '#modules/commerce/contract';
import { api } from '../../shared/api.ts';
import { KEPT } from '../offline-cache.ts';
import { heard, type Heard } from './server-time.ts';
import { GROUP_BUY_ITEMS, GROUP_BUYS, groupPath } from './trade-paths.ts';

export type GroupView = 'running' | 'over';
/** More than anybody runs in a week. */
const LIMIT = 50;

export const groupsQuery = (view: GroupView) =>
  queryOptions({
    queryKey: ['my', 'group-buys', view],
    queryFn: async ({ signal }) =>
      heard(await api.get<MyGroupBuys>(GROUP_BUYS, { query: { view, limit: LIMIT }, signal })),
    meta: KEPT,
  });

export const groupKey = (groupBuyId: string) => ['my', 'group-buy', groupBuyId] as const;

/** One that I lead; until it is here, `item` is what the list knows. */
export function useGroupBuy(groupBuyId: string) {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: groupKey(groupBuyId),
    queryFn: async ({ signal }) => heard(await api.get<MyGroupBuy>(groupPath(groupBuyId), { signal })),
    meta: KEPT,
  });
  return { query, item: query.data ?? inLists(client.getQueryData.bind(client), groupBuyId) };
}

function inLists(
  read: (key: readonly string[]) => (MyGroupBuys & Heard) | undefined,
  groupBuyId: string,
): MyGroupBuyItem | undefined {
  for (const view of ['running', 'over']) {
    const found = read(['my', 'group-buys', view])?.items.find((it) => it.groupBuyId === groupBuyId);
    if (found !== undefined) return found;
  }
  return undefined;
}

export const participantsQuery = (groupBuyId: string) =>
  infiniteQueryOptions({
    queryKey: ['my', 'group-people', groupBuyId],
    queryFn: ({ pageParam, signal }) =>
      api.get<Participants>(groupPath(groupBuyId, 'participants'), { query: { limit: 50, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });

/** What I may sell in a community now. */
export const choiceQuery = (communityId: string) =>
  queryOptions({
    queryKey: ['my', 'group-choice', communityId],
    queryFn: ({ signal }) => api.get<LeaderChoice>(GROUP_BUY_ITEMS, { query: { communityId }, signal }),
  });
