import { useQuery } from '@tanstack/react-query';
import type { AreaPriceAnswer, OptionAnswer, PackageAnswer } from '#modules/commerce/contract';
import { api } from '../../../shared/api.ts';
import { asProblem } from '../../../shared/problem.ts';
import { usePackages } from '../../parts/choices.ts';
import { useUrlState } from '../../parts/url-state.ts';
import { useList, type List } from '../../parts/use-list.ts';
import { optionsPath, PRICES_KEY, PRICES_PATH } from './price-words.ts';

/** `lists` are the area prices, `options` the options, `place` asks what holds in a community. */
export type PricesView = 'lists' | 'options' | 'place';
const VIEWS: readonly string[] = ['lists', 'options', 'place'];
/** What is open, when it is not there yet. */
export const NEW = 'new';

export interface PriceDesk {
  readonly view: PricesView;
  readonly package: PackageAnswer | undefined;
  readonly packages: readonly PackageAnswer[];
  readonly over: boolean;
  readonly areaKind: string | undefined;
  readonly community: string | undefined;
  readonly prices: List<AreaPriceAnswer>;
  readonly options: List<OptionAnswer>;
  readonly openId: string | undefined;
  readonly look: (view: PricesView) => void;
  readonly set: (name: string, value: string | undefined) => void;
  readonly open: (id: string | undefined) => void;
}

/** Everything that the page of prices shows; the address says which package, and what of it. */
export function usePrices(): PriceDesk {
  const [url, setUrl] = useUrlState(['package', 'view', 'over', 'area', 'community', 'open']);
  const packages = usePackages();
  const sold = packages.filter(({ active }) => active);
  const chosen = packages.find(({ id }) => id === url.package) ?? sold[0] ?? packages[0];
  const view = VIEWS.includes(url.view ?? '') ? (url.view as PricesView) : 'lists';
  return {
    view,
    package: chosen,
    packages,
    over: url.over === 'true',
    areaKind: url.area,
    community: url.community,
    prices: useList<AreaPriceAnswer>(PRICES_KEY, PRICES_PATH, {
      query: { packageId: chosen?.id, areaKind: url.area, over: url.over === 'true' ? true : undefined },
    }),
    options: useOptions(chosen?.id),
    openId: url.open,
    look: (next) => setUrl({ view: next, open: undefined }),
    set: (name, value) => setUrl({ [name]: value, open: undefined }),
    open: (id) => setUrl({ open: id }, { push: url.open === undefined && id !== undefined }),
  };
}

/** All options of a package, in their order. */
function useOptions(packageId: string | undefined): List<OptionAnswer> {
  const result = useQuery({
    queryKey: [...PRICES_KEY, 'options', packageId],
    queryFn: ({ signal }) => api.get<{ items: OptionAnswer[] }>(optionsPath(packageId ?? ''), { signal }),
    enabled: packageId !== undefined,
  });
  return {
    rows: result.data?.items,
    total: undefined,
    problem: result.error === null ? undefined : asProblem(result.error),
    hasMore: false,
    loading: result.isPending,
    loadingMore: false,
    loadMore: () => undefined,
    retry: () => void result.refetch(),
  };
}
