import { describe, expect, it } from 'vitest';
import type { PromotionItem } from '#modules/commerce/contract';
import { draftOf, promotionBodyOf, promotionDraft, promotionFault, type PromotionDraft } from './promotion-draft.ts';
import { answerOf, countOfTab, stateOf, usageWords } from './promotion-words.ts';

const draft: PromotionDraft = {
  ...promotionDraft('2026-11-22'),
  title: '满59减10',
  rungs: [{ fromYuan: 59, offYuan: 10 }],
  to: '2026-11-30',
};

describe('a promotion that is being written', () => {
  it('says what is missing', () => {
    expect(promotionFault(promotionDraft('2026-11-22'))).toBe('写上名字');
    expect(promotionFault({ ...draft, rungs: [{ fromYuan: 9, offYuan: 9 }] })).toBe('减的要比满的少');
    expect(promotionFault({ ...draft, rungs: [...draft.rungs, { fromYuan: 99, offYuan: 9 }] })).toBe(
      '档位要越满越减得多',
    );
    expect(promotionFault({ ...draft, way: 'code', code: 'ABC' })).toBe('优惠码是 6 到 20 位字母或数字');
    expect(promotionFault({ ...draft, way: 'grant' })).toBe('写上为什么发');
    expect(promotionFault({ ...draft, perPersonLimit: null })).toBe('写上每人几次');
    expect(promotionFault({ ...draft, way: 'automatic', perPersonLimit: null })).toBeUndefined();
    expect(promotionFault({ ...draft, to: '2026-11-21' })).toBe('结束日期要在开始日期之后');
    expect(promotionFault(draft)).toBeUndefined();
  });

  it('is sent in fen and basis points, and comes back as it was', () => {
    const percent: PromotionDraft = { ...draft, kind: 'percent', tenths: 88, capYuan: 20, fromYuan: 30 };
    const body = promotionBodyOf(percent);
    expect(body.rule).toEqual({ kind: 'percent', offBasisPoints: 1_200, capFen: 2_000, fromFen: 3_000 });
    expect(promotionBodyOf(draft).rule).toEqual({ kind: 'threshold', rungs: [{ fromFen: 5_900, offFen: 1_000 }] });
    const back = draftOf(body as PromotionItem, () => '');
    expect(promotionBodyOf(back)).toEqual(body);
  });

  it('says for everything only where its parts do not', () => {
    const bundle: PromotionDraft = {
      ...draft,
      kind: 'bundle_price',
      scope: 'skus',
      parts: [{ skuId: 'k', name: '牛奶', quantity: 2 }],
      setYuan: 19.9,
    };
    expect(promotionBodyOf(bundle)).toMatchObject({ scope: { kind: 'all' }, rule: { priceFen: 1_990, maxSets: null } });
  });
});

describe('the page of promotions', () => {
  it('tells what is published from what holds now', () => {
    expect(stateOf({ state: 'live', timing: 'now' }).words).toBe('进行中');
    expect(stateOf({ state: 'live', timing: 'over' }).words).toBe('过期了');
    expect(stateOf({ state: 'paused', timing: 'now' })).toEqual({ words: '暂停', tone: 'warn' });
  });

  it('answers with what is published, and what became of one', () => {
    expect(answerOf({ byState: { live: 3, draft: 1 } }, [{ claimed: 12 }] as PromotionItem[])).toEqual({
      figure: '3',
      unit: '个优惠发布着',
      why: '看到的这些领了、用了12次，1个草稿还没发布。',
    });
    expect(countOfTab('all', { byState: { live: 3, draft: 1 } })).toBe(4);
    const usage = { claimed: 120, spent: 45, outstanding: 70, expired: 5, orders: 45, discountFen: 45_000 };
    expect(usageWords(usage)).toBe('领了120次，用了45次；45单减了¥450，平均每单¥10');
    expect(usageWords({ ...usage, claimed: 0, orders: 0 })).toBe('还没有人领过或用过');
  });
});
