import type { PromotionBody, PromotionItem } from '#modules/commerce/contract';
import { areaBodyOf, areaFault, type AreaDraft } from '../../../parts/area-kinds.ts';
import type { Channel, EligibilityKind, RuleKind, Way } from './promotion-words.ts';

export interface NamedSku {
  readonly skuId: string;
  readonly name: string;
  readonly quantity: number;
}

export interface PromotionDraft extends AreaDraft {
  readonly title: string;
  readonly kind: RuleKind;
  /** Off, in yuan; null with `delivery` makes it free. */
  readonly offYuan: number | null;
  /** 88 is 12 % off. */
  readonly tenths: number | null;
  readonly capYuan: number | null;
  readonly fromYuan: number | null;
  readonly rungs: readonly { readonly fromYuan: number | null; readonly offYuan: number | null }[];
  readonly parts: readonly NamedSku[];
  readonly setYuan: number | null;
  readonly maxSets: number | null;
  readonly scope: 'all' | 'categories' | 'skus';
  readonly categoryIds: readonly string[];
  readonly skus: readonly NamedSku[];
  readonly way: Way;
  readonly code: string;
  readonly grantedFor: string;
  readonly eligibility: EligibilityKind;
  readonly level: number | null;
  readonly channels: readonly Channel[];
  readonly from: string;
  readonly to: string;
  readonly validDays: number | null;
  readonly claimLimit: number | null;
  readonly perPersonLimit: number | null;
  readonly stackable: boolean;
  /** Whose code it is: kept as it came. */
  readonly touchpointId: PromotionBody['touchpointId'];
}

export const promotionDraft = (today: string): PromotionDraft => ({
  title: '',
  kind: 'threshold',
  offYuan: null,
  tenths: null,
  capYuan: null,
  fromYuan: null,
  rungs: [{ fromYuan: null, offYuan: null }],
  parts: [],
  setYuan: null,
  maxSets: null,
  scope: 'all',
  categoryIds: [],
  skus: [],
  way: 'claim',
  code: '',
  grantedFor: '',
  eligibility: 'everybody',
  level: 1,
  areaKind: 'all',
  areaId: undefined,
  channels: ['group_buy', 'instant'],
  from: today,
  to: '',
  validDays: null,
  claimLimit: null,
  perPersonLimit: 1,
  stackable: false,
  touchpointId: null,
});

const yuanOf = (fen: number | null): number | null => (fen === null ? null : fen / 100);
const fenOf = (yuan: number | null): number => Math.round((yuan ?? 0) * 100);

/** What is edited of one; names of SKUs come with what is looked up. */
export function draftOf(it: PromotionItem, nameOf: (skuId: string) => string): PromotionDraft {
  const { rule, scope, eligibility } = it;
  const base: PromotionDraft = {
    ...promotionDraft(it.from),
    title: it.title,
    kind: rule.kind,
    scope: scope.kind,
    categoryIds: scope.kind === 'categories' ? scope.categoryIds : [],
    skus: scope.kind === 'skus' ? scope.skuIds.map((skuId) => ({ skuId, name: nameOf(skuId), quantity: 1 })) : [],
    way: it.way,
    code: it.code ?? '',
    grantedFor: it.grantedFor ?? '',
    eligibility: eligibility.kind,
    level: eligibility.kind === 'member_level' ? eligibility.level : 1,
    areaKind: it.areaKind,
    areaId: it.areaId ?? undefined,
    channels: it.channels,
    to: it.to,
    validDays: it.validDays,
    claimLimit: it.claimLimit,
    perPersonLimit: it.perPersonLimit,
    stackable: it.stackable,
    touchpointId: it.touchpointId,
  };
  switch (rule.kind) {
    case 'fixed':
    case 'delivery':
      return { ...base, offYuan: yuanOf(rule.offFen), fromYuan: yuanOf(rule.fromFen) };
    case 'percent': {
      const tenths = 100 - rule.offBasisPoints / 100;
      return { ...base, tenths, capYuan: yuanOf(rule.capFen), fromYuan: yuanOf(rule.fromFen) };
    }
    case 'threshold':
      return {
        ...base,
        rungs: rule.rungs.map((rung) => ({ fromYuan: yuanOf(rung.fromFen), offYuan: yuanOf(rung.offFen) })),
      };
    case 'bundle_price':
      return {
        ...base,
        parts: rule.parts.map((part) => ({ ...part, name: nameOf(part.skuId) })),
        setYuan: yuanOf(rule.priceFen),
        maxSets: rule.maxSets,
      };
  }
}

