import type { ParcelItem } from '#modules/commerce/contract';
import { useDesk, type Desk, type DeskKind } from '../../../parts/use-desk.ts';
import { PARCEL_TOPICS, PARCELS_KEY, PARCELS_PATH } from '../deals-paths.ts';
import { countOfTab, queryOfTab, TAB_NAMES, type ParcelCounts, type ParcelTab } from './parcel-words.ts';

type ParcelFilter = 'city' | 'store' | 'community' | 'point' | 'place' | 'mode' | 'day' | 'text';
export type ParcelDesk = Desk<ParcelItem, ParcelFilter, ParcelTab, ParcelCounts>;

const PARCELS: DeskKind<ParcelFilter, ParcelTab, ParcelCounts> = {
  row: 'parcel',
  filters: ['city', 'store', 'community', 'point', 'place', 'mode', 'day', 'text'],
  tabs: TAB_NAMES,
  clears: { city: ['store'] },
  key: PARCELS_KEY,
  path: PARCELS_PATH,
  topics: PARCEL_TOPICS,
  firstTab: (filtered) => (filtered ? 'all' : 'arrived'),
  queryOf: (url) => ({
    cityId: url.city,
    storeId: url.store,
    communityId: url.community,
    pickupPointId: url.point,
    placeId: url.place,
    mode: url.mode,
    pickupOn: url.day,
    text: url.text,
  }),
  queryOfTab,
  countOfTab,
  staysInTab: true,
};

export const useParcels = (): ParcelDesk => useDesk(PARCELS);
