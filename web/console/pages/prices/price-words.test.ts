import { describe, expect, it } from 'vitest';
import type { AreaPriceAnswer, OptionAnswer } from '#modules/commerce/contract';
import {
  answerOf,
  areaPriceBodyOf,
  areaPriceDraft,
  areaPriceFault,
  optionBodyOf,
  optionDraft,
  optionFault,
  spanInWords,
  withKind,
} from './price-words.ts';

const TODAY = '2026-11-22';
const NOW = Date.parse('2026-11-22T02:00:00Z');

describe('the page of prices', () => {
  it('answers with the price of the package, and how much is said about it elsewhere', () => {
    const offered = { name: '墙面焕新', priceFen: 298_000, unit: '/套' };
    const prices = [{ state: 'live' }, { state: 'planned' }] as AreaPriceAnswer[];
    const options = [{ active: true }, { active: false }] as OptionAnswer[];
    expect(answerOf(offered, prices, options)).toEqual({
      figure: '¥2,980',
      unit: '每套 · 墙面焕新标价',
      why: '1条区域价目生效中，1条还没开始；1个选项在卖。',
    });
    expect(answerOf(offered, [], options).why).toBe('没有区域价目，到处都按标价卖；1个选项在卖。');
    expect(answerOf(offered, undefined, options).why).toBeUndefined();
  });

  it('tells a span', () => {
    expect(spanInWords({ from: '2026-11-01', to: null }, NOW)).toBe('11月1日起');
    expect(spanInWords({ from: '2026-11-01', to: '2027-01-31' }, NOW)).toBe('11月1日到2027年1月31日');
  });
});

describe('an option', () => {
  const draft = { ...optionDraft(undefined, 3), name: ' 感应夜灯 ', code: 'lamp', yuan: 300.5 };

  it('goes with ㎡ exactly when it is priced by area', () => {
    const area = withKind(draft, 'per_area');
    expect(area.unit).toBe('㎡');
    expect(withKind(area, 'add_on').unit).toBe('项');
    expect(withKind({ ...draft, unit: '米' }, 'add_on').unit).toBe('米');
  });

  it('is sent in fen once it is whole', () => {
    expect(optionFault(optionDraft(undefined))).toBe('写上名称');
    expect(optionFault({ ...draft, code: '灯' })).toBe('编码用字母、数字、横线');
    expect(optionFault({ ...draft, yuan: null })).toBe('写上价格');
    expect(optionFault(draft)).toBeUndefined();
    expect(optionBodyOf(draft)).toEqual({
      name: '感应夜灯',
      kind: 'add_on',
      unit: '项',
      priceFen: 30_050,
      active: true,
      position: 3,
    });
  });
});

describe('a price for an area', () => {
  const draft = { ...areaPriceDraft(TODAY), areaId: 'store', yuan: 2_880 };

  it('begins today or later and ends after it began', () => {
    expect(areaPriceFault(areaPriceDraft(TODAY), TODAY)).toBe('选一个门店');
    expect(areaPriceFault({ ...draft, areaKind: 'all', areaId: undefined }, TODAY)).toBeUndefined();
    expect(areaPriceFault({ ...draft, from: '2026-11-21' }, TODAY)).toBe('只能从今天或以后开始');
    expect(areaPriceFault({ ...draft, from: '2026-12-02', to: '2026-12-01' }, TODAY)).toBe('结束日期要在开始日期之后');
    expect(areaPriceFault(draft, TODAY)).toBeUndefined();
  });

  it('is sent with its area, and without one for everywhere', () => {
    expect(areaPriceBodyOf(draft, 'p')).toEqual({
      packageId: 'p',
      optionCode: null,
      areaKind: 'store',
      areaId: 'store',
      priceFen: 288_000,
      from: TODAY,
      to: null,
    });
    expect(areaPriceBodyOf({ ...draft, areaKind: 'all' }, 'p')).toMatchObject({ areaKind: 'all', areaId: null });
  });
});
