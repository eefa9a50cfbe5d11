import { describe, expect, it } from 'vitest';
import { IllegalMove } from '#kernel/errors';
import { somePackage } from './fixtures.ts';
import { changesBetween, offerOf, stateAfter, type PlayMove, type PlayState } from './play.ts';

const STATES: readonly PlayState[] = ['proposed', 'approved', 'rejected', 'withdrawn'];
const MOVES: readonly PlayMove[] = ['approve', 'edit', 'reject', 'withdraw'];
const LEGAL: Readonly<Record<string, PlayState>> = {
  'proposed approve': 'approved',
  'proposed edit': 'proposed',
  'proposed reject': 'rejected',
  'approved withdraw': 'withdrawn',
};

describe('stateAfter', () => {
  it.each(STATES.flatMap((state) => MOVES.map((move) => [state, move] as const)))('%s, %s', (state, move) => {
    const next = LEGAL[`${state} ${move}`];
    if (next === undefined) expect(() => stateAfter(state, move)).toThrow(IllegalMove);
    else expect(stateAfter(state, move)).toBe(next);
  });
});

describe('changesBetween', () => {
  it('names each field that a person changed, with what it was', () => {
    const it = somePackage({ name: '漏水检测' });
    const draft = {
      packageId: it.id,
      headline: '旧标题',
      script: '旧话术',
      offerText: '旧',
      roles: ['guide'],
      dueAt: new Date('2026-06-13T02:00:00Z'),
      offer: offerOf(it),
    };
    expect(changesBetween(draft, { ...draft, headline: '新标题', roles: ['guide', 'designer'] })).toEqual([
      { field: 'headline', before: '旧标题', after: '新标题' },
      { field: 'roles', before: 'guide', after: 'guide designer' },
    ]);
    expect(changesBetween(draft, draft)).toEqual([]);
  });
});