/** What is missing or wrong, in words; undefined when it can be saved. */
export function promotionFault(draft: PromotionDraft): string | undefined {
  if (draft.title.trim().length < 2) return '写上名字';
  const rule = ruleFault(draft);
  if (rule !== undefined) return rule;
  if (draft.kind !== 'bundle_price') {
    if (draft.scope === 'categories' && draft.categoryIds.length === 0) return '选分类';
    if (draft.scope === 'skus' && draft.skus.length === 0) return '选商品';
  }
  if (draft.way === 'code' && !/^[A-Za-z0-9]{6,20}$/.test(draft.code.trim())) return '优惠码是 6 到 20 位字母或数字';
  if (draft.way === 'grant' && draft.grantedFor.trim().length < 2) return '写上为什么发';
  if ((draft.way === 'claim' || draft.way === 'code') && draft.perPersonLimit === null) return '写上每人几次';
  if (draft.channels.length === 0) return '选在哪里能用';
  if (draft.from === '' || draft.to === '') return '选哪天到哪天';
  if (draft.to < draft.from) return '结束日期要在开始日期之后';
  return areaFault(draft);
}

function ruleFault(draft: PromotionDraft): string | undefined {
  switch (draft.kind) {
    case 'fixed':
      return (draft.offYuan ?? 0) <= 0 ? '写上减多少' : undefined;
    case 'percent':
      return draft.tenths === null ? '写上打几折' : undefined;
    case 'delivery':
      return undefined;
    case 'bundle_price':
      if (draft.parts.length === 0) return '选组合里的商品';
      return (draft.setYuan ?? 0) <= 0 ? '写上一套卖多少' : undefined;
    case 'threshold': {
      let [from, off] = [0, 0];
      for (const rung of draft.rungs) {
        if (rung.fromYuan === null || rung.offYuan === null) return '满多少减多少没填完';
        if (rung.offYuan >= rung.fromYuan) return '减的要比满的少';
        if (rung.fromYuan <= from || rung.offYuan <= off) return '档位要越满越减得多';
        [from, off] = [rung.fromYuan, rung.offYuan];
      }
      return draft.rungs.length === 0 ? '加上一档满减' : undefined;
    }
  }
}

function ruleOf(draft: PromotionDraft): PromotionBody['rule'] {
  const fromFen = fenOf(draft.fromYuan);
  switch (draft.kind) {
    case 'fixed':
      return { kind: 'fixed', offFen: fenOf(draft.offYuan), fromFen };
    case 'percent':
      return {
        kind: 'percent',
        offBasisPoints: Math.round((100 - (draft.tenths ?? 100)) * 100),
        capFen: draft.capYuan === null ? null : fenOf(draft.capYuan),
        fromFen,
      };
    case 'delivery':
      return { kind: 'delivery', offFen: draft.offYuan === null ? null : fenOf(draft.offYuan), fromFen };
    case 'threshold':
      return {
        kind: 'threshold',
        rungs: draft.rungs.map((rung) => ({ fromFen: fenOf(rung.fromYuan), offFen: fenOf(rung.offYuan) })),
      };
    case 'bundle_price':
      return {
        kind: 'bundle_price',
        parts: draft.parts.map(({ skuId, quantity }) => ({ skuId, quantity })),
        priceFen: fenOf(draft.setYuan),
        maxSets: draft.maxSets,
      } as PromotionBody['rule'];
  }
}

export function promotionBodyOf(draft: PromotionDraft): PromotionBody {
  const scope =
    draft.kind === 'bundle_price' || draft.scope === 'all'
      ? { kind: 'all' }
      : draft.scope === 'categories'
        ? { kind: 'categories', categoryIds: draft.categoryIds }
        : { kind: 'skus', skuIds: draft.skus.map(({ skuId }) => skuId) };
  const isCoupon = draft.way === 'claim' || draft.way === 'grant';
  return {
    title: draft.title.trim(),
    rule: ruleOf(draft),
    scope: scope as PromotionBody['scope'],
    way: draft.way,
    code: draft.way === 'code' ? draft.code.trim().toUpperCase() : null,
    touchpointId: draft.way === 'code' ? draft.touchpointId : null,
    grantedFor: draft.way === 'grant' ? draft.grantedFor.trim() : null,
    eligibility:
      draft.eligibility === 'member_level'
        ? { kind: 'member_level', level: draft.level ?? 1 }
        : { kind: draft.eligibility },
    ...areaBodyOf(draft),
    channels: [...draft.channels],
    from: draft.from,
    to: draft.to,
    validDays: isCoupon ? draft.validDays : null,
    claimLimit: draft.claimLimit,
    perPersonLimit: draft.perPersonLimit,
    stackable: draft.stackable,
  };
}
