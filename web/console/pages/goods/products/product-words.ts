import type { ProductItem, ProductsAnswer } from '#modules/commerce/contract';
import { count, yuan } from '../../../../shared/format.ts';
import type { PageAnswer } from '../../../parts/page-frame.tsx';
import type { StateTone } from '../../../parts/state-word.tsx';

export type ProductCounts = ProductsAnswer['counts'];
export type ProductTab = 'active' | 'retired' | 'all';
export const PRODUCT_TABS: readonly ProductTab[] = ['active', 'retired', 'all'];
export const TAB_NAMES: Readonly<Record<ProductTab, string>> = { active: '在用', retired: '停用', all: '全部' };

export type ProductKind = ProductItem['kind'];
export const PRODUCT_KINDS: Readonly<Record<ProductKind, string>> = { goods: '商品', service: '服务', bundle: '组合' };

export const countOfTab = (tab: ProductTab, counts: ProductCounts): number =>
  tab === 'all' ? counts.active + counts.retired : counts[tab];

/** The state as the server asks for it. */
export const queryOfTab = (tab: ProductTab): { active?: boolean } =>
  tab === 'all' ? {} : { active: tab === 'active' };

/** How many products there are, and what of those in sight is not sold in the place that is looked at. */
export function answerOf(
  counts: ProductCounts,
  rows: readonly ProductItem[] | undefined,
  areaName: string,
  filtered: boolean,
): PageAnswer {
  const off = rows?.filter((row) => row.active && shelfOf(row).listed === 0).length ?? 0;
  const parts = [
    counts.retired === 0 ? undefined : `另有${count(counts.retired)}个停用`,
    off === 0 ? undefined : `看到的里面有${count(off)}个在${areaName}没上架`,
  ].filter((part) => part !== undefined);
  return {
    figure: count(counts.active),
    unit: filtered ? '个商品符合，都在用' : '个商品在用',
    ...(parts.length === 0 ? {} : { why: `${parts.join('，')}。` }),
  };
}

interface Shelf {
  /** Of the SKUs that are still sold at all. */
  readonly listed: number;
  readonly of: number;
  readonly words: string;
  readonly tone: StateTone;
  /** Why it is not sold, where one reason says it all. */
  readonly why: string | undefined;
}

/** Whether a product is sold in the place that is looked at: all of it, a part of it, or none. */
export function shelfOf({ active, skus }: Pick<ProductItem, 'active' | 'skus'>): Shelf {
  const sold = skus.filter((sku) => sku.active);
  const listed = active ? sold.filter((sku) => sku.listed).length : 0;
  const reasons = new Set(sold.flatMap((sku) => (sku.listed ? [] : (sku.notListedWhy ?? []))));
  const why = reasons.size === 1 ? [...reasons][0] : undefined;
  const common = { listed, of: sold.length, why };
  if (!active) return { ...common, words: '停用', tone: 'neutral' };
  if (sold.length === 0 || listed === 0) return { ...common, words: '没上架', tone: 'warn' };
  if (listed < sold.length) return { ...common, words: `${listed}/${sold.length}个规格在卖`, tone: 'people' };
  return { ...common, words: '在卖', tone: 'good' };
}

interface PriceWords {
  readonly price: string;
  /** What headquarters' price is, where the place has another. */
  readonly list: string | undefined;
}

/** What the SKUs of a product cost in the place: one price or from the lowest to the highest. */
export function pricesOf(skus: ProductItem['skus']): PriceWords {
  const sold = skus.filter((sku) => sku.active);
  const of = sold.length === 0 ? skus : sold;
  if (of.length === 0) return { price: '—', list: undefined };
  const differs = of.some((sku) => sku.priceFen !== sku.listFen);
  return {
    price: rangeOf(of.map((sku) => sku.priceFen)),
    list: differs ? `标价${rangeOf(of.map((sku) => sku.listFen))}` : undefined,
  };
}

function rangeOf(amounts: readonly number[]): string {
  const [least, most] = [Math.min(...amounts), Math.max(...amounts)];
  return least === most ? yuan(least) : `${yuan(least)}–${yuan(most).replace('¥', '')}`;
}
