import { describe, expect, it } from 'vitest';
import type { BulkAnswer, PlayRow } from '#modules/intelligence/contract';
import { outcomeOf, outcomeSentence, sumSentence, waitingSentence } from './play-outcome.ts';

const NOW = Date.parse('2026-11-21T02:00:00Z');

const row = (id: string, communityName: string, hours: number) =>
  ({
    id,
    communityId: `c-${communityName}`,
    communityName,
    packageId: 'p',
    packageName: '防水焕新套餐',
    costFen: 12_000,
    dueAt: new Date(NOW + hours * 3_600_000).toISOString(),
  }) as unknown as PlayRow;

const answer = (...items: [string, string | null][]): BulkAnswer => ({
  items: items.map(([id, message]) => ({ id, done: message === null, code: message === null ? null : 'x', message })),
  done: items.filter(([, message]) => message === null).length,
});

const rows = [row('1', '翠苑一区', 50), row('2', '文晖家园', 5), row('3', '翠苑一区', 9)];

describe('what came of a decision', () => {
  it('names the play when there is one', () => {
    expect(outcomeSentence(outcomeOf('approved', rows, answer(['1', null])))).toBe('批了「翠苑一区 · 防水焕新套餐」');
  });

  it('counts what was done and what was not', () => {
    const outcome = outcomeOf('rejected', rows, answer(['1', null], ['2', '同事已经批过了'], ['3', null]));
    expect(outcomeSentence(outcome)).toBe('驳回了2份，1份没驳回成');
    expect(outcome.refused).toEqual([
      { id: '2', communityName: '文晖家园', packageName: '防水焕新套餐', done: false, message: '同事已经批过了' },
    ]);
  });

  it('says so when nothing was done', () => {
    expect(outcomeSentence(outcomeOf('approved', rows, answer(['1', 'x'], ['2', 'y'])))).toBe('2份都没批成');
    expect(outcomeSentence(outcomeOf('withdrawn', rows, answer(['1', 'x'])))).toBe('没撤回成');
  });
});

describe('what the waiting plays amount to', () => {
  it('counts each community once and sums the cost', () => {
    expect(sumSentence(rows)).toBe('2个小区、1个套餐，预计花费¥360');
  });

  it('names the most urgent, and says when it does not know all', () => {
    expect(waitingSentence(rows, false, NOW)).toBe(
      '一共2个小区、1个套餐，预计花费¥360。最急的是「文晖家园」，还剩 5小时0分钟。',
    );
    expect(waitingSentence(rows, true, NOW)).toContain('前3份');
    expect(waitingSentence([], false, NOW)).toBe('');
  });
});
