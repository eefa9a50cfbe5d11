import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PERSONAL_KINDS } from './kind.ts';
import { mask } from './mask.ts';
import { messages } from './messages.ts';
import { normalise } from './normalise.ts';
import { PURPOSES } from './purpose.ts';

describe('phones', () => {
  test.each([
    ['13800000001', '+8613800000001'],
    ['138 0000 0001', '+8613800000001'],
    ['138-0000-0001', '+8613800000001'],
    ['+86 138 0000 0001', '+8613800000001'],
    ['+86-13800000001', '+8613800000001'],
    ['008613800000001', '+8613800000001'],
    ['8613800000001', '+8613800000001'],
    ['１３８　００００　０００１', '+8613800000001'],
    ['＋８６１３８００００　０００１', '+8613800000001'],
    ['\u202d13800000001\u202c', '+8613800000001'],
    ['010-12345678', '+861012345678'],
    ['（021）8765 4321', '+862187654321'],
    ['0571 8765432', '+865718765432'],
    ['+86 10 12345678', '+861012345678'],
    ['+86 010 12345678', '+861012345678'],
  ])('%s is %s', (raw, value) => {
    expect(normalise('phone', raw)).toEqual({ value });
  });

  test.each([
    ['', 'phone-empty'],
    ['  ', 'phone-empty'],
    ['138a0000001', 'phone-characters'],
    ['1380000', 'phone-length'],
    ['138000000012', 'phone-length'],
    ['12000000001', 'phone-range'],
    ['+852 5123 4567', 'phone-country'],
    ['00441632960000', 'phone-country'],
    ['65432100', 'phone-area-code'],
    ['010-12345678-801', 'phone-extension'],
    ['010-12345678转801', 'phone-extension'],
    ['400-123-4567', 'phone-service-number'],
  ])('%j is refused: %s', (raw, fault) => {
    expect(normalise('phone', raw)).toEqual({ fault });
  });

  test('every spelling of a mobile number is the same number', () => {
    const digits = fc.stringMatching(/^1[3-9]\d{9}$/);
    const prefix = fc.constantFrom('', '+86', '+86 ', '0086', '86', '＋86-');
    fc.assert(
      fc.property(digits, prefix, fc.integer({ min: 0, max: 10 }), fc.boolean(), (number, before, gap, wide) => {
        const spaced = `${number.slice(0, gap)} ${number.slice(gap)}`;
        const widened = spaced.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
        expect(normalise('phone', before + (wide ? widened : spaced))).toEqual({ value: `+86${number}` });
      }),
    );
  });
});

describe('other kinds', () => {
  test.each([
    ['name', ' 王 芳 ', '王芳'],
    ['name', '阿卜杜拉•买买提', '阿卜杜拉·买买提'],
    ['name', 'Mary  Ann', 'Mary Ann'],
    ['email', ' Wang.Fang@Example.COM ', 'wang.fang@example.com'],
    ['wechat_openid', 'oX3kd5_demo-OPENID0000000001', 'oX3kd5_demo-OPENID0000000001'],
    ['address', '浙江省 杭州市 西湖区 文三路１号', '浙江省杭州市西湖区 文三路1号'.replace(' ', '')],
  ] as const)('%s %j becomes %j', (kind, raw, value) => {
    expect(normalise(kind, raw)).toEqual({ value });
  });

  test.each([
    ['name', '', 'name-empty'],
    ['name', '王'.repeat(65), 'name-length'],
    ['name', '12345', 'name-characters'],
    ['name', '<script>a', 'name-characters'],
    ['email', 'wang.example.com', 'email-format'],
    ['wechat_unionid', 'null', 'wechat-id-format'],
    ['address', '东', 'address-length'],
    ['note', ' ', 'note-length'],
  ] as const)('%s %j is refused: %s', (kind, raw, fault) => {
    expect(normalise(kind, raw)).toEqual({ fault });
  });
});

test('normalising twice changes nothing, and every fault has its sentence', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^[+＋]?(0086|86)?[ -]?[0-9０-９ -]{6,16}$/),
    fc.stringMatching(/^[王李· •A-Za-z]{1,12}$/),
  );
  fc.assert(
    fc.property(fc.constantFrom(...PERSONAL_KINDS), text, (kind, raw) => {
      const once = normalise(kind, raw);
      if ('fault' in once) expect(messages.zh).toHaveProperty(once.fault);
      else expect(normalise(kind, once.value)).toEqual(once);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ['phone', '+8613800000001', '138****0001'],
  ['phone', '+861012345678', '010****5678'],
  ['phone', '+865718765432', '0571****5432'],
  ['name', '王芳', '王*'],
  ['name', '欧阳娜娜', '欧*'],
  ['wechat_openid', 'oX3kd5_demo', 'oX3k…'],
  ['address', '浙江省杭州市西湖区文三路1号', '浙江省杭州市西湖区****'],
  ['address', '幸福小区3栋501', '****'],
  ['email', 'wang@example.com', 'w***@example.com'],
  ['note', '孩子过敏', '****'],
] as const)('the mask of %s %s is %s', (kind, value, masked) => {
  expect(mask(kind, value)).toBe(masked);
});

test('every purpose has a Chinese name', () => {
  for (const purpose of PURPOSES) expect(messages.zh).toHaveProperty([`purpose-${purpose}`]);
});
