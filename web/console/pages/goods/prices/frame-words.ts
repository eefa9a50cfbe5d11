import type { AreaPriceAnswer, ListingAnswer } from '#modules/commerce/contract';
import { count, yuan } from '../../../../shared/format.ts';
import { AREA_KINDS, areaBodyOf, areaFault, type AreaDraft } from '../../../parts/area-kinds.ts';
import type { PageAnswer } from '../../../parts/page-frame.tsx';
import { areaPriceFault, entryBodyOf, spanFault, type EntryDraft } from '../../prices/price-words.ts';

/** `prices` and `listings` are what differs, `place` asks what holds in one place. */
export type FrameView = 'prices' | 'listings' | 'place';
export const VIEWS: Readonly<Record<FrameView, string>> = { prices: '价目', listings: '选品', place: '查一个价' };

export const THINGS = { category: '整个分类', spu: '整个商品', sku: '一个规格' } as const;
export type ThingKind = keyof typeof THINGS;

export const thingKindOf = ({ skuId, spuId }: Pick<ListingAnswer, 'skuId' | 'spuId'>): ThingKind =>
  skuId === null ? (spuId === null ? 'category' : 'spu') : 'sku';

/** How far a price is from headquarters': `+¥1.50（+12%）`, `一样`; undefined where there is none. */
export function differenceOf({ priceFen, listFen }: Pick<AreaPriceAnswer, 'priceFen' | 'listFen'>): string | undefined {
  if (listFen === null) return undefined;
  const by = priceFen - listFen;
  if (by === 0) return '和标价一样';
  const sign = by > 0 ? '+' : '−';
  const share = listFen === 0 ? '' : `（${sign}${Math.round((Math.abs(by) / listFen) * 100)}%）`;
  return `${sign}${yuan(Math.abs(by))}${share}`;
}

interface Loaded<Row> {
  readonly rows: readonly Row[] | undefined;
  readonly hasMore: boolean;
}

/** How much differs from headquarters' frame now. */
export function answerOf(prices: Loaded<AreaPriceAnswer>, listings: Loaded<ListingAnswer>): PageAnswer | undefined {
  if (prices.rows === undefined || listings.rows === undefined) return undefined;
  const live = (rows: readonly { readonly state: string }[]): number =>
    rows.filter(({ state }) => state === 'live').length;
  const planned = [...prices.rows, ...listings.rows].filter(({ state }) => state === 'planned').length;
  const more = prices.hasMore || listings.hasMore ? '多' : '';
  const [priced, listed] = [live(prices.rows), live(listings.rows)];
  return {
    figure: `${count(priced + listed)}${more}`,
    unit: '处和总部定的不一样',
    why:
      priced + listed + planned === 0
        ? '到处都按标价卖，没有一处不卖。'
        : `${count(priced)}${prices.hasMore ? '多' : ''}条价目、${count(listed)}${listings.hasMore ? '多' : ''}条选品生效中${
            planned === 0 ? '' : `，${count(planned)}条还没开始`
          }。`,
  };
}

/** What the blank of the filter says: a kind of area, or one city, store or community. */
export function areaQuery(text: string | undefined): Readonly<Record<string, string>> {
  const [kind = '', id = ''] = (text ?? '').split(':');
  if (kind === 'kind' && Object.hasOwn(AREA_KINDS, id)) return { areaKind: id };
  if (id === '' || !['city', 'store', 'community'].includes(kind)) return {};
  return { areaKind: kind, [`${kind}Id`]: id };
}

// New entries

export interface SkuPriceDraft extends EntryDraft {
  readonly sku: { readonly skuId: string; readonly name: string; readonly listFen: number } | undefined;
}

export const skuPriceFault = (draft: SkuPriceDraft, today: string): string | undefined =>
  draft.sku === undefined ? '选一个商品' : areaPriceFault(draft, today);

export const skuPriceBodyOf = (draft: SkuPriceDraft): object => ({ skuId: draft.sku?.skuId, ...entryBodyOf(draft) });

export interface ListingDraft extends AreaDraft {
  readonly kind: ThingKind;
  /** The category, or a SKU that stands for itself or its product. */
  readonly categoryId: string | undefined;
  readonly sku: { readonly skuId: string; readonly spuId: string; readonly name: string } | undefined;
  readonly listed: boolean;
  readonly from: string;
  readonly to: string;
}

export const listingDraft = (today: string): ListingDraft => ({
  kind: 'spu',
  categoryId: undefined,
  sku: undefined,
  areaKind: 'city',
  areaId: undefined,
  listed: false,
  from: today,
  to: '',
});

export function listingFault(draft: ListingDraft, today: string): string | undefined {
  if (draft.kind === 'category' ? draft.categoryId === undefined : draft.sku === undefined) {
    return draft.kind === 'category' ? '选一个分类' : '选一个商品';
  }
  return areaFault(draft) ?? spanFault(draft, today);
}

export const listingBodyOf = (draft: ListingDraft): object => ({
  skuId: draft.kind === 'sku' ? draft.sku?.skuId : null,
  spuId: draft.kind === 'spu' ? draft.sku?.spuId : null,
  categoryId: draft.kind === 'category' ? draft.categoryId : null,
  ...areaBodyOf(draft),
  listed: draft.listed,
  from: draft.from,
  to: draft.to === '' ? null : draft.to,
});
