import { describe, expect, it } from 'vitest';
import { afterLeaving, step, stillThere, toggled } from './play-walk.ts';

const rows = ['a', 'b', 'c', 'd'].map((id) => ({ id }));

describe('walking a list of plays', () => {
  it('starts at either end and stays within', () => {
    expect(step(rows, undefined, 1)?.id).toBe('a');
    expect(step(rows, undefined, -1)?.id).toBe('d');
    expect(step(rows, 'b', 1)?.id).toBe('c');
    expect(step(rows, 'd', 1)?.id).toBe('d');
    expect(step(rows, 'a', -1)?.id).toBe('a');
    expect(step([], 'a', 1)).toBeUndefined();
  });

  it('goes on to the next that stays, and back at the end', () => {
    expect(afterLeaving(rows, 'b', new Set(['b']))?.id).toBe('c');
    expect(afterLeaving(rows, 'b', new Set(['b', 'c']))?.id).toBe('d');
    expect(afterLeaving(rows, 'd', new Set(['d', 'c']))?.id).toBe('b');
    expect(afterLeaving(rows, 'b', new Set(['a']))?.id).toBe('b');
    expect(afterLeaving(rows, 'a', new Set(['a', 'b', 'c', 'd']))).toBeUndefined();
    expect(afterLeaving(rows, undefined, new Set(['a']))).toBeUndefined();
  });

  it('keeps of the chosen what the list still holds', () => {
    expect(toggled(['a'], 'b')).toEqual(['a', 'b']);
    expect(toggled(['a', 'b'], 'a')).toEqual(['b']);
    expect(stillThere(rows, ['d', 'x', 'a']).map(({ id }) => id)).toEqual(['a', 'd']);
  });
});
