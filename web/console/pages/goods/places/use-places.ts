import type { PickupPointAnswer, WarehouseAnswer } from '#modules/territory/contract';
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

export function useWarehouses({ filters, chosen }: PlaceDesk): List<WarehouseAnswer> {
  const { city, kind, text } = filters;
  return useList<WarehouseAnswer>([...PLACES_KEY, 'warehouses'], WAREHOUSES_PATH, {
    query: { cityId: city, kind, text, active: activeOf(chosen ?? 'active') },
    topics: ['warehouse'],
  });
}

export function usePoints({ filters, chosen }: PlaceDesk): List<PickupPointAnswer> {
  const { city, community, text } = filters;
  return useList<PickupPointAnswer>([...PLACES_KEY, 'points'], POINTS_PATH, {
    query: { cityId: city, communityId: community, text, active: activeOf(chosen ?? 'active') },
    topics: ['pickup-point'],
  });
}
