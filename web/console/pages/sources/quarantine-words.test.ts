import { describe, expect, it } from 'vitest';
import { detailWords, groupsOf, heldSentence, remedyOf, type HeldGroup } from './quarantine-words.ts';

const group = (part: Partial<HeldGroup>): HeldGroup => ({
  sourceId: 's1',
  sourceName: '收银',
  reason: 'plan-violated',
  sentence: '不符合埋点规范',
  details: ['missing area'],
  eventName: 'Package Viewed',
  held: 3,
  lastAt: '2026-11-22T00:00:00Z',
  ...part,
});

describe('what is held back', () => {
  it('says what holds most back and what mends it', () => {
    expect(
      heldSentence([
        group({}),
        group({ sourceName: 'App', held: 12, reason: 'community-unknown', sentence: '小区编码不存在' }),
      ]),
    ).toBe('最多的是「App」的 Package Viewed：小区编码不存在，12条。先把小区导进来，或改对编码，再重试。');
    expect(heldSentence([])).toBe('收到的数据都读得懂。');
  });

  it('says what exactly is wrong', () => {
    expect(['missing area', 'amount is no integer', 'max 100'].map(detailWords)).toEqual([
      '缺少 area',
      'amount 不是整数',
      'max 100',
    ]);
  });

  it('never proposes to try again what was erased', () => {
    expect(remedyOf('person-erased')).not.toContain('重试');
  });

  it('puts together what is retried together, and keeps what exactly is wrong', () => {
    const { details: _, ...summed } = group({});
    const groups = groupsOf([
      { ...summed, detail: 'missing area', held: 3, lastAt: '2026-11-22T00:00:00Z' },
      { ...summed, detail: 'missing sku', held: 5, lastAt: '2026-11-21T00:00:00Z' },
      { ...summed, detail: '', held: 9, reason: 'identity-missing' },
    ]);
    expect(groups.map(({ reason, held, details, lastAt }) => [reason, held, details, lastAt])).toEqual([
      ['identity-missing', 9, [], '2026-11-22T00:00:00Z'],
      ['plan-violated', 8, ['missing sku', 'missing area'], '2026-11-22T00:00:00Z'],
    ]);
  });
});
