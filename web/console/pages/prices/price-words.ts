import { startOfBusinessDay } from '#kernel/time';
import type { AreaPriceAnswer, OptionAnswer, OptionBody } from '#modules/commerce/contract';
import { count, date, yuan } from '../../../shared/format.ts';
import { areaBodyOf, areaFault, type AreaDraft } from '../../parts/area-kinds.ts';
import type { PageAnswer } from '../../parts/page-frame.tsx';
import type { StateTone } from '../../parts/state-word.tsx';

export const PRICES_PATH = '/api/commerce/prices';
export const PRICES_KEY = ['prices'];
export const optionsPath = (packageId: string): string => `/api/commerce/packages/${packageId}/options`;

export type OptionKind = OptionBody['kind'];
export const OPTION_KINDS: Readonly<Record<OptionKind, string>> = { add_on: '按个数', per_area: '按面积' };

export const PRICE_STATES: Readonly<Record<AreaPriceAnswer['state'], string>> = {
  planned: '还没开始',
  live: '生效中',
  over: '已结束',
};
export const PRICE_TONES: Readonly<Record<AreaPriceAnswer['state'], StateTone>> = {
  planned: 'system',
  live: 'good',
  over: 'neutral',
};

/** `11月1日起`, `11月1日到12月31日`. */
export function spanInWords({ from, to }: Pick<AreaPriceAnswer, 'from' | 'to'>, now: number): string {
  const first = date(startOfBusinessDay(from), now);
  return to === null ? `${first}起` : `${first}到${date(startOfBusinessDay(to), now)}`;
}

/** What the chosen package costs by itself, and how much is said about it elsewhere. */
export function answerOf(
  offered: { readonly name: string; readonly priceFen: number; readonly unit: string },
  prices: readonly AreaPriceAnswer[] | undefined,
  options: readonly OptionAnswer[] | undefined,
): PageAnswer {
  const live = prices?.filter(({ state }) => state === 'live').length;
  const planned = prices?.filter(({ state }) => state === 'planned').length ?? 0;
  const sold = options?.filter(({ active }) => active).length;
  const lists =
    live === 0 && planned === 0
      ? '没有区域价目，到处都按标价卖'
      : `${count(live)}条区域价目生效中${planned === 0 ? '' : `，${count(planned)}条还没开始`}`;
  return {
    figure: yuan(offered.priceFen),
    unit: `${offered.unit.replace(/^\//, '每')} · ${offered.name}标价`,
    ...(live === undefined || sold === undefined ? {} : { why: `${lists}；${count(sold)}个选项在卖。` }),
  };
}

// Options

export interface OptionDraft {
  readonly code: string;
  readonly name: string;
  readonly kind: OptionKind;
  readonly unit: OptionBody['unit'];
  readonly yuan: number | null;
  readonly active: boolean;
  readonly position: number | null;
}

export function optionDraft(it: OptionAnswer | undefined, next = 1): OptionDraft {
  return it === undefined
    ? { code: '', name: '', kind: 'add_on', unit: '项', yuan: null, active: true, position: next }
    : {
        code: it.code,
        name: it.name,
        kind: it.kind,
        unit: it.unit,
        yuan: it.priceFen / 100,
        active: it.active,
        position: it.position,
      };
}

/** The draft with another way to count: ㎡ belongs to what is priced by area, and to nothing else. */
export function withKind(draft: OptionDraft, kind: OptionKind): OptionDraft {
  const unit = kind === 'per_area' ? '㎡' : draft.unit === '㎡' ? '项' : draft.unit;
  return { ...draft, kind, unit };
}

export function optionFault(draft: OptionDraft): string | undefined {
  if (draft.name.trim() === '') return '写上名称';
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/.test(draft.code.trim())) return '编码用字母、数字、横线';
  return draft.yuan === null ? '写上价格' : undefined;
}

export const optionBodyOf = ({ code: _, yuan: price, position, name, ...rest }: OptionDraft): OptionBody => ({
  ...rest,
  name: name.trim(),
  priceFen: Math.round((price ?? 0) * 100),
  position: position ?? 0,
});

// Area prices

/** What every entry of a price list says, whatever it is a price of. */
export interface EntryDraft extends AreaDraft {
  readonly yuan: number | null;
  readonly from: string;
  /** Empty for no end. */
  readonly to: string;
}

export interface AreaPriceDraft extends EntryDraft {
  /** Null for the package itself. */
  readonly optionCode: string | null;
}

export const areaPriceDraft = (today: string): AreaPriceDraft => ({
  optionCode: null,
  areaKind: 'store',
  areaId: undefined,
  yuan: null,
  from: today,
  to: '',
});

/** What is missing or wrong about the days of an entry. */
export function spanFault({ from, to }: Pick<EntryDraft, 'from' | 'to'>, today: string): string | undefined {
  if (from === '') return '选从哪天起';
  if (from < today) return '只能从今天或以后开始';
  return to !== '' && to < from ? '结束日期要在开始日期之后' : undefined;
}

/** What is missing or wrong, in words; undefined when it can be sent. */
export const areaPriceFault = (draft: EntryDraft, today: string): string | undefined =>
  areaFault(draft) ?? (draft.yuan === null ? '写上价格' : spanFault(draft, today));

/** The area, the price and the days as the server takes them. */
export const entryBodyOf = (draft: EntryDraft): object => ({
  ...areaBodyOf(draft),
  priceFen: Math.round((draft.yuan ?? 0) * 100),
  from: draft.from,
  to: draft.to === '' ? null : draft.to,
});

export const areaPriceBodyOf = (draft: AreaPriceDraft, packageId: string): object => ({
  packageId,
  optionCode: draft.optionCode,
  ...entryBodyOf(draft),
});
