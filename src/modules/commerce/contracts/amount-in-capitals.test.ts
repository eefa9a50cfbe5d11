import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fen } from '#kernel/money';
import { amountInCapitals } from './amount-in-capitals.ts';

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const VALUES: Readonly<Record<string, number>> = { 拾: 10, 佰: 100, 仟: 1_000 };

/** Reads capitals back, the way a cashier does. */
function read(text: string): number {
  const [, whole = '', jiao = '', cent = ''] = /^人民币(?:(.*?)元)?零?(?:(.)角)?(?:零?(.)分)?整?$/u.exec(text) ?? [];
  let total = 0;
  let group = 0;
  let digit = 0;
  for (const character of whole) {
    const value = DIGITS.indexOf(character);
    if (value >= 0) digit = value;
    else if (character === '万' || character === '亿') {
      const upTo = character === '万' ? 10_000 : 100_000_000;
      total = (total + group + digit) * upTo;
      [group, digit] = [0, 0];
      if (character === '万') [group, total] = [total, 0];
    } else {
      group += digit * (VALUES[character] ?? 0);
      digit = 0;
    }
  }
  const yuan = total + group + digit;
  return (
    yuan * 100 +
    Math.max(0, DIGITS.indexOf(jiao)) * 10 * Number(jiao !== '') +
    Math.max(0, DIGITS.indexOf(cent)) * Number(cent !== '')
  );
}

describe('amountInCapitals', () => {
  it.each([
    [0, '人民币零元整'],
    [1, '人民币壹分'],
    [10, '人民币壹角整'],
    [100, '人民币壹元整'],
    [101, '人民币壹元零壹分'],
    [110, '人民币壹元壹角整'],
    [140_950, '人民币壹仟肆佰零玖元伍角整'],
    [600_714, '人民币陆仟零柒元壹角肆分'],
    [168_032, '人民币壹仟陆佰捌拾元零叁角贰分'],
    [1_070_053, '人民币壹万零柒佰元零伍角叁分'],
    [1_640_902, '人民币壹万陆仟肆佰零玖元零贰分'],
    [1_280_000, '人民币壹万贰仟捌佰元整'],
    [10_000_000, '人民币壹拾万元整'],
    [1_000_010_000, '人民币壹仟万零壹佰元整'],
    [10_000_000_100, '人民币壹亿零壹元整'],
    [12_300_000_500, '人民币壹亿贰仟叁佰万零伍元整'],
  ])('writes %i fen as %s', (amount, words) => {
    expect(amountInCapitals(fen(amount))).toBe(words);
  });

  it('can be read back, and never has two zeros in a row', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999_99 }), (amount) => {
        const words = amountInCapitals(fen(amount));
        expect(words).not.toMatch(/零零|零[万亿拾佰仟]/u);
        expect(read(words)).toBe(amount);
      }),
      { numRuns: 2_000 },
    );
    expect(() => amountInCapitals(fen(-1))).toThrow(RangeError);
  });
});
