import { NotFound } from '#kernel/errors';
import type { CityId, CommunityId, SkuId, StockPlaceId, StoreId } from '#kernel/ids';
import { businessDay, dayAfter } from '#kernel/time';
import type { Context } from '#platform/context';
import { covers } from '#platform/permission';
import { categoriesOf, chainOf, skusByIds, type CategoryId } from '#modules/commerce';
import { stockPlacesByIds } from '#modules/inventory';
import { accuracyByCategory } from './accuracy-store.ts';
import { accuracyOf, isDrifting, trackingSignal, type AccuracySum } from './accuracy.ts';
import { communitiesByIds } from '#modules/territory';
import { FOOTFALL, type DemandPlaceId } from './demand-day.ts';
import { lastForecast } from './forecast-run-store.ts';
import {
  listForecasts,
  pastOf,
  type ForecastFilter,
  type ForecastPosition,
  type ForecastSeries,
} from './forecast-store.ts';

export interface NamedSeries extends ForecastSeries {
  readonly placeName: string;
  readonly placeCode: string;
  readonly cityName: string;
  readonly skuCode: string;
  readonly skuName: string;
  readonly unit: string;
}

/** A page of the newest forecast with names; nothing while none was made. */
export async function readForecasts(
  ctx: Context,
  filter: ForecastFilter,
  page: { readonly after: ForecastPosition | undefined; readonly limit: number },
): Promise<{ readonly origin: string | null; readonly series: readonly NamedSeries[] }> {
  const run = await lastForecast(ctx.db);
  if (run === undefined) return { origin: null, series: [] };
  const series = await listForecasts(ctx.db, ctx.scope, { origin: run.origin, filter }, page);
  return { origin: run.origin, series: await namedSeries(ctx, series) };
}

interface DemandPlace {
  readonly name: string;
  readonly code: string;
  readonly cityId: CityId;
  readonly cityName: string;
  readonly kind: 'store' | 'warehouse' | 'community';
}

/** Stores, warehouses and communities by id. */
async function demandPlaces(ctx: Context, ids: readonly DemandPlaceId[]): Promise<Map<DemandPlaceId, DemandPlace>> {
  const stock = await stockPlacesByIds(ctx.db, ids as readonly StockPlaceId[]);
  const communities = await communitiesByIds(ctx.db, ids as readonly CommunityId[]);
  return new Map<DemandPlaceId, DemandPlace>([
    ...[...stock].map(
      ([id, place]) => [id, { ...place, kind: place.kind === 'store' ? 'store' : 'warehouse' }] as const,
    ),
    ...[...communities].map(
      ([id, { name, externalCode, cityId, cityName }]) =>
        [id, { name, code: externalCode, cityId, cityName, kind: 'community' }] as const,
    ),
  ]);
}

export async function namedSeries(ctx: Context, series: readonly ForecastSeries[]): Promise<NamedSeries[]> {
  const places = await demandPlaces(ctx, [...new Set(series.map(({ placeId }) => placeId))]);
  const skus = await skusByIds(ctx.db, [...new Set(series.map(({ skuId }) => skuId))]);
  return series.map((each) => {
    const [place, sku] = [places.get(each.placeId), skus.get(each.skuId)];
    const isFootfall = each.skuId === FOOTFALL;
    return {
      ...each,
      placeName: place?.name ?? '',
      placeCode: place?.code ?? '',
      cityName: place?.cityName ?? '',
      skuCode: sku?.code ?? '',
      skuName: isFootfall ? '客流（小票）' : (sku?.name ?? ''),
      unit: isFootfall ? '单' : (sku?.soldBy ?? ''),
    };
  });
}

const PAST_DAYS = 42;

/**
 * One series: what was sold and what was expected the evening before, and what is expected now.
 * @throws NotFound where there is no forecast of it, or it is not the reader's
 */
