import { queryOptions } from '@tanstack/react-query';
import type {
  HandOverItem,
  MyClaim,
  MyParcel,
  MyParcelsAnswer,
  MyPickUpAnswer,
  PointTotalsAnswer,
} from '#modules/commerce/contract';
import type { PickupPointAnswer } from '#modules/territory/contract';
import { api, type Page } from '../../shared/api.ts';
import { KEPT } from '../offline-cache.ts';
import { CLAIMS, HAND_OVERS, PARCELS, PICK_UP, PICK_UP_TOTALS, POINTS } from './trade-paths.ts';

const PAGE = 200;
/** No point hands over more in a day. */
const PAGES = 10;

/** My points with what there is to do on each day. */
export const pickUpQuery = () =>
  queryOptions({
    queryKey: ['my', 'pick-up'],
    queryFn: ({ signal }) => api.get<MyPickUpAnswer>(PICK_UP, { signal }),
    meta: KEPT,
  });

export type ParcelView = 'to_collect' | 'on_the_way';

/** Every parcel of a point, kept on the phone: a basement has no network. */
export const parcelsQuery = (pickupPointId: string, view: ParcelView) =>
  queryOptions({
    queryKey: ['my', 'parcels', pickupPointId, view],
    queryFn: async ({ signal }) => {
      const items: MyParcel[] = [];
      let cursor: string | null = null;
      for (let page = 0; page < PAGES; page += 1) {
        const answer: MyParcelsAnswer = await api.get(PARCELS, {
          query: { pickupPointId, view, limit: PAGE, cursor },
          signal,
        });
        items.push(...answer.items);
        cursor = answer.nextCursor;
        if (cursor === null) break;
      }
      return items;
    },
    meta: KEPT,
  });

/** Per item what is to come, is there and is gone, of one day at a point. */
export const totalsQuery = (pickupPointId: string, pickupOn: string | null) =>
  queryOptions({
    queryKey: ['my', 'point-totals', pickupPointId, pickupOn],
    queryFn: ({ signal }) => api.get<PointTotalsAnswer>(PICK_UP_TOTALS, { query: { pickupPointId, pickupOn }, signal }),
    meta: KEPT,
  });

export const handOversQuery = (pickupPointId: string) =>
  queryOptions({
    queryKey: ['my', 'hand-overs', pickupPointId],
    queryFn: ({ signal }) =>
      api.get<{ readonly items: readonly HandOverItem[] }>(HAND_OVERS, { query: { pickupPointId, limit: 20 }, signal }),
    meta: KEPT,
  });

export type ClaimView = 'open' | 'over';

export const claimsQuery = (view: ClaimView) =>
  queryOptions({
    queryKey: ['my', 'claims', view],
    queryFn: ({ signal }) => api.get<Page<MyClaim>>(CLAIMS, { query: { view, limit: 100 }, signal }),
    meta: KEPT,
  });

/** The places themselves, with their rest days. */
export const myPointsQuery = () =>
  queryOptions({
    queryKey: ['my', 'points'],
    queryFn: ({ signal }) => api.get<{ readonly items: readonly PickupPointAnswer[] }>(POINTS, { signal }),
    meta: KEPT,
  });
