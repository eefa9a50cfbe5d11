import { useState } from 'react';
import type { BulkEditAnswer, ProductItem } from '#modules/commerce/contract';
import { queryString, type Query } from '../../../../shared/api.ts';
import { useAreaChoices } from '../../../parts/area-field.tsx';
import { areaInAddress, areaOfAddress } from '../../../parts/area-kinds.ts';
import type { Choice } from '../../../parts/choices.ts';
import { useDesk, type Desk, type DeskKind } from '../../../parts/use-desk.ts';
import { PRODUCT_EXPORT_PATH, PRODUCTS_KEY, PRODUCTS_PATH } from '../goods-paths.ts';
import { countOfTab, queryOfTab, TAB_NAMES, type ProductCounts, type ProductTab } from './product-words.ts';

type ProductFilter = 'category' | 'kind' | 'text' | 'area';

export interface ProductDesk extends Desk<ProductItem, ProductFilter, ProductTab, ProductCounts> {
  readonly rows: readonly ProductItem[];
  /** Chosen products; `all` is everything that the filter finds. */
  readonly chosen: readonly ProductItem[];
  readonly all: boolean;
  readonly choose: (spuIds: readonly string[]) => void;
  readonly chooseAll: () => void;
  /** The filter as an edit of many takes it. */
  readonly selection: object;
  /** Whose prices and listing are shown. */
  readonly areas: readonly Choice[];
  readonly areaName: string;
  readonly outcome: BulkEditAnswer | undefined;
  readonly tell: (outcome: BulkEditAnswer | undefined) => void;
}

const filterQuery = ({ category, kind, text }: Readonly<Record<string, string | undefined>>) => ({
  categoryId: category,
  kind,
  text,
});

const PRODUCTS: DeskKind<ProductFilter, ProductTab, ProductCounts> = {
  row: 'product',
  filters: ['category', 'kind', 'text', 'area'],
  tabs: TAB_NAMES,
  key: PRODUCTS_KEY,
  path: PRODUCTS_PATH,
  topics: [],
  firstTab: () => 'active',
  queryOf: (url): Query => {
    const { areaKind, areaId } = areaOfAddress(url.area);
    return { ...filterQuery(url), areaKind: areaKind === 'all' ? undefined : areaKind, areaId };
  },
  queryOfTab,
  countOfTab,
};

/** Everything that the page of products shows. */
export function useProducts(): ProductDesk {
  const desk = useDesk<ProductItem, ProductFilter, ProductTab, ProductCounts>(PRODUCTS);
  const [chosenIds, setChosenIds] = useState<readonly string[]>([]);
  const [all, setAll] = useState(false);
  const [outcome, tell] = useState<BulkEditAnswer>();
  const choices = useAreaChoices();
  const rows = desk.list.rows ?? [];
  const areas = (['region', 'city', 'store'] as const).flatMap((areaKind) =>
    choices[areaKind].map(({ value, label }) => ({
      value: areaInAddress({ areaKind, areaId: value }) ?? '',
      label,
    })),
  );
  const { category, kind, text, area } = desk.filters;
  const active = queryOfTab(desk.tab).active;
  const filter = { ...filterQuery(desk.filters), active };
  // What is no longer in sight is not acted on.
  const chosen = rows.filter((row) => chosenIds.includes(row.spuId));
  const skuIds = chosen.flatMap((row) => row.skus.map((sku) => sku.skuId));
  const choose = (ids: readonly string[]): void => {
    setChosenIds(ids);
    setAll(false);
  };
  const forget = (): void => choose([]);
  return {
    ...desk,
    rows,
    chosen,
    all,
    choose,
    chooseAll: () => setAll(true),
    selection: all ? { filter } : { skuIds },
    areas,
    // Where one looks at prices hides nothing.
    filtered: category !== undefined || kind !== undefined || text !== undefined,
    areaName: areas.find(({ value }) => value === area)?.label ?? '全国',
    outcome,
    tell,
    exportPath: `${PRODUCT_EXPORT_PATH}${queryString({ categoryId: category, kind, text, active })}`,
    show: (tab) => {
      forget();
      desk.show(tab);
    },
    filter: (name, value) => {
      forget();
      desk.filter(name, value);
    },
  };
}
