import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseText } from '../normalise.ts';
import { likeness, nearCopies, signatureOf } from './near-copies.ts';

const of = (text: string): Int32Array => signatureOf(normaliseText(text));

describe('near copies', () => {
  it('are found whatever numbers, signs and faces stand in them', () => {
    const texts = [
      '昨天拿的土豆烂了三个，还有一股怪味，怎么吃啊',
      '阳台什么时候能封好',
      '昨天拿的土豆烂了5个！！还有一股怪味，怎么吃啊😡',
      '昨天拿的土豆烂了两个，还有一股怪味，怎么吃',
      '明天下雨吗',
    ];
    expect(nearCopies(texts.map(of))).toEqual([[0, 2, 3], [1], [4]]);
  });

  it('are as alike as their runs of characters, about', () => {
    const characters = fc.string({
      unit: fc.constantFrom('土', '豆', '烂', '了', '水', '漏', '墙'),
      minLength: 12,
      maxLength: 40,
    });
    const runs = (text: string): Set<string> =>
      new Set(Array.from({ length: text.length - 2 }, (_, at) => text.slice(at, at + 3)));
    let [off, count] = [0, 0];
    fc.assert(
      fc.property(characters, characters, fc.nat(10), (one, other, shared) => {
        const mixed = one.slice(0, shared) + other;
        const [a, b] = [runs(one), runs(mixed)];
        const shares = [...a].filter((run) => b.has(run)).length;
        const truth = shares / (a.size + b.size - shares);
        off += likeness(signatureOf(one), signatureOf(mixed)) - truth;
        count += 1;
        expect(likeness(signatureOf(one), signatureOf(one))).toBe(1);
      }),
      { numRuns: 300 },
    );
    expect(Math.abs(off / count)).toBeLessThan(0.05);
  });

  it('put each text into one group', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('漏', '水', '了'), maxLength: 8 }), { maxLength: 30 }),
        (texts) => {
          const places = nearCopies(texts.map(signatureOf)).flat();
          expect(places.toSorted((a, b) => a - b)).toEqual([...texts.keys()]);
        },
      ),
    );
  });
});
