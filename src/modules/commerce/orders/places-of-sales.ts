import type { Id } from '#kernel/ids';
import type { SellingPlace } from '../prices/area-entry.ts';

/** More are forgotten, the oldest first. */
const MOST = 10_000;

const places = new Map<Id<'GroupBuy'>, SellingPlace>();

/** Remembers where a group buy sells, for whoever wants to read what holds there before the group buy itself is read. */
export function rememberPlace(groupBuyId: Id<'GroupBuy'>, { cityId, storeId, communityId }: SellingPlace): void {
  if (places.has(groupBuyId)) return;
  const [oldest] = places.keys();
  if (places.size >= MOST && oldest !== undefined) places.delete(oldest);
  places.set(groupBuyId, { cityId, storeId, communityId });
}

/** Where it sold when it was seen last: a guess, to be held against what is read. */
export const guessPlace = (groupBuyId: Id<'GroupBuy'>): SellingPlace | undefined => places.get(groupBuyId);

export const isSamePlace = (a: SellingPlace, b: SellingPlace): boolean =>
  a.cityId === b.cityId && a.storeId === b.storeId && a.communityId === b.communityId;
