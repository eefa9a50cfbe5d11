import { useQuery } from '@tanstack/react-query';
import type { ForecastItem, ForecastsAnswer } from '#modules/intelligence/contract';
import { api, queryString, type Query } from '../../../../shared/api.ts';
import { useUrlState } from '../../../parts/url-state.ts';
import { useList, type List } from '../../../parts/use-list.ts';
import { FORECAST_KEY, FORECASTS_EXPORT_PATH, FORECASTS_PATH } from './forecast-paths.ts';
import { MEASURES, VIEWS, type ForecastView, type Measure } from './forecast-words.ts';

export interface SeriesDesk {
  readonly view: ForecastView;
  readonly look: (view: ForecastView) => void;
  readonly goToData: () => void;
  readonly filters: Readonly<Record<'city' | 'place' | 'text' | 'weeks', string | undefined>>;
  readonly filter: (name: string, value: string | undefined) => void;
  readonly filtered: boolean;
  readonly measure: Measure;
  readonly setMeasure: (measure: Measure) => void;
  /** The last day that the newest forecast knows; null while there is none. */
  readonly origin: string | null | undefined;
  readonly list: List<ForecastItem>;
  readonly exportPath: string;
  /** `placeId/skuId`, or a day of the calendar. */
  readonly openId: string | undefined;
  readonly open: (id: string | undefined) => void;
}

export const seriesIdOf = ({ placeId, skuId }: Pick<ForecastItem, 'placeId' | 'skuId'>): string =>
  `${placeId}/${skuId}`;

const isView = (text: string | undefined): text is ForecastView => text !== undefined && Object.hasOwn(VIEWS, text);

const isMeasure = (text: string | undefined): text is Measure => text !== undefined && Object.hasOwn(MEASURES, text);

/** What the address of the page says, and the series that it asks for. */
export function useSeriesDesk(): SeriesDesk {
  const [url, setUrl] = useUrlState(['view', 'city', 'place', 'text', 'measure', 'series', 'weeks']);
  const view = isView(url.view) ? url.view : 'series';
  const measure = isMeasure(url.measure) ? url.measure : 'units';
  const query: Query = {
    cityId: url.city,
    // Communities are none of the places that stock lies in; receipts are of no item.
    placeId: measure === 'community' ? undefined : url.place,
    text: measure === 'receipts' ? undefined : url.text,
    measure: measure === 'units' ? undefined : measure,
  };
  const list = useList<ForecastItem>(FORECAST_KEY, FORECASTS_PATH, { query });
  const origin = useQuery({
    queryKey: [...FORECAST_KEY, 'origin'],
    queryFn: ({ signal }) => api.get<ForecastsAnswer>(FORECASTS_PATH, { query: { limit: 1 }, signal }),
  }).data?.origin;
  const look = (next: ForecastView): void =>
    setUrl({ view: next === 'series' ? undefined : next, series: undefined }, { push: true });
  return {
    view,
    look,
    goToData: () => look('data'),
    filters: url,
    filter: (name, value) =>
      setUrl({ [name]: value, series: undefined, ...(name === 'city' ? { place: undefined } : {}) }),
    filtered: [url.city, url.place, url.text].some((value) => value !== undefined),
    measure,
    setMeasure: (next) => setUrl({ measure: next === 'units' ? undefined : next, series: undefined }),
    origin,
    list,
    exportPath: `${FORECASTS_EXPORT_PATH}${queryString(query)}`,
    openId: url.series,
    open: (id) => setUrl({ series: id }, { push: url.series === undefined && id !== undefined }),
  };
}