export async function readSeries(ctx: Context, at: { readonly placeId: DemandPlaceId; readonly skuId: SkuId }) {
  const place = (await demandPlaces(ctx, [at.placeId])).get(at.placeId);
  if (place === undefined || !covers(ctx.scope, coveredBy(at.placeId, place))) throw new NotFound('forecast');
  const measure = place.kind === 'community' ? 'community' : at.skuId === FOOTFALL ? 'receipts' : 'units';
  const filter = { placeId: at.placeId, skuIds: [at.skuId], measure } as const;
  const { origin, series } = await readForecasts(ctx, filter, { after: undefined, limit: 1 });
  const [found] = series;
  if (origin === null || found === undefined) throw new NotFound('forecast');
  const past = await pastOf(ctx.db, at, { from: dayAfter(origin, 1 - PAST_DAYS), to: origin });
  return { origin, series: found, past };
}

const coveredBy = (id: DemandPlaceId, { cityId, kind }: DemandPlace) => ({
  cityId,
  ...(kind === 'store' && { storeId: id as StoreId }),
  ...(kind === 'community' && { communityId: id as CommunityId }),
});

export interface CategoryAccuracy {
  readonly categoryId: CategoryId;
  readonly name: string;
  readonly wape: number | null;
  readonly bias: number | null;
  readonly naiveWape: number | null;
  readonly lost: number;
  readonly sold: number;
  readonly signal: number;
  readonly isDrifting: boolean;
  /** By week, the newest last. */
  readonly weeks: { readonly from: string; readonly wape: number | null; readonly bias: number | null }[];
}

const WEEK = 7;

/** How far off forecasts of the last weeks were, by category, within the reader's cities. */
export async function readAccuracy(
  ctx: Context,
  asked: { readonly weeks: number; readonly cityId?: CityId | undefined },
): Promise<{
  readonly from: string;
  readonly all: CategoryAccuracy;
  readonly categories: CategoryAccuracy[];
}> {
  const today = businessDay(ctx.clock.now());
  const from = dayAfter(today, -WEEK * asked.weeks);
  const days = await accuracyByCategory(ctx.db, ctx.scope, { from, cityId: asked.cityId });
  const categories = new Map((await categoriesOf(ctx.db)).map((each) => [each.categoryId, each]));
  const weeks = Array.from({ length: asked.weeks }, (_, at) => dayAfter(from, WEEK * at));
  const described = (categoryId: CategoryId, name: string, own: readonly AccuracySum[]): CategoryAccuracy => ({
    categoryId,
    name,
    ...accuracyOf(own),
    sold: own.reduce((sum, each) => sum + each.actual, 0),
    signal: trackingSignal(own),
    isDrifting: isDrifting(own),
    weeks: weeks.map((week) => {
      const { wape, bias } = accuracyOf(own.filter(({ day }) => day >= week && day < dayAfter(week, WEEK)));
      return { from: week, wape, bias };
    }),
  });
  const byCategory = [...Map.groupBy(days, ({ categoryId }) => categoryId)].map(([categoryId, own]) => {
    const chain = chainOf(categories, categoryId);
    return described(
      categoryId,
      chain
        ?.map(({ name }) => name)
        .toReversed()
        .join(' / ') ?? '',
      own,
    );
  });
  return {
    from,
    all: described('' as CategoryId, '全部', sumByDay(days)),
    categories: byCategory.toSorted((a, b) => b.sold - a.sold),
  };
}

function sumByDay(days: readonly AccuracySum[]): AccuracySum[] {
  return [...Map.groupBy(days, ({ day }) => day)].map(([day, own]) => {
    const total = (of: Exclude<keyof AccuracySum, 'day'>): number => own.reduce((sum, each) => sum + each[of], 0);
    return {
      day,
      actual: total('actual'),
      expected: total('expected'),
      absolute: total('absolute'),
      naiveAbsolute: total('naiveAbsolute'),
      lost: total('lost'),
    };
  });
}
