import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fen, type Fen } from '#kernel/money';
import { checkAccount, checkLines, LINE_LIMIT, rangeOf } from './entry.ts';
import { AccountMalformed, EntryLinesWrong, EntryUnbalanced, LineWithoutAmount } from './refusals.ts';

const line = (account: string, amount: number) => ({ account, amountFen: amount as Fen });

test('balanced lines pass; anything else is refused with its reason', () => {
  expect(() => checkLines([line('a:b', 100), line('c', -60), line('d', -40)])).not.toThrow();
  expect(() => checkLines([])).toThrow(EntryLinesWrong);
  expect(() => checkLines([line('a', 0)])).toThrow(EntryLinesWrong);
  expect(() => checkLines(Array.from({ length: LINE_LIMIT + 1 }, () => line('a', 1)))).toThrow(EntryLinesWrong);
  expect(() => checkLines([line('a', 100), line('b', -99)])).toThrow(EntryUnbalanced);
  expect(() => checkLines([line('a', 1), line('b', -1), line('c', 0)])).toThrow(LineWithoutAmount);
  expect(() => checkLines([line('a', 0.5), line('b', -0.5)])).toThrow(LineWithoutAmount);
  expect(() => checkLines([line('A b', 1), line('b', -1)])).toThrow(AccountMalformed);
});

test('lines that sum to something else are refused with the difference', () => {
  const amount = fc.integer({ min: -1_000_000, max: 1_000_000 }).filter((value) => value !== 0);
  fc.assert(
    fc.property(fc.array(amount, { minLength: 2, maxLength: 20 }), (amounts) => {
      const sum = amounts.reduce((total, value) => total + value, 0);
      const check = () => checkLines(amounts.map((value) => ({ account: 'a', amountFen: fen(value) })));
      if (sum === 0) expect(check).not.toThrow();
      else expect(check).toThrow(expect.objectContaining({ params: { differenceFen: sum } }));
    }),
  );
});

test('a prefix takes in exactly the accounts under it', () => {
  const segment = fc.stringMatching(/^[a-z][a-z0-9_-]{0,5}$/).filter((text) => !/-/.test(text));
  const account = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join(':'));
  fc.assert(
    fc.property(account, account, (prefix, other) => {
      const range = rangeOf(`${prefix}:`);
      for (const name of [other, `${prefix}:${other}`, `${prefix}${other}`, prefix]) {
        expect(name >= range.from && name < range.to).toBe(name.startsWith(`${prefix}:`));
      }
    }),
  );
  expect(() => rangeOf('points')).toThrow(AccountMalformed);
  expect(() => checkAccount('points:')).toThrow(AccountMalformed);
});
