import { describe, expect, it } from 'vitest';
import { maskText } from './mask-text.ts';

describe('maskText', () => {
  it.each([
    ['有会修的吗，联系我13800000001', '有会修的吗，联系我138****0001'],
    ['打 138 0000 0001 找我', '打 138****0001 找我'],
    ['电话0512-65550000', '电话0512-****'],
    ['发到 wang@example.com 谢谢', '发到 w***@example.com 谢谢'],
    ['加微信 abc_12345 聊', '加微信 **** 聊'],
    ['3栋2单元502室漏水', '*栋*单元*室漏水'],
    ['王先生家又漏水了', '*先生家又漏水了'],
    ['身份证320501199001011234', '身份证32****'],
    ['2003年的房子，30天漏了42次', '2003年的房子，30天漏了42次'],
  ])('turns 「%s」 into 「%s」', (text, masked) => {
    expect(maskText(text)).toBe(masked);
  });
});
