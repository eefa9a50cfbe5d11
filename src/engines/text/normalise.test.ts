import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_TEXT, normaliseText } from './normalise.ts';

describe('one spelling', () => {
  it.each([
    ['ＷＣ　漏水！', 'wc 漏水!'],
    ['陽臺漏水，師傅來了嗎', '阳台漏水,师傅来了吗'],
    ['哈哈哈哈哈哈，好好好好', '哈哈,好好'],
    ['漏*水了', '漏水了'],
    ['垃\u200b圾', '垃圾'],
    ['加薇信', '加微信'],
    ['@张三 你看看 https://example.com/a?b=1 吧', '你看看 吧'],
    ['气死了T_T', '气死了[流泪]'],
    ['谢谢^_^', '谢谢[微笑脸]'],
    ['打13912345678', '打0'],
    ['投诉12315', '投诉12315'],
    ['👍🏻👍🏻👍🏻👍🏻', '👍🏻👍🏻👍🏻👍🏻'],
  ])('of %s is %s', (text, expected) => {
    expect(normaliseText(text)).toBe(expected);
  });

  it('is its own spelling, and never longer than what is read', () => {
    const text = fc.string({
      unit: fc.constantFrom('漏', '水', '陽', '薇', '信', '哈', '@', '*', ' ', 'Ｗ', '\u200b', '1', '!', '😀', '\n'),
      maxLength: 60,
    });
    fc.assert(
      fc.property(text, (each) => {
        const once = normaliseText(each);
        expect(normaliseText(once)).toBe(once);
      }),
    );
    expect(normaliseText('漏水'.repeat(10_000)).length).toBeLessThanOrEqual(LONGEST_TEXT);
  });
});
