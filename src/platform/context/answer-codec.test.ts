import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeAnswer, encodeAnswer } from './answer-codec.ts';

const leaf = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.date({ noInvalidDate: true }).map((date) => new Date(date.getTime())),
);
const key = fc.oneof(
  fc.constantFrom('$date', '$$date', '$$$date', 'date', 'at'),
  fc.string().filter((text) => text !== '__proto__'),
);
const { answer } = fc.letrec((tie) => ({
  answer: fc.oneof(
    { weight: 3, arbitrary: leaf },
    { weight: 1, arbitrary: fc.array(tie('answer'), { maxLength: 4 }) },
    { weight: 2, arbitrary: fc.dictionary(key, tie('answer'), { maxKeys: 3, noNullPrototype: true }) },
  ),
}));

test('an answer comes back as it was kept, dates and whatever looks like one included', () => {
  fc.assert(
    fc.property(answer, (given) => {
      expect(decodeAnswer(encodeAnswer(given))).toEqual(given);
    }),
    { numRuns: 2_000 },
  );
  expect(decodeAnswer(encodeAnswer(undefined))).toBeUndefined();
});

test('what would not come back is refused when it is kept', () => {
  for (const bad of [new Map(), new Set([1]), { deep: [1n] }]) expect(() => encodeAnswer(bad)).toThrow(TypeError);
});
