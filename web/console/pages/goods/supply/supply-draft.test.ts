import { describe, expect, it } from 'vitest';
import {
  amountOf,
  changedOf,
  doneSentence,
  isOpen,
  nextOf,
  notAtAll,
  targetOf,
  targetsSentence,
  wholeAmount,
  withAmount,
  withoutLines,
} from './supply-draft.ts';
import { lineWith } from './test-lines.ts';

const line = lineWith();

describe('an amount that is typed', () => {
  it('comes in whole packs, and a price in whole fen', () => {
    expect(wholeAmount(line, 40)).toBe(42);
    expect(wholeAmount(line, -3)).toBe(0);
    expect(wholeAmount(lineWith({ kind: 'discount' }), 199)).toBe(199);
    expect(wholeAmount(lineWith({ kind: 'transfer' }), 40)).toBe(40);
  });

  it('is kept until it is what stands there anyway', () => {
    const drafts = withAmount({}, line, 40);
    expect(drafts).toEqual({ l1: 42 });
    expect(amountOf(line, drafts)).toBe(42);
    expect(withAmount(drafts, line, 36)).toEqual({});
    expect(withAmount(drafts, line, null)).toEqual({});
    expect(withoutLines({ l1: 42, l2: 6 }, ['l1'])).toEqual({ l2: 6 });
  });

  it('begins with what was decided', () => {
    expect(amountOf(lineWith({ decided: 30, state: 'changed' }), {})).toBe(30);
    expect(amountOf(lineWith({ state: 'refused' }), {})).toBe(0);
  });
});

describe('a decision', () => {
  it('is what is proposed, what was typed, or nothing at all', () => {
    expect(targetOf(line, {}).decided).toBe(36);
    expect(targetOf(line, { l1: 42 }).decided).toBe(42);
    expect(targetOf(line, { l1: 0 }).decided).toBeNull();
    expect(changedOf([targetOf(line, {}), notAtAll(line)])).toEqual([notAtAll(line)]);
  });

  it('can be made again of an order until its day is over, of nothing else that was carried out', () => {
    expect(isOpen({ kind: 'order', state: 'taken' })).toBe(true);
    expect(isOpen({ kind: 'order', state: 'lapsed' })).toBe(false);
    expect(isOpen({ kind: 'transfer', state: 'taken' })).toBe(false);
    expect(isOpen({ kind: 'discount', state: 'refused' })).toBe(true);
    const rows = [line, lineWith({ lineId: 'l2', state: 'lapsed' }), lineWith({ lineId: 'l3' })];
    expect(nextOf(rows, 'l1')).toBe('l3');
    expect(nextOf(rows, 'l3')).toBeUndefined();
  });

  it('says what it takes on and what came of it', () => {
    const two = [targetOf(line, {}), targetOf(lineWith({ lineId: 'l2' }), { l2: 12 })];
    expect(targetsSentence(two)).toBe('订 2 行、48 件、¥135，其中改了 1 行');
    expect(targetsSentence([notAtAll(line)])).toBe('不办 1 行');
    expect(doneSentence(two)).toBe('订了 2 行');
    expect(doneSentence([targetOf(line, {})])).toBe('姑苏店的小青菜订了 36 份');
    expect(doneSentence([notAtAll(line)])).toBe('姑苏店的小青菜不办');
  });
});
