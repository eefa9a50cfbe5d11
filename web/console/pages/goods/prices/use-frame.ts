import type { AreaPriceAnswer, ListingAnswer } from '#modules/commerce/contract';
import { useUrlState } from '../../../parts/url-state.ts';
import { useList, type List } from '../../../parts/use-list.ts';
import { PRICES_KEY, PRICES_PATH } from '../../prices/price-words.ts';
import { LISTINGS_KEY, LISTINGS_PATH } from '../goods-paths.ts';
import { areaQuery, VIEWS, type FrameView } from './frame-words.ts';

export interface FrameDesk {
  readonly view: FrameView;
  readonly filters: Readonly<Record<'area' | 'over' | 'sku', string | undefined>>;
  /** The look-up's: where and on which day. */
  readonly place: string | undefined;
  readonly on: string | undefined;
  readonly filtered: boolean;
  readonly prices: List<AreaPriceAnswer>;
  readonly listings: List<ListingAnswer>;
  readonly openId: string | undefined;
  readonly look: (view: FrameView) => void;
  readonly set: (name: string, value: string | undefined) => void;
  readonly open: (id: string | undefined) => void;
}

/** Everything that differs from headquarters' prices and assortment, and what holds in one place. */
export function useFrame(): FrameDesk {
  const [url, setUrl] = useUrlState(['view', 'area', 'over', 'sku', 'place', 'on', 'open']);
  const view = url.view !== undefined && Object.hasOwn(VIEWS, url.view) ? (url.view as FrameView) : 'prices';
  const query = { ...areaQuery(url.area), skuId: url.sku, over: url.over === 'true' ? true : undefined };
  return {
    view,
    filters: { area: url.area, over: url.over, sku: url.sku },
    place: url.place,
    on: url.on,
    filtered: url.area !== undefined || url.sku !== undefined,
    prices: useList<AreaPriceAnswer>(PRICES_KEY, PRICES_PATH, { query: { ...query, of: 'sku' } }),
    listings: useList<ListingAnswer>(LISTINGS_KEY, LISTINGS_PATH, { query }),
    openId: url.open,
    look: (next) => setUrl({ view: next, open: undefined }),
    set: (name, value) => setUrl({ [name]: value, open: undefined }),
    open: (id) => setUrl({ open: id }, { push: url.open === undefined && id !== undefined }),
  };
}
