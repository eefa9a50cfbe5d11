import type { Id } from '#kernel/ids';
import { RecentMap } from '#kernel/recent-map';
import type { SellingPlace } from '../prices/area-entry.ts';

/** More are forgotten, those first in which nobody ordered for longest. */
const MOST = 10_000;

const places = new RecentMap<Id<'GroupBuy'>, SellingPlace>(MOST);

/** The place alone of what else says where it is. */
export const sellingPlaceOf = ({ cityId, storeId, communityId }: SellingPlace): SellingPlace => ({
  cityId,
  storeId,
  communityId,
});

/** Remembers where a group buy sells, for whoever wants to read what holds there before the group buy itself is read. */
export function rememberPlace(groupBuyId: Id<'GroupBuy'>, place: SellingPlace): void {
  places.set(groupBuyId, sellingPlaceOf(place));
}

/** Where it sold when it was seen last: a guess, to be held against what is read. */
export const guessPlace = (groupBuyId: Id<'GroupBuy'>): SellingPlace | undefined => places.get(groupBuyId);

export const isSamePlace = (a: SellingPlace, b: SellingPlace): boolean =>
  a.cityId === b.cityId && a.storeId === b.storeId && a.communityId === b.communityId;
