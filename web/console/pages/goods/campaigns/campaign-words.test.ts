import { describe, expect, it } from 'vitest';
import type { CampaignItem } from '#modules/commerce/contract';
import { answerOf, leftOutGroups, previewWords, reachWords } from './campaign-words.ts';

const NOW = Date.parse('2026-11-22T02:00:00Z');
const campaign = (over: object): CampaignItem =>
  ({
    state: 'launched',
    cutOffAt: null,
    percent: null,
    launch: { opened: 10 },
    title: '鲜果',
    ...over,
  }) as CampaignItem;

describe('the page of campaigns', () => {
  it('answers with what runs and what is furthest from its target', () => {
    const rows = [campaign({ percent: 80 }), campaign({ percent: 35, title: '粮油' }), campaign({ state: 'draft' })];
    expect(answerOf(rows, NOW)).toEqual({
      figure: '2',
      unit: '个联合活动开了团',
      why: '一共开了20个团，「粮油」完成35%，离目标最远，1个草稿还没开。',
    });
    expect(answerOf([campaign({ cutOffAt: '2026-11-22T01:00:00Z' })], NOW).figure).toBe('0');
  });

  it('says where it is', () => {
    expect(reachWords({ cityNames: ['苏州', '合肥'], communityIds: [] })).toBe('苏州、合肥全城');
    expect(reachWords({ cityNames: ['苏州'], communityIds: ['a' as never] })).toBe('苏州的1个小区');
  });

  it('says before the launch where it would open, and why not elsewhere', () => {
    const preview = { communities: 186, ready: 172, cutOffAt: '2026-11-22T12:00:00Z', pickupOn: '2026-11-23' };
    expect(previewWords(preview as never, NOW)).toBe('186个小区里，172个能开；最早11月22日 20:00截单，11月23日提货');
    const out = [
      { why: 'no_point', name: '甲' },
      { why: 'no_warehouse', name: '乙' },
      { why: 'no_warehouse', name: '丙' },
    ];
    expect(leftOutGroups(out as never)).toEqual([
      { why: '没有网格仓', names: ['乙', '丙'] },
      { why: '没有自提点', names: ['甲'] },
    ]);
  });
});
