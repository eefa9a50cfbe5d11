import type { CityId, SkuId, StockPlaceId } from '#kernel/ids';
import { businessDay, dayAfter } from '#kernel/time';
import type { Context } from '#platform/context';
import { categoriesOf, searchSkus, skusByIds, type CategoryId } from '#modules/commerce';
import { stockPlacesByIds } from '#modules/inventory';
import { lastForecast } from '../demand/forecast-run-store.ts';
import { readAccuracy } from '../demand/read-forecasts.ts';
import { compareOverrides, countLines, listLines, type LineFilter, type LinePosition } from './line-store.ts';
import {
  OVERRIDE_REASONS,
  type OverrideReason,
  type SupplyKind,
  type SupplyLine,
  type SupplyState,
} from './supply-line.ts';

export interface SupplyAskedFor {
  readonly day?: string | undefined;
  readonly kind?: SupplyKind | undefined;
  readonly state?: SupplyState | undefined;
  readonly cityId?: CityId | undefined;
  readonly placeId?: StockPlaceId | undefined;
  readonly categoryId?: CategoryId | undefined;
  readonly text?: string | undefined;
}

const MOST_FOUND = 500;
const COMPARED_DAYS = 90;
const DRIFT_WEEKS = 2;

/** The filter of a day's lines: a category stands for those below it, a text for the items that it finds. */
export async function lineFilterOf(ctx: Context, asked: SupplyAskedFor): Promise<LineFilter> {
  const { day = businessDay(ctx.clock.now()), categoryId, text, ...rest } = asked;
  const skuIds = text === undefined || text === '' ? undefined : await skusCalled(ctx, text);
  const categoryIds = categoryId === undefined ? undefined : await withThoseBelow(ctx, categoryId);
  return { day, ...rest, categoryIds, skuIds };
}

export async function skusCalled(ctx: Context, text: string): Promise<SkuId[]> {
  return (await searchSkus(ctx.db, { text }, MOST_FOUND)).map(({ skuId }) => skuId);
}

export async function withThoseBelow(ctx: Context, categoryId: CategoryId): Promise<CategoryId[]> {
  const children = Map.groupBy(await categoriesOf(ctx.db), (each) => each.parentId);
  const below = (id: CategoryId): CategoryId[] => [
    id,
    ...(children.get(id) ?? []).flatMap((each) => below(each.categoryId)),
  ];
  return below(categoryId);
}

/** A page of lines with their names, and what all of the day that match come to, by kind and state. */
export async function readSupply(
  ctx: Context,
  asked: SupplyAskedFor,
  page: { readonly after: LinePosition | undefined; readonly limit: number },
) {
  const filter = await lineFilterOf(ctx, asked);
  const lines = await listLines(ctx.db, ctx.scope, filter, page);
  return {
    day: filter.day,
    lines: await namedLines(ctx, lines),
    counts: await countLines(ctx.db, ctx.scope, filter),
    origin: (await lastForecast(ctx.db))?.origin ?? null,
    drifting: await readDrifting(ctx, asked.cityId),
  };
}

/** Categories that whoever orders should be careful with. */
async function readDrifting(ctx: Context, cityId: CityId | undefined) {
  const { categories } = await readAccuracy(ctx, { weeks: DRIFT_WEEKS, cityId });
  return categories.flatMap(({ name, bias, isDrifting }) => (isDrifting && bias !== null ? [{ name, bias }] : []));
}

export interface NamedLine extends SupplyLine {
  readonly placeName: string;
  readonly placeCode: string;
  readonly placeKind: 'store' | 'central' | 'grid' | 'flash';
  readonly cityName: string;
  readonly fromPlaceName: string | null;
  readonly skuCode: string;
  readonly skuName: string;
  readonly unit: string;
}

/** Lines with what places and items are called, in two queries whatever their number. */
export async function namedLines(ctx: Context, lines: readonly SupplyLine[]): Promise<NamedLine[]> {
  const ids = lines.flatMap(({ placeId, fromPlaceId }) => (fromPlaceId === null ? [placeId] : [placeId, fromPlaceId]));
  const places = await stockPlacesByIds(ctx.db, [...new Set(ids)]);
  const skus = await skusByIds(ctx.db, [...new Set(lines.map(({ skuId }) => skuId))] as SkuId[]);
  return lines.map((line) => {
    const [place, sku] = [places.get(line.placeId), skus.get(line.skuId)];
    return {
      ...line,
      placeName: place?.name ?? '',
      placeCode: place?.code ?? '',
      placeKind: place?.kind ?? 'store',
      cityName: place?.cityName ?? '',
      fromPlaceName: line.fromPlaceId === null ? null : (places.get(line.fromPlaceId)?.name ?? ''),
      skuCode: sku?.code ?? '',
      skuName: sku?.name ?? '',
      unit: sku?.soldBy ?? '',
    };
  });
}

/** What came of what people decided otherwise, over the last months, by their reason. */
export async function readComparison(ctx: Context) {
  const from = dayAfter(businessDay(ctx.clock.now()), -COMPARED_DAYS);
  const sums = await compareOverrides(ctx.db, ctx.scope, from);
  return sums.map((sum) => ({ ...sum, reasonName: OVERRIDE_REASONS[sum.reason as OverrideReason] ?? '' }));
}
