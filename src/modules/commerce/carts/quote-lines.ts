import { NotFound } from '#kernel/errors';
import type { CommunityId, Id, SkuId, StockPlaceId, StoreId } from '#kernel/ids';
import { fen } from '#kernel/money';
import type { Context, Database } from '#platform/context';
import { availableStock } from '#modules/inventory';
import { storesByIds, storesServing, supplyOf } from '#modules/territory';
import { effectiveSkus } from '../catalogue/effective-sku-store.ts';
import type { EffectiveSku } from '../catalogue/effective-sku.ts';
import { placeOfCommunity } from '../catalogue/read-shop.ts';
import { groupPrices, type GroupPrices } from '../group-buys/group-prices.ts';
import type { SellingPlace } from '../prices/area-entry.ts';
import type { CartChannel, CartLine } from './cart.ts';

export type CartPlaceAsked = { readonly communityId: CommunityId } | { readonly storeId: StoreId };

export interface LinesAsked {
  readonly lines: readonly { readonly skuId: SkuId; readonly quantity: number }[];
  readonly place: CartPlaceAsked;
  readonly channel: CartChannel;
  readonly groupBuyId: Id<'GroupBuy'> | null;
}

/** A line of a cart as it would be sold now. */
export interface QuotedLine extends CartLine {
  /** Undefined for what is not in the catalogue. */
  readonly sku: EffectiveSku | undefined;
  /** Which list or group buy its price comes from. */
  readonly why: string;
  /** What can be had now; null where it is not known. */
  readonly available: number | null;
  /** What one customer may buy in the group buy; null for no limit. */
  readonly limit: number | null;
  readonly sellable: boolean;
  /** 「只剩 3 份」; null when all is well. */
  readonly hint: string | null;
}

export interface QuotedLines {
  readonly place: SellingPlace;
  readonly lines: readonly QuotedLine[];
}

/** Where somebody buys. @throws NotFound */
export async function sellingPlaceOf(db: Database, asked: CartPlaceAsked): Promise<SellingPlace> {
  if ('communityId' in asked) return placeOfCommunity(db, asked.communityId);
  const store = (await storesByIds(db, [asked.storeId])).get(asked.storeId);
  if (store === undefined) throw new NotFound('store');
  return { cityId: store.cityId, storeId: store.id, communityId: null };
}

/**
 * What lines cost and whether they can be had now: the price of the group buy, else that of the nearest list. A hint is
 * a hint: stock is promised by an order alone. Who asks is no argument.
 */
export async function quoteLines(ctx: Pick<Context, 'db' | 'clock'>, asked: LinesAsked): Promise<QuotedLines> {
  const { db } = ctx;
  const at = ctx.clock.now();
  const group = asked.groupBuyId === null ? undefined : await groupPrices(db, asked.groupBuyId, at);
  const { cityId, storeId, communityId } = group ?? (await sellingPlaceOf(db, asked.place));
  const place = { cityId, storeId, communityId };
  const skus = await effectiveSkus(db, { skuIds: asked.lines.map((line) => line.skuId), place, at });
  const places = group === undefined ? await stockPlacesOf(db, asked.channel, place) : [group.placeId];
  const unserved = asked.channel === 'instant' && places.length === 0;
  const taken = [...skus.values()].flatMap((sku) => takenBy(sku).map((each) => each.skuId));
  const stock = await availableStock(db, places, taken);
  const had = (sku: EffectiveSku | undefined): number | null => {
    const one = takenBy(sku);
    if (one.length === 0 || places.length === 0) return null;
    const sets = places.map((placeId) =>
      Math.min(
        ...one.map((each) => Math.floor((stock.get(`${placeId}/${each.skuId}`)?.available ?? 0) / each.quantity)),
      ),
    );
    // A line comes from one place; a bundle from the first.
    return Math.max(0, ...(one.length > 1 ? sets.slice(0, 1) : sets));
  };
  const lines = asked.lines.map((line, index): QuotedLine => {
    const sku = skus.get(line.skuId);
    const refused = whyNotSold(sku, line.skuId, group) ?? (unserved ? '这里还没有即时配送' : null);
    return quotedLine({ ...line, lineNo: index + 1 }, sku, { available: had(sku), refused, group });
  });
  return { place, lines };
}

/** From where goods would come, the first place first; none where nobody delivers. */
async function stockPlacesOf(db: Database, channel: CartChannel, place: SellingPlace): Promise<StockPlaceId[]> {
  const { storeId, communityId } = place;
  if (channel === 'store') return storeId === null ? [] : [storeId];
  if (channel === 'group_buy' || communityId === null) return [];
  const flashId = (await supplyOf(db, [communityId])).get(communityId)?.flashId ?? null;
  if (flashId === null) return [];
  const stores = (await storesServing(db, [communityId])).get(communityId) ?? [];
  return [flashId, ...stores.map((store) => store.id)];
}

/** What one of it takes from stock: of a bundle its parts, of a service nothing. */
function takenBy(sku: EffectiveSku | undefined): readonly { readonly skuId: SkuId; readonly quantity: number }[] {
  if (sku === undefined || sku.kind === 'service') return [];
  return sku.kind === 'bundle' ? sku.parts : [{ skuId: sku.skuId, quantity: 1 }];
}

function quotedLine(
  line: { readonly skuId: SkuId; readonly quantity: number; readonly lineNo: number },
  sku: EffectiveSku | undefined,
  { available, refused, group }: { available: number | null; refused: string | null; group: GroupPrices | undefined },
): QuotedLine {
  const groupFen = group?.prices.get(line.skuId);
  const limit = group?.perPersonLimits.get(line.skuId) ?? null;
  const gone = refused ?? (available === 0 ? '已经卖完了' : null);
  const unit = sku?.unit ?? '份';
  return {
    ...line,
    name: sku?.name ?? '',
    categoryId: sku?.categoryId ?? null,
    unitFen: groupFen ?? sku?.priceFen ?? fen(0),
    ...(sku?.kind === 'bundle' && { parts: sku.parts }),
    sku,
    why: groupFen === undefined ? (sku?.why ?? '') : '团购价',
    available,
    limit,
    sellable: gone === null,
    hint: gone ?? scarce(line.quantity, available, limit, unit),
  };
}

/** What keeps a line from being bought as it is, though some of it could be. */
function scarce(quantity: number, available: number | null, limit: number | null, unit: string): string | null {
  if (limit !== null && quantity > limit) return `每人限购 ${limit} ${unit}`;
  return available !== null && available < quantity ? `只剩 ${available} ${unit}` : null;
}

function whyNotSold(sku: EffectiveSku | undefined, skuId: SkuId, group: GroupPrices | undefined): string | null {
  if (sku === undefined) return '商品不存在或已下架';
  if (group === undefined) return sku.notListedWhy;
  return group.prices.has(skuId) ? group.whyNot : '这次团购里没有这件商品';
}
