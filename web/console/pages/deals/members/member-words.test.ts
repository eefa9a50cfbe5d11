import { describe, expect, it } from 'vitest';
import type { LevelRulesAnswer } from '#modules/commerce/contract';
import { adjustFault, answerOf, countOfTab, queryOfTab, reachedWords, signedPoints } from './member-words.ts';
import { newReward, rewardBody, rewardFault } from './reward-draft.ts';
import { badgesBody, badgesFault, levelsBody, levelsDraft, levelsFault, NEW_BADGE } from './rules-draft.ts';

const LEVELS = [
  { level: 0, name: '普通邻居', from: 0, benefits: [], published: '', members: 8 },
  {
    level: 1,
    name: '铜牌邻居',
    from: 500,
    benefits: [
      { kind: 'free_delivery', fromFen: 4_900 },
      { kind: 'other', words: '生日送花' },
    ],
    published: '',
    members: 2,
  },
] satisfies LevelRulesAnswer['levels'];
const RULES = { measure: 'points', levels: LEVELS, revision: 3, publishedAt: null } satisfies LevelRulesAnswer;

describe('the page of members', () => {
  it('answers with how many there are, and how they stand', () => {
    const counts = { byLevel: { 0: 8, 1: 2 }, points: 1_200 };
    expect(answerOf(counts, LEVELS)).toEqual({
      figure: '10',
      unit: '位会员',
      why: '铜牌邻居2位。手里一共1,200分没花。',
    });
    expect(countOfTab('1', counts)).toBe(2);
    expect(queryOfTab('0')).toEqual({ level: '0' });
    expect(reachedWords('spend', 12_000)).toBe('¥120');
    expect(signedPoints({ points: -5 })).toBe('−5');
  });

  it('wants to know why points are given by hand', () => {
    expect(adjustFault(null, '漏发补上')).toBe('写上加几分或减几分');
    expect(adjustFault(100, '漏发补上')).toBe('一次最多99分');
    expect(adjustFault(5, '补')).toBe('写清楚为什么，会员会看到');
    expect(adjustFault(-5, '重复发了')).toBeUndefined();
  });
});

describe('the rules of levels and badges', () => {
  it('come back as they were', () => {
    const draft = levelsDraft(RULES);
    expect(draft.levels[1]).toMatchObject({ from: 500, freeFromYuan: 49, others: '生日送花' });
    expect(levelsBody(draft).levels[1]).toEqual({
      level: 1,
      name: '铜牌邻居',
      from: 500,
      benefits: [
        { kind: 'free_delivery', fromFen: 4_900 },
        { kind: 'other', words: '生日送花' },
      ],
    });
    const spent = levelsDraft({ ...RULES, measure: 'spend' });
    expect(spent.levels[1]?.from).toBe(5);
    expect(levelsBody(spent).levels[1]?.from).toBe(500);
  });

  it('rise from level to level', () => {
    const draft = levelsDraft(RULES);
    const flat = draft.levels.map((level) => ({ ...level, from: 0 }));
    expect(levelsFault(draft)).toBeUndefined();
    expect(levelsFault({ ...draft, levels: flat })).toBe('铜牌邻居要比前一级高');
  });

  it('say what a badge is for', () => {
    const badge = { ...NEW_BADGE, code: 'early_bird', name: '早起鸟', kind: 'early_orders' as const };
    expect(badgesFault([badge])).toBeUndefined();
    expect(badgesFault([badge, badge])).toBe('编码early_bird用了两次');
    expect(badgesFault([{ ...badge, kind: 'category_orders' }])).toBe('早起鸟是哪类商品？');
    expect(badgesBody([badge]).badges[0]?.test).toEqual({ kind: 'early_orders', times: 3, days: 30, beforeHour: 9 });
    expect(badgesBody([{ ...badge, kind: 'first_order', period: 'month' }]).badges[0]).toMatchObject({
      test: { kind: 'first_order' },
      period: 'once',
    });
  });
});

describe('a reward', () => {
  it('names its goods, or when it takes place', () => {
    const draft = { ...newReward(Date.parse('2026-11-22T04:00:00Z')), title: '社区烘焙课', points: 200, stock: 10 };
    expect(rewardFault(draft)).toBe('选一样商品');
    const course = { ...draft, kind: 'experience' as const };
    expect(rewardFault(course)).toBe('写上活动时间');
    expect(rewardBody({ ...course, takesPlaceAt: '2026-12-01T10:00' })).toMatchObject({
      skuId: null,
      areaId: null,
      from: '2026-11-22',
      to: '2027-02-20',
      takesPlaceAt: '2026-12-01T02:00:00.000Z',
    });
    expect(rewardFault({ ...course, takesPlaceAt: '2026-12-01T10:00', to: '2026-11-01' })).toBe('结束不能比开始早');
  });
});
