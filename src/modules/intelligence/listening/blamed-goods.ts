import type { CityId, CommunityId } from '#kernel/ids';
import { addDays } from '#kernel/time';
import type { Context } from '#platform/context';
import { complaintsAbout, type ListedVoice } from '#modules/cdp';
import { batchesFor, spusByIds, type SpuId } from '#modules/commerce';
import { stockPlacesByIds } from '#modules/inventory';
import { supplyOf } from '#modules/territory';
import type { AlertDetail } from './listening-contract.ts';

/** What was ordered that long before belongs to a complaint. */
const ORDERED_DAYS = 10;
const MOST_GOODS = 5;
const MOST_BATCHES = 3;

type Goods = AlertDetail['goods'];

/**
 * What of the goods people complain of, by what their messages name: how many other communities of the city do, how many of
 * those the same warehouse supplies, and in which batches it came. The most blamed first.
 */
export async function blamedGoods(
  ctx: Context,
  place: { readonly cityId: CityId; readonly communityId: CommunityId },
  voices: readonly ListedVoice[],
  since: Date,
): Promise<Goods> {
  const named = Map.groupBy(
    voices.flatMap(({ items, subjectId }) => items.map((item) => ({ item: item as SpuId, subjectId }))),
    ({ item }) => item,
  );
  const counted = [...named]
    .map(([item, own]) => ({ item, messages: own.length, people: new Set(own.map((each) => each.subjectId)).size }))
    .toSorted((a, b) => b.people - a.people || b.messages - a.messages)
    .slice(0, MOST_GOODS);
  if (counted.length === 0) return [];
  const items = counted.map(({ item }) => item);
  const { db } = ctx;
  const products = await spusByIds(db, items);
  const elsewhere = await elsewhereOf(ctx, place, items, since);
  const ordered = { ...place, spuIds: items, since: addDays(since, -ORDERED_DAYS) };
  const batches = Map.groupBy(await batchesFor(db, ordered), ({ spuId }) => spuId);
  const places = await stockPlacesByIds(
    db,
    [...batches.values()].flat().map(({ placeId }) => placeId),
  );
  return counted.map(({ item, ...counts }) => ({
    item,
    ...counts,
    name: products.get(item)?.name ?? '已下架商品',
    ...elsewhere(item),
    batches: (batches.get(item) ?? []).slice(0, MOST_BATCHES).map(({ placeId, sentAt, units }) => ({
      placeName: places.get(placeId)?.name ?? '',
      sentAt: sentAt.toISOString(),
      units,
    })),
  }));
}

/** How many other communities of the city complain of an item, and how many of them the same warehouse supplies. */
async function elsewhereOf(
  { db }: Context,
  { cityId, communityId }: { readonly cityId: CityId; readonly communityId: CommunityId },
  items: readonly SpuId[],
  since: Date,
): Promise<(item: SpuId) => { communities: number; sameSource: number }> {
  const said = (await complaintsAbout(db, { cityId, items, since })).filter((each) => each.communityId !== communityId);
  const supply = await supplyOf(db, [...new Set([communityId, ...said.map((each) => each.communityId)])]);
  const own = supply.get(communityId);
  const isSupplied = (other: CommunityId): boolean => {
    const theirs = supply.get(other);
    const same = (kind: 'gridId' | 'flashId'): boolean => own?.[kind] != null && own[kind] === theirs?.[kind];
    return same('gridId') || same('flashId');
  };
  return (item) => {
    const others = new Set(said.filter((each) => each.item === item).map((each) => each.communityId));
    return { communities: others.size, sameSource: [...others].filter(isSupplied).length };
  };
}
