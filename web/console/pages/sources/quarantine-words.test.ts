import { describe, expect, it } from 'vitest';
import { groupId, heldSentence, remedyOf, type HeldGroup } from './quarantine-words.ts';

const group = (part: Partial<HeldGroup>): HeldGroup => ({
  sourceId: 's1',
  sourceName: '收银',
  reason: 'plan-violated',
  sentence: '不符合埋点规范',
  detail: 'missing area',
  eventName: 'Package Viewed',
  held: 3,
  lastAt: '2026-11-22T00:00:00Z',
  ...part,
});

describe('what is held back', () => {
  it('says what holds most back and what mends it', () => {
    expect(heldSentence([group({}), group({ sourceName: 'App', held: 12, reason: 'community-unknown', sentence: '小区编码不存在' })])).toBe(
      '最多的是「App」的 Package Viewed：小区编码不存在，12条。先把小区导进来，或改对编码，再重试。',
    );
    expect(heldSentence([])).toBe('收到的数据都读得懂。');
  });

  it('never proposes to try again what was erased', () => {
    expect(remedyOf('person-erased')).not.toContain('重试');
  });

  it('tells groups apart by what exactly is wrong', () => {
    expect(groupId(group({}))).not.toBe(groupId(group({ detail: 'missing sku' })));
  });
});
