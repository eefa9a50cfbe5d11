import type { OrderItem } from '#modules/commerce/contract';
import { useDesk, type Desk, type DeskKind, type Filters } from '../../../parts/use-desk.ts';
import { boardDays } from '../../boards/board-words.ts';
import { ORDER_TOPICS, ORDERS_KEY, ORDERS_PATH } from '../deals-paths.ts';
import { countOfTab, queryOfTab, TAB_NAMES, type OrderCounts, type OrderTab } from './order-words.ts';

type OrderFilter = 'period' | 'city' | 'store' | 'channel' | 'community' | 'seller' | 'buy' | 'point' | 'text';
export type OrderFilters = Filters<OrderFilter>;
export type OrderDesk = Desk<OrderItem, OrderFilter, OrderTab, OrderCounts>;

const ORDERS: DeskKind<OrderFilter, OrderTab, OrderCounts> = {
  row: 'order',
  filters: ['period', 'city', 'store', 'channel', 'community', 'seller', 'buy', 'point', 'text'],
  tabs: TAB_NAMES,
  clears: { city: ['store', 'seller'] },
  key: ORDERS_KEY,
  path: ORDERS_PATH,
  topics: ORDER_TOPICS,
  firstTab: (filtered) => (filtered ? 'all' : 'open'),
  queryOf: (url, now) => ({
    ...(url.period === undefined ? {} : boardDays(url.period, new Date(now))),
    cityId: url.city,
    storeId: url.store,
    channel: url.channel,
    communityId: url.community,
    groupBuyId: url.buy,
    pickupPointId: url.point,
    touchpointId: url.seller,
    text: url.text,
  }),
  queryOfTab,
  countOfTab,
};

export const useOrders = (): OrderDesk => useDesk(ORDERS);
