import type { PickupPointAnswer, WarehouseAnswer } from '#modules/territory/contract';
import { queryString } from '../../../../shared/api.ts';
import { useAddress } from '../../../parts/use-desk.ts';
import { useList, type List } from '../../../parts/use-list.ts';
import { PLACES_KEY, POINTS_PATH, WAREHOUSES_PATH } from '../goods-paths.ts';

export type PlaceTab = 'active' | 'closed' | 'all';
export const TAB_NAMES: Readonly<Record<PlaceTab, string>> = { active: '在用', closed: '停用', all: '全部' };
export const PLACE_TABS = Object.keys(TAB_NAMES) as PlaceTab[];

type PlaceFilter = 'city' | 'kind' | 'community' | 'text';
const PLACES = {
  row: 'place',
  filters: ['city', 'kind', 'community', 'text'] as const,
  tabs: TAB_NAMES,
};

export const usePlaces = () => useAddress<PlaceFilter, PlaceTab>(PLACES);
export type PlaceDesk = ReturnType<typeof usePlaces>;

const activeOf = (tab: PlaceTab): boolean | undefined => (tab === 'all' ? undefined : tab === 'active');

/** A list, and the address that answers all of it as a file. */
export interface PlaceList<Row> {
  readonly list: List<Row>;
  readonly exportPath: string;
}

export function useWarehouses({ filters, chosen }: PlaceDesk): PlaceList<WarehouseAnswer> {
  const { city, kind, text } = filters;
  const query = { cityId: city, kind, text, active: activeOf(chosen ?? 'active') };
  const list = useList<WarehouseAnswer>([...PLACES_KEY, 'warehouses'], WAREHOUSES_PATH, {
    query,
    topics: ['warehouse'],
  });
  return { list, exportPath: `${WAREHOUSES_PATH}/export${queryString(query)}` };
}

export function usePoints({ filters, chosen }: PlaceDesk): PlaceList<PickupPointAnswer> {
  const { city, community, text } = filters;
  const query = { cityId: city, communityId: community, text, active: activeOf(chosen ?? 'active') };
  const list = useList<PickupPointAnswer>([...PLACES_KEY, 'points'], POINTS_PATH, { query, topics: ['pickup-point'] });
  return { list, exportPath: `${POINTS_PATH}/export${queryString(query)}` };
}
