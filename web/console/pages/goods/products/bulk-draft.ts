import type { BulkChange, BulkPreview } from '#modules/commerce/contract';
import { count } from '../../../../shared/format.ts';
import { areaBodyOf, areaFault, type AreaDraft } from '../../../parts/area-kinds.ts';
import { spanFault } from '../../prices/price-words.ts';

export type BulkKind = BulkChange['kind'];
export const BULK_KINDS: Readonly<Record<BulkKind, string>> = {
  price: '改价',
  listing: '上架、下架',
  category: '移分类',
  active: '停用、启用',
};

type Price = Extract<BulkChange, { kind: 'price' }>;
/** How a price moves: up and down are the same way of the server with another sign. */
export type PriceMove = 'set' | 'more' | 'less' | 'percent_more' | 'percent_less';
export const PRICE_MOVES: Readonly<Record<PriceMove, string>> = {
  set: '改成',
  more: '每个加',
  less: '每个减',
  percent_more: '按比例涨',
  percent_less: '按比例降',
};
export const ROUNDINGS: Readonly<Record<Price['rounding'], string>> = {
  none: '不取整',
  ninety: '取到 .9',
  half: '取到 .5',
};

export interface BulkDraft extends AreaDraft {
  readonly kind: BulkKind;
  readonly move: PriceMove;
  /** Yuan, or percent. */
  readonly amount: number | null;
  readonly rounding: Price['rounding'];
  readonly listed: boolean;
  readonly active: boolean;
  readonly categoryId: string | undefined;
  readonly from: string;
  readonly to: string;
}

export const bulkDraft = (kind: BulkKind, today: string): BulkDraft => ({
  kind,
  areaKind: 'all',
  areaId: undefined,
  move: 'set',
  amount: null,
  rounding: 'none',
  listed: true,
  active: true,
  categoryId: undefined,
  from: today,
  to: '',
});

export const isPercent = (move: PriceMove): boolean => move === 'percent_more' || move === 'percent_less';

/** What is missing or wrong, in words; undefined when it can be previewed. */
export function bulkFault(draft: BulkDraft, today: string): string | undefined {
  if (draft.kind === 'category') return draft.categoryId === undefined ? '选移到哪个分类' : undefined;
  if (draft.kind === 'active') return undefined;
  const where = areaFault(draft);
  if (where !== undefined) return where;
  if (draft.kind === 'price' && draft.amount === null) return isPercent(draft.move) ? '写上百分之几' : '写上多少元';
  if (draft.move === 'percent_less' && (draft.amount ?? 0) >= 100) return '最多降 99%';
  return spanFault(draft, today);
}

/** The change as the server takes it: fen, or basis points. */
export function bulkChangeOf(draft: BulkDraft): BulkChange {
  const when = { from: draft.from, to: draft.to === '' ? null : draft.to };
  switch (draft.kind) {
    case 'category':
      return { kind: 'category', categoryId: draft.categoryId } as BulkChange;
    case 'active':
      return { kind: 'active', active: draft.active };
    case 'listing':
      return { kind: 'listing', ...areaBodyOf(draft), listed: draft.listed, ...when };
    case 'price': {
      // Fen in a yuan are as many as basis points in a percent.
      const size = Math.round((draft.amount ?? 0) * 100);
      const by = draft.move === 'set' ? 'set' : isPercent(draft.move) ? 'percent' : 'add';
      const amount = draft.move === 'less' || draft.move === 'percent_less' ? -size : size;
      return { kind: 'price', ...areaBodyOf(draft), by, amount, rounding: draft.rounding, ...when };
    }
  }
}

/** `要改 12 个，3 个本来就这样，1 个改不了`. */
export function previewSentence({ changes, same, bad }: BulkPreview): string {
  return [
    changes === 0 ? '没有要改的' : `要改 ${count(changes)} 个`,
    same === 0 ? undefined : `${count(same)} 个本来就这样`,
    bad === 0 ? undefined : `${count(bad)} 个改不了`,
  ]
    .filter((part) => part !== undefined)
    .join('，');
}
