import { describe, expect, it } from 'vitest';
import type { Play } from './play-paths.ts';
import { decisionOf, fieldText, reasonsBeside, rolesInShort, whatHappened } from './play-words.ts';

const NOW = Date.parse('2026-11-21T06:00:00Z');

const decided = (part: Partial<Play>) =>
  ({
    state: 'approved',
    decidedAt: '2026-11-21T05:55:00Z',
    decidedBy: 'me',
    approvedBy: 'person',
    decisionReason: null,
    ...part,
  }) as unknown as Play;

describe('who decided', () => {
  it('is me, a colleague or a standing approval', () => {
    expect(decisionOf(decided({}), 'me', NOW)).toBe('5分钟前你批准');
    expect(decisionOf(decided({}), 'other', NOW)).toBe('5分钟前同事批准');
    expect(decisionOf(decided({ approvedBy: 'standing_approval' }), 'me', NOW)).toBe('5分钟前常设授权批准');
    expect(decisionOf(decided({ state: 'rejected', decisionReason: '季节不对' }), 'me', NOW)).toBe(
      '5分钟前你驳回：季节不对',
    );
    expect(decisionOf(decided({ state: 'proposed', decidedAt: null }), 'me', NOW)).toBeUndefined();
  });

  it('stands in the history', () => {
    const entry = (part: object) =>
      ({ kind: 'approved', madeBy: 'person', userId: 'me', ...part }) as unknown as Play['history'][number];
    expect(whatHappened(entry({}), 'me')).toBe('你批准');
    expect(whatHappened(entry({ kind: 'proposed', madeBy: 'system' }), 'me')).toBe('系统提出');
    expect(whatHappened(entry({ madeBy: 'standing_approval' }), 'me')).toBe('按常设授权批准');
  });
});

describe('the words of a row', () => {
  it('leave out what the row says already', () => {
    expect(reasonsBeside(['楼龄21年', '符合人群「漏水」'], '漏水')).toEqual(['楼龄21年']);
    expect(reasonsBeside(['楼龄21年', '符合人群「漏水」'], null)).toHaveLength(2);
  });

  it('name the roles that are asked first', () => {
    expect(rolesInShort(['guide'])).toBe('导购');
    expect(rolesInShort(['property_steward', 'ambassador', 'realtor'])).toBe('物业管家、焕新大使等3种');
    expect(fieldText('roles', 'guide designer')).toBe('导购、设计师');
    expect(fieldText('headline', 'a b')).toBe('a b');
  });
});
