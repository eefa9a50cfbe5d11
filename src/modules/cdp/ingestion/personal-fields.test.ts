import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { looksPersonal, partPersonal, type Json, type JsonObject } from './personal-fields.ts';

describe('parting', () => {
  test('puts fields aside by name and by what they look like', () => {
    const { open, personal } = partPersonal({
      sku: 'A1',
      Phone_Number: 1,
      note: 'x',
      said: '打 139 2222 3333 给我',
      mail: 'a@b.cn',
      nested: { who: 'a.b@c.com', price: 3 },
      list: ['plain', '13922223333'],
      count: 13922223333,
    });
    expect(open).toEqual({ sku: 'A1', nested: { price: 3 }, list: ['plain', null] });
    expect(personal).toEqual({
      Phone_Number: 1,
      note: 'x',
      said: '打 139 2222 3333 给我',
      mail: 'a@b.cn',
      nested: { who: 'a.b@c.com' },
      list: [null, '13922223333'],
      count: 13922223333,
    });
  });

  test('leaves a product its name and takes that of a person', () => {
    expect(partPersonal({ name: '橱柜' }).open).toEqual({ name: '橱柜' });
    expect(partPersonal({ name: '李明' }, { nameIsPersonal: true }).open).toEqual({});
  });

  test('never leaves a phone in what is kept in clear', () => {
    const phone = fc.integer({ min: 13_000_000_000, max: 19_999_999_999 }).map(String);
    const text = fc.tuple(fc.stringMatching(/^[a-z ]{0,5}$/), phone).map(([before, number]) => `${before}${number}`);
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ maxDepth: 4 }, text, fc.integer(), fc.array(tie('tree'), { maxLength: 3 }), tie('object')),
      object: fc.dictionary(fc.oneof(fc.string(), text), tie('tree'), { maxKeys: 4 }),
    }));
    fc.assert(
      fc.property(fc.dictionary(fc.string(), tree, { maxKeys: 5 }), (input) => {
        const { open } = partPersonal(input as JsonObject);
        expect(phonesIn(open as Json)).toEqual([]);
      }),
    );
  });
});

function phonesIn(value: Json): string[] {
  if (typeof value === 'string') return looksPersonal(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => [
    ...(looksPersonal(key) ? [key] : []),
    ...phonesIn(each as Json),
  ]);
}
