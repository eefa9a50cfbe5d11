import { useQuery } from '@tanstack/react-query';
import { HOUR } from '#kernel/time';
import type { OrderItem, OrdersAnswer } from '#modules/commerce/contract';
import { api, queryString, type Query } from '../../../../shared/api.ts';
import { useNow } from '../../../../shared/use-now.ts';
import { useUrlState } from '../../../parts/url-state.ts';
import { useList, type List } from '../../../parts/use-list.ts';
import { useLiveSlowly } from '../../../parts/use-live-slowly.ts';
import { boardDays } from '../../boards/board-words.ts';
import { ORDER_TOPICS, ORDERS_KEY, ORDERS_PATH } from '../deals-paths.ts';
import { countOfTab, isOrderTab, queryOfTab, type OrderCounts, type OrderTab } from './order-words.ts';

const FILTERS = ['period', 'city', 'store', 'community', 'seller', 'text'] as const;
export type OrderFilters = Readonly<Record<(typeof FILTERS)[number], string | undefined>>;

export interface OrderDesk {
  readonly tab: OrderTab;
  readonly filters: OrderFilters;
  readonly filtered: boolean;
  readonly list: List<OrderItem>;
  readonly counts: OrderCounts | undefined;
  readonly exportPath: string;
  readonly openId: string | undefined;
  readonly show: (tab: OrderTab) => void;
  readonly filter: (name: string, value: string | undefined) => void;
  readonly open: (id: string | undefined) => void;
}

/** Everything that the page of orders shows; the address holds what can be sent to a colleague. */
export function useOrders(): OrderDesk {
  const [url, setUrl] = useUrlState(['state', 'order', ...FILTERS]);
  const now = useNow(HOUR);
  const filtered = FILTERS.some((name) => url[name] !== undefined);
  const tab = isOrderTab(url.state) ? url.state : filtered ? 'all' : 'open';
  const query = queryOf(url, now);
  const asked = { ...query, ...queryOfTab(tab) };
  const list = useList<OrderItem>(ORDERS_KEY, ORDERS_PATH, { query: asked, topics: ORDER_TOPICS });
  const counts = useCounts(query);
  return {
    tab,
    filters: url,
    filtered,
    list: counts === undefined ? list : { ...list, total: countOfTab(tab, counts) },
    counts,
    exportPath: `${ORDERS_PATH}/export${queryString(asked)}`,
    openId: url.order,
    show: (next) => setUrl({ state: next, order: undefined }),
    // A store of another city would leave nothing.
    filter: (name, value) =>
      setUrl({ [name]: value, order: undefined, ...(name === 'city' ? { store: undefined, seller: undefined } : {}) }),
    open: (id) => setUrl({ order: id }, { push: url.order === undefined && id !== undefined }),
  };
}

function queryOf(url: OrderFilters, now: number): Query {
  const days = url.period === undefined ? {} : boardDays(url.period, new Date(now));
  return {
    ...days,
    cityId: url.city,
    storeId: url.store,
    communityId: url.community,
    touchpointId: url.seller,
    text: url.text,
  };
}

/** The server counts with every list, whatever the state asked for: a list of one row is enough. */
function useCounts(query: Query): OrderCounts | undefined {
  const queryKey = [...ORDERS_KEY, 'counts', query];
  const result = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<OrdersAnswer>(ORDERS_PATH, { query: { ...query, limit: 1 }, signal }),
    placeholderData: (before) => before,
  });
  useLiveSlowly(ORDER_TOPICS, queryKey);
  return result.data?.counts;
}
