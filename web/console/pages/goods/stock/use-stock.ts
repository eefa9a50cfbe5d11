import { useQuery } from '@tanstack/react-query';
import type { StockItem } from '#modules/inventory/contract';
import type { WarehousesAnswer } from '#modules/territory/contract';
import { api } from '../../../../shared/api.ts';
import { useStores, type Choice } from '../../../parts/choices.ts';
import { useDesk, type Desk, type DeskKind } from '../../../parts/use-desk.ts';
import { PLACES_KEY, STOCK_KEY, STOCK_PATH, STOCK_TOPICS, WAREHOUSES_PATH } from '../goods-paths.ts';
import { countOfTab, queryOfTab, TAB_NAMES, type StockCounts, type StockTab } from './stock-words.ts';

type StockFilter = 'city' | 'place' | 'sku' | 'text';
export type StockDesk = Desk<StockItem, StockFilter, StockTab, StockCounts>;

const STOCK: DeskKind<StockFilter, StockTab, StockCounts> = {
  row: 'stock',
  filters: ['city', 'place', 'sku', 'text'],
  tabs: TAB_NAMES,
  clears: { city: ['place'] },
  key: STOCK_KEY,
  path: STOCK_PATH,
  topics: STOCK_TOPICS,
  firstTab: () => 'all',
  queryOf: (url) => ({ cityId: url.city, placeId: url.place, skuId: url.sku, text: url.text }),
  queryOfTab,
  countOfTab,
  staysInTab: true,
};

export const useStock = (): StockDesk => useDesk(STOCK);

/** Where stock lies: warehouses and stores, of one city if it is given. */
export function usePlaceChoices(cityId: string | undefined): readonly Choice[] {
  const stores = useStores(cityId);
  const query = useQuery({
    queryKey: [...PLACES_KEY, 'warehouses', 'choices', cityId],
    queryFn: ({ signal }) => api.get<WarehousesAnswer>(WAREHOUSES_PATH, { query: { cityId, limit: 200 }, signal }),
    staleTime: 5 * 60_000,
  });
  const warehouses = query.data?.items ?? [];
  return [
    ...warehouses.map(({ id, name, kindName }) => ({ value: id as string, label: `${name}（${kindName}）` })),
    ...stores.map(({ id, name }) => ({ value: id as string, label: `${name}（门店）` })),
  ];
}
