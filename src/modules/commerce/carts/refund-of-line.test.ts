import { describe, expect, it } from 'vitest';
import { fen } from '#kernel/money';
import { refundOfLine } from './refund-of-line.ts';

describe('a refund of part of a line', () => {
  it('is the same for the same units, however they are put into parts', () => {
    const line = { quantity: 7, netFen: fen(1_000) };
    const of = (parts: readonly number[]): number[] => {
      let before = { quantity: 0, refundedFen: fen(0) };
      return parts.map((quantity) => {
        const amountFen = refundOfLine(line, before, quantity);
        before = { quantity: before.quantity + quantity, refundedFen: fen(before.refundedFen + amountFen) };
        return amountFen;
      });
    };
    expect(of([1, 1, 1, 1, 1, 1, 1])).toEqual([143, 143, 143, 143, 143, 143, 142]);
    expect(of([3, 4])).toEqual([429, 571]);
    expect(of([7])).toEqual([1_000]);
  });

  it('counts what was given back beside returned units, and refuses units that are not there', () => {
    expect(refundOfLine({ quantity: 2, netFen: fen(1_000) }, { quantity: 0, refundedFen: fen(400) }, 2)).toBe(600);
    expect(refundOfLine({ quantity: 2, netFen: fen(1_000) }, { quantity: 1, refundedFen: fen(1_000) }, 1)).toBe(0);
    for (const quantity of [0, 2, -1, 0.5]) {
      const refund = () =>
        refundOfLine({ quantity: 2, netFen: fen(1_000) }, { quantity: 1, refundedFen: fen(500) }, quantity);
      expect(refund).toThrow(RangeError);
    }
  });
});
